import type { PropertySet, Workload } from '../model/declaration.ts';
import type { Environment } from '../model/environment.ts';
import type { Application } from '../model/part.ts';
import type { Context } from './context.ts';
import { folderOf } from '../base/uri.ts';

/**
 * The application a property set configures. Files of one module (`orders/src/main/resources/…`) are one application;
 * elsewhere the folder and the name decide.
 */
export function applicationOfSet(set: PropertySet, context: Context): Application {
  const folder = folderOf(context.uri);
  const module = /^(.*)\/src\/[^/]+\/resources(?:\/.*)?$/.exec(folder)?.[1];
  const name = set.application ?? set.configMap?.name ?? lastOf(module ?? withoutConf(folder));
  const scope = set.configMap?.scope ?? folder;
  const id = module === undefined ? `app:${scope}#${name}` : `app:${module}`;
  return { id, name, at: set.at, uri: context.uri, scope, environment: set.environment ?? context.environment };
}

/** The application a workload runs. */
export function applicationOfWorkload(workload: Workload, context: Context): Application {
  return {
    id: `app:${workload.scope}#${workload.name}`,
    name: workload.name,
    at: workload.at,
    uri: context.uri,
    scope: workload.scope,
    environment: workload.environment ?? said(context.environment) ?? workload.spring?.environment ?? 'unknown',
    isContainer: true,
    ...(workload.spring?.home !== undefined && { home: workload.spring.home }),
  };
}

/** What a file or an object says of itself is for all in it; only where it says nothing, a profile tells. */
function said(environment: Environment): Environment | undefined {
  return environment === 'unknown' ? undefined : environment;
}

/** A folder that only holds configuration is named after what it belongs to. */
function withoutConf(folder: string): string {
  return folder.replace(/(?<=\/[^/]+)\/(?:conf|config|configs|etc)$/, '');
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
