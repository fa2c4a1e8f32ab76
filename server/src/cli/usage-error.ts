/** A mistake of the caller, with its message; the program ends with 2. */
export class UsageError extends Error {}
