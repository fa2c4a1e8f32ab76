import type { Block } from '../base/span.ts';
import type { Workload } from '../model/declaration.ts';
import { tracked } from '../model/tracked.ts';

interface RememberedService {
  readonly uri: string;
  text: string;
  readonly around: string;
  readonly block: Block;
  readonly workload: Workload;
}

/** A service of a compose file as it is written. */
export interface WrittenService {
  /** The file it stands in. */
  readonly uri: string;
  readonly name: string;
  readonly text: string;
  /** Offset of its text in the file. */
  readonly start: number;
}

/**
 * The services of one file that is being edited, or of a project that it belongs to. An edit leaves most of them as they were: those stay the very same things,
 * and so does all that was concluded from them. Only their blocks learn where they stand now.
 */
export class ServiceMemory {
  readonly #services = new Map<string, RememberedService>();

  /**
   * The service as it was read before, where it would be read the same now.
   * @param around all that decides, beside its text, how the service is read
   */
  workload({ uri, name, text, start }: WrittenService, around: string): Workload | undefined {
    const before = this.#services.get(name);
    if (before?.text !== text || before.uri !== uri || before.around !== around) return undefined;
    before.block.start = start;
    // The text of now: each version of a file would live on in what was cut from it.
    before.text = text;
    return before.workload;
  }

  /** The service with places that go along with its text. */
  remember({ uri, name, text, start }: WrittenService, around: string, read: Workload): Workload {
    const block = { start };
    const workload = tracked(read, block, uri);
    this.#services.set(name, { uri, text, around, block, workload });
    return workload;
  }

  /** Forgets all services but those of the version that was just read. */
  keep(names: ReadonlySet<string>): void {
    for (const name of this.#services.keys()) if (!names.has(name)) this.#services.delete(name);
  }
}
