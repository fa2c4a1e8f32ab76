/** A function that is asked once for each key; while it is being asked the answer is undefined, so that a circle ends. */
export function once<T>(make: (key: string) => T | undefined): (key: string) => T | undefined {
  const made = new Map<string, T | undefined>();
  return (key) => {
    if (made.has(key)) return made.get(key);
    made.set(key, undefined);
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
