/** Colours of a terminal; the plain one leaves texts as they are. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  blue(text: string): string;
  cyan(text: string): string;
}

const same = (text: string): string => text;

export const plain: Paint = { bold: same, dim: same, red: same, yellow: same, blue: same, cyan: same };

const style = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;

export const coloured: Paint = {
  bold: style(1, 22),
  dim: style(2, 22),
  red: style(31, 39),
  yellow: style(33, 39),
  blue: style(34, 39),
  cyan: style(36, 39),
};
