import type { Anchor } from '../model/anchor.ts';
import { declaredFacts, mayBeConfiguredElsewhere } from '../model/declared.ts';
import type { Port } from '../model/declaration.ts';
import type { Deployment } from '../model/part.ts';
import { last } from '../model/query.ts';
import { exposedServices } from '../model/services.ts';
import type { System } from '../model/system.ts';
import { defineCheck } from '../review/check.ts';
import type { Related } from '../review/finding.ts';

/**
 * Reports a container port out of `ports` that is reachable from outside the host or the Kubernetes cluster. `unless`
 * settings are what protects it: written with any value that is not empty and not in `open`, also one that is not known.
 * `portSetting`: where a member writes another port than those of `ports`.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { ports: 'strings', protectedBy: 'strings?', open: 'strings?', portSetting: 'string?' },
  run(context) {
    const { subject, params, report } = context;
    const guards = params.protectedBy ?? [];
    const open = ['', ...(params.open ?? [])];
    const facts = guards.flatMap((setting) => declaredFacts(subject, setting));
    if (facts.some(({ value }) => value === undefined || !open.includes(value.toLowerCase()))) return;
    if (guards.length > 0 && subject.deployments.some(mayBeConfiguredElsewhere)) return;
    const places = subject.deployments.flatMap((member) => {
      const own = params.portSetting === undefined ? undefined : last(member.settings, params.portSetting)?.value;
      return published(member, own === undefined ? params.ports : [own], context);
    });
    const [first, ...others] = places;
    if (first === undefined) return;
    const related: Related[] = [
      ...others.map(({ at }) => ({ at, note: 'also' })),
      ...facts.flatMap((fact) => fact.at.slice(0, 1).map((at) => ({ at, note: 'open' }))),
    ];
    report({ at: first.at, args: { port: first.port, published: first.published }, related });
  },
});

interface Publication {
  readonly at: Anchor;
  readonly port: number;
  readonly published: number;
}

function published(member: Deployment, ports: readonly string[], context: { readonly system: System }): Publication[] {
  if (member.partial) return [];
  const wanted = (port: Port): boolean => ports.includes(String(port.target));
  if (member.controller === 'compose') {
    return member.ports.filter((port) => wanted(port) && !isLocal(port.address)).flatMap(publication);
  }
  const services = exposedServices(context.system, member.scope).filter(({ selector }) =>
    selects(selector, member.labels),
  );
  return services.flatMap((service) =>
    service.ports.filter(wanted).flatMap((port) => publication({ ...port, published: port.published ?? port.target })),
  );
}

function selects(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

function publication({ at, target, published: outer }: Port): Publication[] {
  return outer === undefined ? [] : [{ at, port: target, published: outer }];
}

function isLocal(address: string | undefined): boolean {
  return (
    address !== undefined &&
    (address.startsWith('127.') || address === 'localhost' || address === '::1' || address === '[::1]')
  );
}
