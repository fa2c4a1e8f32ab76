import type { Position } from 'vscode-languageserver-types';

/**
 * What client and server say to each other beyond the Language Server Protocol. A client that knows nothing of this page
 * still gets everything the protocol itself carries; files are then read from disk.
 */

/**
 * One message by its method name. The types of what goes there and back are only for the compiler: client and server libraries
 * come in versions of their own, and this page belongs to neither.
 */
export interface Message<Params, Result> {
  readonly method: string;
  readonly types?: (params: Params) => Result;
}

/** `initializationOptions` of a client that implements this page. All of it is optional. */
export interface InitializationOptions {
  /** Display language, a BCP 47 tag such as `en` or `zh-cn`. */
  readonly language?: string;
  /** The client answers `archlens/fs/list` and `archlens/fs/read`; without it the server reads `file:` URIs itself. */
  readonly files?: boolean;
  /** The client has the commands of `commands` below, so links and lenses may use them. */
  readonly commands?: boolean;
  /** False: nothing may be run, whatever the settings say. Absent: the settings are the user's own. */
  readonly trusted?: boolean;
  /** What opens a page of the knowledge base when its id is put behind it: `vscode://archlens.archlens/explain/`. */
  readonly pages?: string;
}

/** Section of `workspace/configuration`; every setting belongs to a resource, but for those that start a program. */
export const configurationSection = 'archlens';

export interface Configuration {
  readonly enable: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: { readonly enabled: boolean };
  /** `workspace`: findings of all files; `openFiles`: of those open in the editor. */
  readonly diagnostics: 'workspace' | 'openFiles';
  /** Rule id, category or component → severity or `off`, as in `.archlens.yaml`, which wins. */
  readonly severity: Readonly<Record<string, string>>;
  /** Glob from the folder's root → environment. */
  readonly environments: Readonly<Record<string, string>>;
  /** Larger files are left aside. In kilobytes. */
  readonly maxFileSize: number;
  /** Whether charts are rendered by Helm, and where that is; the user's own setting, never that of a workspace. */
  readonly helm: { readonly render: 'off' | 'helm'; readonly path: string };
  /** Address where the site of the knowledge base is published, or empty. */
  readonly site: string;
}

/** Commands of the editor that hovers, lenses and diagnostics refer to. */
export const commands = {
  /** Argument: `ExplainParams`. */
  explain: 'archlens.explain',
  /** Argument: the id of a rule. */
  showRule: 'archlens.showRule',
  openKnowledgeBase: 'archlens.openKnowledgeBase',
  compare: 'archlens.compare',
  review: 'archlens.reviewWorkspace',
  restart: 'archlens.restart',
} as const;

/** Command that only links run. Arguments: the address of a file, with `#L14` behind it for a line; `page` where a page has the link. */
export const openPlace = 'archlens.openPlace';

/** Links to pages of the knowledge base inside Markdown: `archlens:kafka/acks-not-all`. */
export const pageScheme = 'archlens';

/** Links to places of the workspace inside pages: the encoded address of a file, as `openPlace` takes it. */
export const placeScheme = 'archlens-place';

export interface ListParams {
  /** URI of the folder. */
  readonly folder: string;
  /** Glob patterns from that folder, in the editor's syntax. */
  readonly include: string;
  readonly exclude: string;
}

/** Server → client: URIs of the matching files under a folder, in no particular order. */
export const listFiles: Message<ListParams, readonly string[]> = { method: 'archlens/fs/list' };

export interface ReadParams {
  readonly uris: readonly string[];
  /** Files of more bytes are answered with `too-large`. */
  readonly maxBytes: number;
}

/** The bytes of a file as Base64, since encodings are the server's business; or why there are none. */
export type ReadResult = { readonly base64: string } | { readonly failure: 'missing' | 'too-large' | 'unreadable' };

/** Server → client: contents of files as stored, in the order of the request. Nothing is opened in the editor. */
export const readFiles: Message<ReadParams, readonly ReadResult[]> = { method: 'archlens/fs/read' };

export type ExplainParams = { readonly id: string } | { readonly uri: string; readonly position: Position };

export interface Page {
  /** What the page is about: component, setting, rule, concept or comparison; several ids where they are compared. */
  readonly id: string;
  readonly title: string;
  /** Links to other pages have the scheme `archlens:`. */
  readonly markdown: string;
}

/** Client → server: the page for an id, or for what stands at a position; null where there is none. */
export const explain: Message<ExplainParams, Page | null> = { method: 'archlens/explain' };

export type PageKind = 'component' | 'rule' | 'setting' | 'concept' | 'comparison';

export interface PageReference {
  readonly id: string;
  readonly kind: PageKind;
  readonly title: string;
  /** What people look for it by: its id, its titles in every language, its other names. */
  readonly names: readonly string[];
}

export interface ListPagesParams {
  readonly kinds: readonly PageKind[];
}

/** Client → server: the pages of some kinds, by kind and id, for a list to choose from. */
export const listPages: Message<ListPagesParams, readonly PageReference[]> = { method: 'archlens/pages' };

/** Client → server: ready comparisons, and what can be compared: the ids of several, with spaces between them, are a page too. */
export const listComparables: Message<Record<string, never>, readonly PageReference[]> = {
  method: 'archlens/comparables',
};

export interface ReviewParams {
  readonly workDoneToken?: number | string;
}

export interface ReviewSummary {
  readonly files: number;
  /** Logical servers that are not switched off. */
  readonly clusters: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

/** Client → server: reads all folders anew and publishes every finding. Reports progress and can be cancelled. */
export const reviewWorkspace: Message<ReviewParams, ReviewSummary> = { method: 'archlens/review' };

export interface Status {
  readonly state: 'loading' | 'ready' | 'failed';
  /** Logical servers that are not switched off. */
  readonly clusters: number;
  readonly findings: number;
  /** Why it failed, in the display language. */
  readonly message?: string;
}

/** Server → client: sent when one of its fields changes. */
export const status: Message<Status, void> = { method: 'archlens/status' };
