import type { Endpoint } from '../model/part.ts';
import type { Service } from '../model/declaration.ts';
import { servicesNamed } from '../model/services.ts';
import type { Link, System } from '../model/system.ts';
import { defineCheck } from '../review/check.ts';

/** Reports an endpoint whose host is a Kubernetes Service of the workspace that does not offer that port. */
export const check = defineCheck({
  on: 'client',
  params: {},
  run(context) {
    const { links, report } = context;
    const inPods = links.filter(({ cluster }) =>
      cluster?.deployments.some(({ scope }) => scope.startsWith('namespace:')),
    );
    for (const { link, endpoint, service } of inPods.flatMap((each) => servicesOf(each, context.system))) {
      if (link.cluster === undefined || endpoint.port === undefined) continue;
      const ports = service.ports.map((port) => port.published ?? port.target);
      if (ports.length === 0 || ports.includes(endpoint.port)) continue;
      report({
        at: endpoint.at,
        about: `${endpoint.host}:${endpoint.port}`,
        args: { port: endpoint.port, host: endpoint.host, ports: ports.join(', ') },
        related: [{ at: service.at, note: 'service' }],
      });
    }
  },
});

interface Asked {
  readonly link: Link;
  readonly endpoint: Endpoint;
  readonly service: Service;
}

/** Services by name; one name that several namespaces have is not decided. A headless Service passes every port on. */
function servicesOf(link: Link, system: System): Asked[] {
  const members = link.cluster?.deployments ?? [];
  return link.endpoints.flatMap((endpoint) => {
    const [name = ''] = endpoint.host.split('.', 1);
    const found = servicesNamed(system, name).filter((service) => members.some(({ scope }) => scope === service.scope));
    const [service] = found;
    return found.length === 1 && service !== undefined && !service.headless ? [{ link, endpoint, service }] : [];
  });
}
