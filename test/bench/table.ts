/** One measured thing; `row[0]` names it. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A demand on two figures of the same run. */
export interface Target {
  readonly name: string;
  readonly value: number | undefined;
  readonly limit: number;
  readonly unit: string;
  /** `most`: at most the limit; `least`: at least. */
  readonly kind: 'most' | 'least';
}

export function printed({ title, columns, rows }: Table): string {
  const all = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    widths
      .map((width, column) => (column === 0 ? (row[0] ?? '').padEnd(width) : (row[column] ?? '').padStart(width)))
      .join('  ');
  return [title, ...all.map((row) => `  ${line(row).trimEnd()}`), ''].join('\n');
}

export function judged({ name, value, limit, unit, kind }: Target): string {
  const sign = kind === 'most' ? '≤' : '≥';
  if (value === undefined || Number.isNaN(value)) return `  not measured  ${name} (${sign} ${limit}${unit})`;
  const holds = kind === 'most' ? value <= limit : value >= limit;
  return `  ${holds ? 'PASS' : 'FAIL'}  ${name}: ${value.toFixed(2)}${unit} (${sign} ${limit}${unit})`;
}

export function seconds(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : `${value.toFixed(2)} s`;
}

/** @param value seconds */
export function milliseconds(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : `${(value * 1000).toFixed(1)} ms`;
}

export function megabytes(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : `${value.toFixed(0)} MB`;
}
