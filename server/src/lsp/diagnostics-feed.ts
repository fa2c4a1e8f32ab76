import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type PreviousResultId,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { isSame } from '../base/derived.ts';
import { isEqual } from '../base/equal.ts';
import type { Texts } from '../describe/texts.ts';
import { diagnostics } from '../ide/diagnostics.ts';
import type { Project } from '../project/project.ts';
import type { Finding } from '../review/finding.ts';
import type { Review } from '../review/run.ts';
import type { ClientFacts } from './client-facts.ts';
import type { Settings } from './settings.ts';

/** What a feed needs to know of the session it belongs to. */
export interface FeedSource {
  readonly connection: Connection;
  readonly client: ClientFacts;
  readonly project: Project;
  readonly settings: Settings;
  readonly texts: Texts;
  isOpen(uri: string): boolean;
  /** URIs go back to the client as it spelt them. */
  spelling(uri: string): string;
}

interface Told {
  readonly items: Diagnostic[];
  /** Equal for equal items of one session, empty for none. */
  readonly id: string;
  /** What the items were made of. */
  readonly findings: readonly Finding[];
  readonly ground: readonly unknown[];
  /** URIs of the files that places of the items are in. */
  readonly places: readonly string[];
}

/**
 * Diagnostics as a client last had them, so that only what changed is sent: as "unchanged" reports where the client asks,
 * as nothing at all where they are pushed.
 */
export class DiagnosticsFeed {
  readonly #source: FeedSource;
  /** By URI: identity of what the latest review says of it. Files without diagnostics are left out. */
  #latest: ReadonlyMap<string, string> = new Map();
  readonly #pushed = new Set<string>();
  /** What was told last, by URI: the same is asked for by the client and looked at for changes. */
  readonly #told = new Map<string, Told>();
  /** Files of which it is known that nothing changed since the last review. */
  readonly #checked = new Set<string>();
  #review: Review | undefined;
  #count = 0;
  /** An id of an earlier session never equals one of this. */
  readonly #session = Date.now().toString(36);

  constructor(source: FeedSource) {
    this.#source = source;
  }

  /**
   * Looks at the project anew and pushes what changed to clients that do not ask.
   * @param edited a file whose diagnostics the client asks for by itself
   */
  update(edited: string | undefined): { readonly elsewhere: boolean } {
    const before = this.#latest;
    const latest = new Map<string, string>();
    const changed: string[] = [];
    // A file that is gone has nothing to say any more, and the client has to hear of that.
    for (const uri of new Set([...this.#uris(), ...before.keys()])) {
      const { id } = this.#of(uri);
      if (id !== '') latest.set(uri, id);
      if (id !== (before.get(uri) ?? '')) changed.push(uri);
    }
    this.#latest = latest;
    if (!this.#source.client.pullsDiagnostics) this.#push(changed);
    return { elsewhere: changed.some((uri) => uri !== edited) };
  }

  /** Answer for one document. */
  document(uri: string, previous: string | undefined): DocumentDiagnosticReport {
    const { items, id: resultId } = this.#of(uri);
    if (previous !== undefined && previous === resultId)
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  /** Answer for the workspace: files that have diagnostics, and those that had. Open documents are asked for one by one. */
  *workspace(previous: readonly PreviousResultId[]): Iterable<WorkspaceDocumentDiagnosticReport> {
    const ids = new Map(previous.map(({ uri, value }) => [uri, value]));
    const uris = new Set([...this.#uris().map((uri) => this.#source.spelling(uri)), ...ids.keys()]);
    for (const uri of uris) {
      const report = this.document(uri, ids.get(uri));
      const version = this.#source.project.file(uri)?.version ?? null;
      if (report.kind === DocumentDiagnosticReportKind.Unchanged) yield { ...report, uri, version };
      else if (report.items.length > 0 || ids.has(uri)) yield { ...report, uri, version };
    }
  }

  #uris(): string[] {
    return this.#source.project
      .files()
      .map(({ uri }) => uri)
      .concat(this.#source.project.configUris());
  }

  #of(uri: string): Told {
    const { project } = this.#source;
    if (this.#review !== project.review()) {
      this.#review = project.review();
      this.#checked.clear();
    }
    const known = this.#told.get(uri);
    if (known !== undefined && this.#checked.has(uri)) return known;
    this.#checked.add(uri);
    const findings = project.findings(uri);
    if (
      known !== undefined &&
      isSame(known.findings, findings) &&
      isSame(known.ground, this.#groundOf(uri, known.places))
    )
      return known;
    const places = [...new Set([uri, ...findings.flatMap(({ related }) => related.map(({ at }) => at.uri))])];
    const items = this.#diagnostics(uri);
    const told = { items, id: this.#idOf(items, known), findings, ground: this.#groundOf(uri, places), places };
    this.#told.set(uri, told);
    return told;
  }

  #idOf(items: readonly Diagnostic[], before: Told | undefined): string {
    if (items.length === 0) return '';
    return before !== undefined && isEqual(before.items, items) ? before.id : `${this.#session}-${++this.#count}`;
  }

  /** What the diagnostics of a file follow from beside its findings. */
  #groundOf(uri: string, places: readonly string[]): readonly unknown[] {
    const { project, settings, texts, client } = this.#source;
    const { enable, diagnostics: extent } = settings.of(uri);
    const isShown = enable && (extent !== 'openFiles' || this.#source.isOpen(uri));
    const lines = places.map((place) => project.lines(place));
    return [isShown, texts, client.pages, project.config, ...lines, ...project.problemsIn(uri)];
  }

  #diagnostics(uri: string): Diagnostic[] {
    const { project, settings, texts, client } = this.#source;
    const { enable, diagnostics: extent } = settings.of(uri);
    if (!enable || (extent === 'openFiles' && !this.#source.isOpen(uri))) return [];
    return diagnostics(project, uri, texts, client);
  }

  #push(uris: readonly string[]): void {
    for (const uri of uris) {
      const { items: found } = this.#of(uri);
      if (found.length > 0) this.#pushed.add(uri);
      else if (!this.#pushed.delete(uri)) continue;
      void this.#source.connection.sendDiagnostics({ uri: this.#source.spelling(uri), diagnostics: found });
    }
  }
}
