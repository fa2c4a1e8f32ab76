import type { Property } from '../model/declaration.ts';
import { environmentOfName } from './environment.ts';

/** What the name and folder of a Spring file say. */
export interface SpringName {
  /** Profiles the file holds under; empty for `application.yml`. */
  readonly profiles: readonly string[];
  /** The application it belongs to, where no property names it. */
  readonly application: string | undefined;
}

/** Folders that hold configuration and name nothing. */
const plainFolders: ReadonlySet<string> = new Set([
  'config',
  'conf',
  'configs',
  'resources',
  'classes',
  'main',
  'src',
  'test',
  'java',
  'etc',
  'properties',
  '.',
]);

/**
 * `application-prod.yml` → profile prod, application: the module that holds `src/…/resources`, else the nearest folder with
 * a name of its own. Any other name (`mall-admin-dev.yaml`, an export of a configuration centre) names the application
 * itself, less a trailing word for an environment; such a word is a hint and no profile.
 */
export function springNameOf(path: string): SpringName {
  const segments = path.split('/');
  const stem = (segments.pop() ?? '').replace(/\.(ya?ml|properties)$/i, '');
  const standard = /^(application|bootstrap)(?:-(.+))?$/.exec(stem);
  if (standard === null) return { profiles: [], application: withoutEnvironment(stem) };
  const profiles = standard[2] === undefined ? [] : [standard[2]];
  const module = /([^/]+)\/src\/\w+\/resources\//.exec(path)?.[1];
  const folder = segments.findLast(
    (segment) => !plainFolders.has(segment.toLowerCase()) && environmentOfName(segment, false) === 'unknown',
  );
  return { profiles, application: module ?? (path.includes('src/') ? undefined : folder) };
}

function withoutEnvironment(stem: string): string | undefined {
  const match = /^(.*)[-_.]([^-_.]+)$/.exec(stem);
  const shorter =
    match?.[1] !== undefined && match[2] !== undefined && environmentOfName(match[2], true) !== 'unknown'
      ? match[1]
      : stem;
  return shorter === '' ? undefined : shorter;
}

/**
 * What stands among the profiles for the platform a document asks for: `on-cloud-platform=kubernetes`.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.activation-properties
 */
export function platformProfile(platform: string): string {
  return `on-cloud-platform=${platform.toLowerCase().replace(/_/g, '-')}`;
}

/** The platform that must be detected for a document to hold; undefined where it asks for none. */
export function documentPlatform(properties: readonly Property[]): string | undefined {
  const found = properties.find(({ name }) => /^spring\.config\.activate\.on-?cloud-?platform$/i.test(name));
  return found === undefined ? undefined : platformProfile(found.raw.trim());
}

/** Profiles that activate one document: `spring.config.activate.on-profile`, or `spring.profiles` of Spring Boot before 2.4. */
export function documentProfiles(properties: readonly Property[]): string[] {
  const found = properties.filter(({ name }) =>
    /^spring\.(config\.activate\.on-?profile|profiles)(\[\d+\])?$/i.test(name),
  );
  return found
    .flatMap(({ raw }) => raw.split(/[,|]/))
    .map((profile) => profile.replace(/[()\s]/g, ''))
    .filter((profile) => profile !== '');
}
