/** Repeatable random numbers, so that every run measures the same corpus. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** True in this share of the cases. */
  chance(share: number): boolean;
  /** A size whose median is given, spread as sizes of files are: half the logarithms within `spread` times 0.67. */
  size(median: number, spread: number): number;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  /** Weyl sequence with a finaliser, 32 bits. */
  const unit = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(unit() * limit);
  return {
    below,
    pick: (list) => list[below(list.length)] ?? list[0],
    chance: (share) => unit() < share,
    size: (median, spread) =>
      median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())),
  };
}
