import type { Topology } from '../model/part.ts';
import type { ImageReference } from './image-reference.ts';

/** What an image says of the container that runs it. */
export type ImageVerdict =
  | {
      readonly kind: 'server';
      readonly component: string;
      readonly reference: ImageReference;
      /** Named with its organisation in the knowledge base, not by its last segment under any organisation. */
      readonly exact: boolean;
      readonly variant: string | undefined;
      readonly role: string | undefined;
      readonly topology: Topology | undefined;
      /** Runs nothing by itself: a tool box, unless a command starts the server. */
      readonly idle: boolean;
      /** One container runs several servers. */
      readonly several: boolean;
    }
  | { readonly kind: 'tool'; readonly component: string; readonly reference: ImageReference }
  /** A name nobody has described: an application, or a private build of a server. */
  | { readonly kind: 'other'; readonly reference: ImageReference }
  /** No image, or one that is a variable. */
  | { readonly kind: 'none' };
