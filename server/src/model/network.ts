/** A compose network that a container is attached to. */
export interface NetworkUse {
  /** What its project calls it. */
  readonly key: string;
  /** What the platform calls it: the name that is said, or the project's name with the key. */
  readonly name: string;
  /** The name is said, so that other projects can be on the same network. */
  readonly isShared?: true;
  /** By what others on it reach the container: its names, and its aliases and addresses on this network. */
  readonly hosts: readonly string[];
}

/** A name that one container has for another service of the project, for a container of another project, or for an address. */
export interface OwnName {
  readonly name: string;
  readonly stands: 'service' | 'container' | 'address';
  /** The service, the container or the address; empty where an address is not known. */
  readonly for: string;
}
