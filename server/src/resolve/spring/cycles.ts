import type { PropertySet } from '../../model/declaration.ts';
import type { Problem } from '../../model/part.ts';
import { type Missing, type SpringView, viewOf } from './view.ts';

/** A circle of placeholders, with the file that says one of its lines. */
export interface CycleNote {
  readonly uri: string;
  readonly note: Problem;
}

/** Each circle once, at the property its names begin with. */
export function cycleNotes(cycles: SpringView['cycles']): readonly CycleNote[] {
  const found = new Map<string, CycleNote>();
  for (const { at, name, names } of cycles) {
    const circle = fromSmallest(names.slice(0, -1));
    const [first] = circle;
    const path = [...circle, first].join(' → ');
    if (found.has(path) && name !== first) continue;
    const note = { code: 'placeholder-cycle', args: { path }, ...(at.value && { span: at.value }) };
    found.set(path, { uri: at.uri, note });
  }
  return [...found.values()];
}

/** A circle has no beginning, so that it is told in one way only. */
function fromSmallest(names: readonly string[]): readonly string[] {
  const smallest = names.toSorted()[0] ?? '';
  const index = names.indexOf(smallest);
  return [...names.slice(index), ...names.slice(0, index)];
}

/** What keeps the placeholders of a set from being filled in. */
interface Open {
  readonly notes: readonly CycleNote[];
  readonly missing: readonly Missing[];
}

const closed: Open = { notes: [], missing: [] };
const known = new WeakMap<PropertySet, Open>();

/** The circles of a set that stands for itself, and what nobody fills in. */
export function openIn(set: PropertySet): Open {
  const before = known.get(set);
  if (before !== undefined) return before;
  const isOpen = set.properties.some(({ value, raw }) => value === undefined && raw.includes('${'));
  const { cycles, missing } = isOpen ? viewOf([set]) : { cycles: [], missing: [] };
  const made = isOpen ? { notes: cycleNotes(cycles), missing } : closed;
  known.set(set, made);
  return made;
}
