/** Outcome of one test inside the extension host. The suite leaves a list of them beside the workspace. */
export interface Report {
  readonly name: string;
  readonly error?: string;
  readonly milliseconds: number;
}
