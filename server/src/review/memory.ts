import { isSame } from '../base/derived.ts';
import { movedSpan, type TextEdit } from '../base/text-edit.ts';
import type { Rule } from '../knowledge/types.ts';
import type { Anchor } from '../model/anchor.ts';
import { identityOf } from '../model/identity.ts';
import type { Client } from '../model/part.ts';
import { members } from '../model/query.ts';
import type { Cluster, Link } from '../model/system.ts';
import type { Report, Subject } from './check.ts';

/** A report with the rule that made it. */
export interface Said {
  readonly rule: Rule;
  readonly report: Report;
}

/** What the rules said of one subject. */
export interface Remembered {
  readonly subject: Subject;
  readonly links: readonly Link[];
  /** Clients of the same application, where a rule looked at them. */
  readonly neighbours: readonly Client[] | undefined;
  /** Names what subject and links said then; made when somebody asks. */
  readonly key: () => string;
  readonly said: readonly Said[];
  /** Rules that looked at more than the subject and its links: they are asked anew. */
  readonly wide: ReadonlySet<string>;
}

/**
 * What a review concluded of each subject, for the next one: of a subject that says the same and is linked to what says the
 * same, a rule says the same. Reports are moved along with the text they stand in.
 */
export class ReviewMemory {
  #before = new Map<string, Remembered>();
  #now = new Map<string, Remembered>();
  #edits = new Map<string, TextEdit[]>();
  /** What all reports depend on beside the system. */
  #ground: unknown;

  /** A file has a new text. */
  edited(uri: string, edit: TextEdit): void {
    const edits = this.#edits.get(uri);
    if (edits === undefined) this.#edits.set(uri, [edit]);
    else edits.push(edit);
  }

  /** A review begins. Where the day or the rules are others, nothing is remembered. */
  begin(ground: string): void {
    if (ground !== this.#ground) this.#before.clear();
    this.#ground = ground;
    this.#now = new Map();
  }

  /** What was said of a subject, with the places where it stands now; undefined where it has to be asked anew. */
  recall(
    subject: Subject,
    links: readonly Link[],
    neighbours: () => readonly Client[],
    key: () => string,
  ): Remembered | undefined {
    const before = this.#before.get(subject.id);
    if (before === undefined) return undefined;
    const around = before.neighbours && neighbours();
    if (before.neighbours !== undefined && around !== undefined && !saySame(before.neighbours, around))
      return undefined;
    // The very same things stand where they stood.
    if (before.subject === subject && isSame(before.links, links))
      return around === undefined ? before : { ...before, neighbours: around };
    if (before.key() !== key()) return undefined;
    const said = before.said.map((each) => movedSaid(each, this.#edits));
    return said.every((each) => each !== undefined)
      ? { ...before, subject, links, neighbours: around, key, said }
      : undefined;
  }

  remember(remembered: Remembered): void {
    this.#now.set(remembered.subject.id, remembered);
  }

  /** The review is done: what it concluded is what the next one recalls. */
  end(): void {
    this.#before = this.#now;
    this.#edits.clear();
  }
}

type Edits = ReadonlyMap<string, readonly TextEdit[]>;

/** The report with all its places moved along; undefined where one of them is gone. */
function movedSaid(said: Said, edits: Edits): Said | undefined {
  const { at, related = [], fix } = said.report;
  const anchors = [at, ...related.map((each) => each.at), ...(fix?.edits ?? []).map((each) => each.at)];
  if (!anchors.some(({ uri }) => edits.has(uri))) return said;
  const moved = new Map<Anchor, Anchor>();
  for (const anchor of anchors) {
    const now = movedAnchor(anchor, edits.get(anchor.uri) ?? []);
    if (now === undefined) return undefined;
    moved.set(anchor, now);
  }
  const place = <T extends { readonly at: Anchor }>(each: T): T => ({ ...each, at: moved.get(each.at) ?? each.at });
  return {
    ...said,
    report: {
      ...place(said.report),
      ...(said.report.related && { related: related.map(place) }),
      ...(fix && { fix: { ...fix, edits: fix.edits.map(place) } }),
    },
  };
}

function movedAnchor(anchor: Anchor, edits: readonly TextEdit[]): Anchor | undefined {
  const moved: { -readonly [K in keyof Anchor]: Anchor[K] } = { ...anchor };
  for (const half of ['key', 'value', 'sub'] as const) {
    let span = anchor[half];
    if (span === undefined) continue;
    for (const edit of edits) span = span && movedSpan(span, edit);
    if (span === undefined) return undefined;
    moved[half] = span;
  }
  return moved;
}

function saySame(a: readonly Client[], b: readonly Client[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((client, index) => {
    const other = b[index];
    return (
      client === other || (other !== undefined && client.id === other.id && identityOf(client) === identityOf(other))
    );
  });
}

/** A name for all that a rule can learn from a subject and its links. */
export function subjectKey(subject: Subject, links: readonly Link[]): string {
  const others = links.map(({ client, cluster }) =>
    subject.kind === 'client' ? (cluster === undefined ? '-' : keyOf(cluster)) : keyOf(client),
  );
  return `${keyOf(subject)} ${others.join(' ')}`;
}

/** Made once for a subject: it takes part in every key of those it is linked with. */
const keys = new WeakMap<Subject, string>();

function keyOf(subject: Subject): string {
  const known = keys.get(subject);
  if (known !== undefined) return known;
  const made = subject.kind === 'client' ? clientKey(subject) : clusterKey(subject);
  keys.set(subject, made);
  return made;
}

function clientKey(client: Client): string {
  return `${client.id}=${identityOf(client)}`;
}

/** What a cluster is follows from its members, but for the servers a job joins. */
function clusterKey(cluster: Cluster): string {
  return `${cluster.id}=${cluster.topology}:${members(cluster).map(identityOf).join()}`;
}
