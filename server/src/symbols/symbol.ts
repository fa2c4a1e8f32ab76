import type { Span } from '../base/span.ts';

/** Where a variable is given: a line of an env file, or an entry of a container's environment. */
export type VariablePlace = 'env-file' | 'container';

/** A name that a file gives to something others can refer to. */
export type Definition =
  | { readonly kind: 'service'; readonly name: string; readonly span: Span }
  | {
      readonly kind: 'variable';
      readonly name: string;
      readonly place: VariablePlace;
      /** The workload whose variable it is. */
      readonly workload?: string;
      readonly span: Span;
    }
  | { readonly kind: 'property'; readonly name: string; readonly application: string | undefined; readonly span: Span }
  | ({ readonly kind: 'object'; readonly span: Span } & ObjectName)
  | ({ readonly kind: 'entry'; readonly key: string; readonly span: Span } & ObjectName);

/** A Kubernetes object that is referred to by its name. */
export interface ObjectName {
  readonly type: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Empty where the manifest gives none. */
  readonly namespace: string;
}

/** How a path is looked up: beside the file, on the class path, in a folder's kustomization, as a chart, as a profile's file, by a data id. */
export type PathKind = 'relative' | 'classpath' | 'kustomization' | 'chart' | 'profile' | 'data-id';

/** What a place of a file refers to. */
export type Target =
  | { readonly kind: 'file'; readonly path: string; readonly by: PathKind }
  /** A compose service; `file`: of another compose file, as written. */
  | { readonly kind: 'service'; readonly name: string; readonly file?: string }
  /** A variable of the compose project. */
  | { readonly kind: 'variable'; readonly name: string }
  /** A placeholder of an application. */
  | { readonly kind: 'property'; readonly name: string; readonly application: string | undefined }
  | ({ readonly kind: 'object' } & ObjectName)
  | ({ readonly kind: 'entry'; readonly key: string } & ObjectName)
  /** A place of the same file. */
  | { readonly kind: 'local'; readonly span: Span };

export interface Reference {
  readonly span: Span;
  readonly to: Target;
}

/** The names one file gives and those it refers to. */
export interface FileSymbols {
  readonly definitions: readonly Definition[];
  readonly references: readonly Reference[];
}
