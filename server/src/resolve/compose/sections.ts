import { mergedService } from '../../extract/compose-merge.ts';
import { projectNameOf } from '../../extract/compose-network.ts';
import { serviceFields, type ProjectWide } from '../../extract/compose.ts';
import { child, children, type Field } from '../../extract/field.ts';
import { isReset, merged, standsAlone } from '../../extract/merge.ts';

/** Services by name. Each field knows the file it stands in and what its variables stand for. */
export type Services = ReadonlyMap<string, Field>;

/** A project as its files say it together. */
export interface Sections extends ProjectWide {
  readonly services: Services;
}

const shared = ['configs', 'secrets', 'networks'] as const;

type Part = 'services' | (typeof shared)[number];

/** A project that is put together from its files, the weakest first. */
export class GrowingSections implements Sections {
  readonly services = new Map<string, Field>();
  readonly configs = new Map<string, Field>();
  readonly secrets = new Map<string, Field>();
  readonly networks = new Map<string, Field>();
  name: string | undefined;

  /**
   * Lays a file over what there is; `whole` gives a service with what it extends.
   * Source: https://github.com/compose-spec/compose-spec/blob/main/13-merge.md
   */
  overlay(root: Field, whole: (service: Field, siblings: Services) => Field): void {
    this.name = projectNameOf(root) ?? this.name;
    const section = child(root, 'services');
    if (section !== undefined && standsAlone(section)) this.services.clear();
    const own = section !== undefined && isReset(section) ? new Map<string, Field>() : serviceFields(root);
    for (const [name, service] of own) this.#over('services', name, whole(service, own));
    // A service that is taken away need not look like one.
    for (const service of children(section)) if (isReset(service)) this.services.delete(service.key?.value ?? '');
    for (const part of shared) this.#overlayShared(part, child(root, part));
  }

  #overlayShared(part: Part, entries: Field | undefined): void {
    if (entries === undefined) return;
    if (standsAlone(entries)) this[part].clear();
    if (isReset(entries)) return;
    for (const entry of children(entries)) this.#over(part, entry.key?.value ?? '', entry);
  }

  /** Takes over what another project says and this one does not: there is no merging with what is included. */
  include(other: Sections): void {
    for (const part of ['services', ...shared] as const)
      for (const [name, field] of other[part]) if (!this[part].has(name)) this[part].set(name, field);
  }

  #over(part: Part, name: string, stronger: Field): void {
    const weaker = this[part].get(name);
    if (isReset(stronger)) this[part].delete(name);
    else if (weaker === undefined) this[part].set(name, stronger);
    else
      this[part].set(
        name,
        part === 'services' ? mergedService(weaker, stronger) : merged(weaker, stronger, () => 'merge'),
      );
  }
}
