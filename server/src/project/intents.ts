import { Derived } from '../base/derived.ts';
import type { Environment } from '../model/environment.ts';
import type { Client, Deployment, Part, Purpose } from '../model/part.ts';

/** What a comment declared, as it shows in the part of the file that the comment is in. */
interface Declared {
  readonly environment: Environment | undefined;
  readonly purpose: Purpose | undefined;
}

/**
 * What comments declare in the files that a view is made of holds for the same services and clients in the view, unless
 * a comment of its own says otherwise.
 */
export function withIntentsOf(view: Part, files: readonly Part[]): Part {
  const declared = new Map(files.flatMap(declaredIn));
  if (declared.size === 0) return view;
  const environmentFor = (key: string, current: Environment): Environment =>
    current === view.environment ? (declared.get(key)?.environment ?? current) : current;
  return {
    ...view,
    deployments: view.deployments.map((deployment) => {
      const environment = environmentFor(serverKey(deployment), deployment.environment);
      return environment === deployment.environment
        ? deployment
        : meant.of(deployment, [environment], () => ({ ...deployment, environment }));
    }),
    clients: view.clients.map((client) => {
      const key = clientKey(client);
      const environment = environmentFor(key, client.environment);
      const purpose = declared.get(key)?.purpose ?? client.purpose;
      return environment === client.environment && purpose === client.purpose
        ? client
        : used.of(client, [environment, purpose], () => ({ ...client, environment, purpose }));
    }),
  };
}

const meant = new Derived<Deployment, Deployment>();
const used = new Derived<Client, Client>();

function declaredIn(part: Part): readonly (readonly [string, Declared])[] {
  const own = (environment: Environment): Environment | undefined =>
    environment === part.environment ? undefined : environment;
  return [
    ...part.deployments.map(
      (each) => [serverKey(each), { environment: own(each.environment), purpose: undefined }] as const,
    ),
    ...part.clients.map(
      (each) => [clientKey(each), { environment: own(each.environment), purpose: each.purpose }] as const,
    ),
  ];
}

function serverKey({ component, name }: Part['deployments'][number]): string {
  return `server ${component} ${name}`;
}

/** An application is known by its name behind the scope, which a view has one of its own for. */
function clientKey({ component, application }: Part['clients'][number]): string {
  return `client ${component} ${application.slice(application.lastIndexOf('#') + 1)}`;
}
