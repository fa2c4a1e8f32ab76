/** What a configuration is for. Severity depends on it; `unknown` stays unknown. */
export const environments = ['dev', 'test', 'staging', 'prod', 'unknown'] as const;
export type Environment = (typeof environments)[number];
