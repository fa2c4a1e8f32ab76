import type { Endpoint, Topology } from '../model/part.ts';

/** What a server's own configuration says of the cluster it is part of. */
export interface Membership {
  /** Peers it names, itself among them where the component lists all members. */
  readonly members: readonly Endpoint[];
  /** Keys that all deployments of the same cluster share. */
  readonly identity: readonly string[];
  readonly role: string | undefined;
  readonly topology: Topology | undefined;
  /** It reads the rest of its configuration from a centre. */
  readonly isSetUpUnseen?: true;
}

/** Nothing is said. */
export const noMembership: Membership = { members: [], identity: [], role: undefined, topology: undefined };
