import { internalError } from '../extract/problem.ts';
import { Derived } from '../base/derived.ts';
import type { Extraction } from '../extract/extraction.ts';
import type { Knowledge } from '../knowledge/types.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Part } from '../model/part.ts';
import { recognise } from '../recognise/part.ts';
import { emptyExtraction } from './file.ts';
import { withIntentsOf } from './intents.ts';
import type { Files } from '../resolve/files.ts';
import { Views } from '../resolve/views.ts';

/** What the files of a workspace contribute, once each is seen together with those it belongs to. */
export interface Contributions {
  /** In the order of the files. A part may declare things that are written in other files. */
  readonly parts: readonly Part[];
  readonly coveredBy: ReadonlyMap<string, readonly string[]>;
}

/** Makes parts of extractions and remembers them for as long as what they were made from stays the same. */
export class Parts {
  readonly #views = new Views();
  readonly #knowledge: Knowledge;
  readonly #recognised = new WeakMap<Extraction, Part>();
  readonly #intended = new Derived<Part, Part>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  of(extractions: readonly Extraction[], files: Files): Contributions {
    const effective = this.#views.of(extractions, files);
    const coveredBy = new Map<string, string[]>();
    effective.forEach(({ extraction, covers }) => {
      for (const uri of covers) coveredBy.set(uri, [...(coveredBy.get(uri) ?? []), extraction.uri]);
    });
    const parts = effective.map(({ extraction, madeOf = [] }) => this.#view(extraction, madeOf));
    return { parts, coveredBy: outermost(coveredBy) };
  }

  part(extraction: Extraction): Part {
    const known = this.#recognised.get(extraction);
    if (known !== undefined) return known;
    const made = this.#recognise(extraction);
    this.#recognised.set(extraction, made);
    return made;
  }

  #view(extraction: Extraction, madeOf: readonly Extraction[]): Part {
    const part = this.part(extraction);
    const speaking = madeOf.filter(({ annotations }) => annotations.some(({ kind }) => kind === 'intent'));
    if (speaking.length === 0) return part;
    const files = speaking.map((each) => this.part(each));
    return this.#intended.of(part, files, () => withIntentsOf(part, files));
  }

  /** Makes a part ahead of time, where it does not depend on other files. */
  prepare(extraction: Extraction): void {
    if (!this.#views.joins(extraction.format)) this.part(extraction);
  }

  #recognise(extraction: Extraction): Part {
    try {
      return recognise(extraction, this.#knowledge);
    } catch (error) {
      return recognise(emptyExtraction(extraction.uri, 'unreadable', [internalError(error)]), this.#knowledge);
    }
  }

  forget(uri: string): void {
    this.#views.forget(uri);
  }
}

/** Only views that are in force themselves: what a covered view says is said by those that cover it. */
function outermost(coveredBy: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...coveredBy].map(([uri, views]) => {
      const inForce = views.filter((view) => !coveredBy.has(view));
      return [uri, inForce.length > 0 ? inForce : views] as const;
    }),
  );
}

/** What of a file's part, and of the views it is covered by, has its place in this file: what a reader of the file meets. */
export function placedIn(own: Part, views: readonly Part[]): Part {
  const { uri } = own;
  if (views.length === 0 && own.deployments.every(isPlaced) && own.mentions.every(({ at }) => at.uri === uri))
    return own;
  const sources = views.length === 0 ? [own] : views;
  const here = (at: Anchor): boolean => at.uri === uri;
  return {
    ...own,
    deployments: sources.flatMap(({ deployments }) =>
      deployments
        .filter(({ at, declaredAt }) => here(at) || here(declaredAt))
        .map((each) => (here(each.at) ? each : { ...each, at: each.declaredAt })),
    ),
    clients: sources.flatMap(({ clients }) => clients.filter(({ at }) => here(at))),
    tools: sources.flatMap(({ tools }) => tools.filter(({ at }) => here(at))),
    mentions: sources.flatMap(({ mentions }) => mentions.filter(({ at }) => here(at))),
  };
}

function isPlaced({ at, declaredAt, uri }: Part['deployments'][number]): boolean {
  return at.uri === uri && declaredAt.uri === uri;
}
