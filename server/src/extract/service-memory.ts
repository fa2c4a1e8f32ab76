import { isSame } from '../base/derived.ts';
import type { Block } from '../base/span.ts';
import type { Workload } from '../model/declaration.ts';
import { tracked } from '../model/tracked.ts';

/** An entry of a compose file: a service, or what stands beside the services. */
export interface FilePart {
  readonly uri: string;
  /** Names it among the parts of all files. */
  readonly key: string;
  readonly text: string;
  /** Offset of its text in the file. */
  readonly start: number;
}

interface RememberedPart {
  readonly uri: string;
  text: string;
  readonly block: Block;
  readonly hasAnchors: boolean;
  readonly hasAliases: boolean;
  /** Configs or secrets of the project. */
  readonly namesShared: boolean;
}

interface RememberedService {
  readonly around: string;
  /** Of the parts it was read from. */
  readonly blocks: readonly Block[];
  readonly workload: Workload;
}

const anchor = /(?:^|[\s,:[{])&[^\s,&[\]{}]/;
const alias = /(?:^|[\s,:[{])\*[^\s,*[\]{}]/;
/** What a config is stands elsewhere in the project, and what a text in `|+` ends with stands behind it. */
const elsewhere = /\b(?:configs|secrets)\b|[|>][1-9]?\+/;

/**
 * The services of one file that is being edited, or of a project that it belongs to. An edit leaves most of them as they were:
 * those stay the very same things, and so does all that was concluded from them. Only their blocks learn where they stand now.
 */
export class ServiceMemory {
  #parts = new Map<string, RememberedPart>();
  readonly #services = new Map<string, RememberedService>();

  /** The files were read anew: these are their parts. */
  place(parts: readonly FilePart[]): void {
    const before = this.#parts;
    this.#parts = new Map(parts.map((part) => [part.key, placed(part, before.get(part.key))] as const));
    for (const key of this.#services.keys()) if (!this.#parts.has(key)) this.#services.delete(key);
  }

  /**
   * The service that a part is: as it was read before, where it would be read the same now, else as `read` gives it.
   * @param around all that decides, outside the files, how it is read
   */
  workload(key: string, around: string, read: () => Workload): Workload {
    const own = this.#parts.get(key);
    if (own === undefined) return read();
    const parts = own.hasAliases ? this.#around(own) : [own];
    if (parts.some(({ namesShared }) => namesShared)) return read();
    const blocks = parts.map(({ block }) => block);
    const before = this.#services.get(key);
    if (before?.around === around && isSame(before.blocks, blocks)) return before.workload;
    const stretches = parts.map(({ block, text }) => ({ block, length: text.length }));
    const workload = tracked(read(), own.uri, stretches);
    if (workload === undefined) return read();
    this.#services.set(key, { around, blocks, workload });
    return workload;
  }

  /** A part and those that its aliases may bring in, in their order: of equal anchors an alias means the one before it. */
  #around(own: RememberedPart): readonly RememberedPart[] {
    return [...this.#parts.values()].filter((part) => part === own || (part.hasAnchors && part.uri === own.uri));
  }
}

function placed({ uri, text, start }: FilePart, before: RememberedPart | undefined): RememberedPart {
  if (before?.text !== text || before.uri !== uri)
    return {
      uri,
      text,
      block: { start },
      hasAnchors: anchor.test(text),
      hasAliases: alias.test(text),
      namesShared: elsewhere.test(text),
    };
  before.block.start = start;
  // The text of now: each version of a file would live on in what was cut from it.
  before.text = text;
  return before;
}
