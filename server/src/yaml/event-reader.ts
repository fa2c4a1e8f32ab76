import { COLLECTION_STYLE, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml';
import type { Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import { span } from '../base/span.ts';
import { duplicateKeys, spanOf } from './mapping.ts';
import type { Piece } from './piece.ts';
import { plainType } from './plain-type.ts';
import type { Entry, Mapping, Node, Scalar, Sequence, SyntaxProblem } from './tree.ts';

/** Nesting that is left to the other library. */
const maximumDepth = 60;

/** Thrown where a piece holds something that only `readPiece` reads. */
const unusual = Symbol('unusual');

/**
 * Reads a sound piece from the events of `js-yaml`, which cost a fraction of a tree of the `yaml` library but stop at the
 * first error and know no comments. Gives exactly what `readPiece` gives, and undefined where that is to be asked:
 * for errors, anchors, tags and what else is rare.
 */
export function readFromEvents(source: string, open: boolean): Piece | undefined {
  const events = eventsOf(source);
  if (events === undefined) return undefined;
  try {
    return new EventReader(source, events).read(open);
  } catch (error) {
    if (error === unusual) return undefined;
    throw error;
  }
}

function eventsOf(source: string): readonly Event[] | undefined {
  // The libraries disagree on where tabs may stand and on whether a carriage return alone ends a line.
  if (/\t|\r(?!\n)/.test(source)) return undefined;
  try {
    return parseEvents(source, { maxDepth: maximumDepth });
  } catch {
    return undefined;
  }
}

class EventReader {
  readonly #source: string;
  readonly #events: readonly Event[];
  readonly #problems: SyntaxProblem[] = [];
  /** Index of the next event. */
  #index = 0;
  /** Offset behind what was read last. */
  #end = 0;

  constructor(source: string, events: readonly Event[]) {
    this.#source = source;
    this.#events = events;
  }

  read(open: boolean): Piece {
    const document = this.#next();
    if (document.type !== EVENT_ID.DOCUMENT || document.directives.length > 0 || document.explicitStart) throw unusual;
    const root = this.#next();
    // A text that is one scalar is often a key that is still being typed.
    if (root.type !== EVENT_ID.MAPPING && root.type !== EVENT_ID.SEQUENCE) throw unusual;
    const node = root.type === EVENT_ID.MAPPING ? this.#map(root, open) : this.#sequence(root);
    this.#next();
    if (this.#index < this.#events.length) throw unusual;
    return { root: node, problems: this.#problems, anchored: false };
  }

  #next(): Event {
    const event = this.#events[this.#index++];
    if (event === undefined) throw unusual;
    return event;
  }

  /** @param from offset behind the colon or dash; only a value that is not there needs it */
  #node(event: Event, from: number): Node {
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event, from);
    if (event.type === EVENT_ID.MAPPING) return this.#map(event, false);
    if (event.type === EVENT_ID.SEQUENCE) return this.#sequence(event);
    throw unusual;
  }

  /** Goes to the first entry or item; true in a flow collection. */
  #enter(event: MappingEvent | SequenceEvent): boolean {
    if (event.anchorStart !== -1 || event.tagStart !== -1) throw unusual;
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    this.#end = isFlow ? event.start + 1 : event.start;
    return isFlow;
  }

  #map(event: MappingEvent, open: boolean): Mapping {
    const isFlow = this.#enter(event);
    const entries: Entry[] = [];
    for (let each = this.#next(); each.type !== EVENT_ID.POP; each = this.#next()) {
      if (isFlow && entries.length > 0) this.#end = this.#behind(',');
      const key = this.#key(each);
      const value = this.#next();
      const colon = isQuick(value) ? key.span.end : this.#behind(':');
      entries.push({ key, value: this.#node(value, colon) });
    }
    if (!open) this.#problems.push(...duplicateKeys(entries));
    if (!isFlow) return { kind: 'map', span: spanOf(entries), entries };
    this.#end = this.#closed('}');
    return { kind: 'map', span: span(event.start, this.#end), entries };
  }

  #key(event: Event): Scalar {
    if (event.type !== EVENT_ID.SCALAR || event.valueStart === -1) throw unusual;
    return this.#scalar(event, this.#end);
  }

  #sequence(event: SequenceEvent): Sequence {
    const isFlow = this.#enter(event);
    const items: Node[] = [];
    for (let each = this.#next(); each.type !== EVENT_ID.POP; each = this.#next()) {
      if (isFlow && items.length > 0) this.#end = this.#behind(',');
      const from = isFlow || isQuick(each) ? this.#end : this.#behind('-');
      items.push(this.#node(each, from));
    }
    const end = isFlow ? this.#closed(']') : (items.at(-1)?.span.end ?? event.start);
    if (isFlow) this.#end = end;
    return { kind: 'seq', span: span(event.start, end), items };
  }

  #scalar(event: ScalarEvent, from: number): Scalar {
    const { style, valueStart, valueEnd } = event;
    if (event.anchorStart !== -1 || event.tagStart !== -1) throw unusual;
    if (valueStart === -1) return this.#nothing(from);
    const name = styles[style] ?? 'plain';
    const value = getScalarValue(this.#source, event);
    if (style === SCALAR_STYLE.PLAIN) {
      this.#end = valueEnd;
      const type = plainType(value);
      return {
        kind: 'scalar',
        span: span(valueStart, valueEnd),
        value: type === 'null' ? '' : value,
        type,
        style: name,
      };
    }
    const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
    const start = isQuoted ? valueStart - 1 : this.#header(from, valueStart);
    this.#end = isQuoted ? valueEnd + 1 : this.#endOfText(start, valueEnd);
    return { kind: 'scalar', span: span(start, this.#end), value, type: 'string', style: name };
  }

  /** A value that is not there stands before the comment or the end of the line. */
  #nothing(from: number): Scalar {
    let at = from;
    while (this.#source.charCodeAt(at) === 32) at++;
    this.#end = at;
    return { kind: 'scalar', span: span(at, at), value: '', type: 'null', style: 'plain' };
  }

  /** Where the `|` or `>` of a block scalar stands. */
  #header(from: number, content: number): number {
    let at = from;
    while (at < content && this.#source.charCodeAt(at) === 32) at++;
    if (!'|>'.includes(this.#source.charAt(at))) throw unusual;
    return at;
  }

  /** Blank lines after a block scalar are not part of its span. */
  #endOfText(start: number, end: number): number {
    let stop = end;
    while (stop > start && ' \t\r\n'.includes(this.#source.charAt(stop - 1))) stop--;
    return stop;
  }

  /** Offset behind the sign that comes next, comments and white space aside. */
  #behind(sign: string): number {
    const at = this.#skip(this.#end);
    if (this.#source.charAt(at) !== sign) throw unusual;
    return at + 1;
  }

  /** Offset behind the bracket that closes a flow collection. */
  #closed(bracket: string): number {
    const at = this.#skip(this.#end);
    if (this.#source.charAt(at) === ',') this.#end = at + 1;
    return this.#behind(bracket);
  }

  #skip(from: number): number {
    let at = from;
    for (;;) {
      const code = this.#source.charCodeAt(at);
      if (code === 32 || code === 9 || code === 10 || code === 13) at++;
      else if (code === 35) {
        const end = this.#source.indexOf('\n', at);
        at = end === -1 ? this.#source.length : end;
      } else return at;
    }
  }
}

/** Has its place in the event, so nobody needs to know where its colon or dash stands. */
function isQuick(event: Event): boolean {
  if (event.type !== EVENT_ID.SCALAR) return true;
  return event.valueStart !== -1 && event.style <= SCALAR_STYLE.DOUBLE_QUOTED;
}

const styles: Readonly<Record<number, Scalar['style']>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
};
