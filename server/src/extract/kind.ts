import { isTemplate } from '../yaml/template.ts';
import { nativeFileIn } from './native-file.ts';

/** Which extractor reads a file; `none` is for files that say nothing about components. */
export type FileKind =
  | 'compose'
  | 'kubernetes'
  | 'kustomize'
  | 'helm-values'
  | 'helm-template'
  | 'helm-chart'
  | 'helmfile'
  | 'spring-yaml'
  | 'spring-properties'
  | 'properties'
  | 'env'
  | 'native'
  | 'maven'
  | 'gradle'
  | 'gradle-properties'
  | 'version-catalog'
  | 'yaml'
  | 'none';

/** Decides by name and by the first level of the text, never by a parse. */
export function kindOf(path: string, whole: string): FileKind {
  const text = whole.charCodeAt(0) === 0xfeff ? whole.slice(1) : whole;
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const build = buildKind(name);
  if (build !== undefined) return build;
  if (isEnvFile(name)) return 'env';
  if (name.endsWith('.gotmpl')) return isHelmfile(path, name, topLevelKeys(text), text) ? 'helmfile' : 'none';
  if (/\.ya?ml(\.(template|tmpl|tpl|j2|example|sample|dist))?$|\.tpl$/.test(name)) return yamlKind(path, name, text);
  const native = nativeFileIn(name, text);
  if (native !== undefined && !isForeignProperties(native.name, text) && !isForeignJson(native.name, text))
    return 'native';
  if (/\.properties(\.\w+)?$/.test(name)) return propertiesKind(path, name, text);
  return 'none';
}

/** What containers call a file, where its own name and its text tell nothing; else its own name. */
export function tellingName(name: string, shownAs: string | undefined, text: string): string {
  if (shownAs === undefined) return name;
  const own = kindOf(name, text);
  return own === 'none' || own === 'yaml' || own === 'properties' ? shownAs : name;
}

/** A file of variables, by its name in lower case. */
export function isEnvFile(name: string): boolean {
  return /^\.env([._-].*)?$|\.env([._-][\w-]+)?$/.test(name) && !name.endsWith('.json');
}

/** By the whole name: the files from which a build takes the versions of libraries, and a kustomization without an extension. */
function buildKind(name: string): FileKind | undefined {
  if (name === 'kustomization') return 'kustomize';
  if (name === 'pom.xml') return 'maven';
  if (/\.gradle(\.kts)?$/.test(name)) return 'gradle';
  if (name === 'gradle.properties') return 'gradle-properties';
  return name.endsWith('.versions.toml') ? 'version-catalog' : undefined;
}

/** Files of build tools, loggers and translations. */
const otherProperties =
  /^([\w-]*log4j2?|logback|logging|gradle|gradle-wrapper|maven-wrapper|messages?|i18n|validationmessages|sonar-project|lombok|local|version|git|build|junit-platform)([._-].*)?\.properties/;

function propertiesKind(path: string, name: string, text: string): FileKind {
  if (otherProperties.test(name) || isTranslation(path)) return 'none';
  if (/^(application|bootstrap)/.test(name)) return 'spring-properties';
  return /^[ \t]*(spring|dubbo|seata|eureka|management|mybatis)\./m.test(text) ? 'spring-properties' : 'properties';
}

/** `consumer.properties` of a Spring or Dubbo application is not Kafka's. */
function isForeignProperties(name: string, text: string): boolean {
  return name.endsWith('.properties') && /^[ \t]*(spring|dubbo|eureka)\./m.test(text);
}

/** `definitions.json` is RabbitMQ's where it tells of queues and virtual hosts; a schema or an API may be called so too. */
function isForeignJson(name: string, text: string): boolean {
  return name === 'definitions.json' && !/"(?:rabbit(?:mq)?_version|vhosts|queues|policies)"\s*:\s*[["]/.test(text);
}

/** Tools whose files look like configuration of services and are not. */
const toolFolders = /(^|\/)(\.github|\.gitlab|\.circleci|\.azure|\.tekton|\.idea|\.vscode|node_modules)\//;
const toolFiles =
  /^(\.?gitlab-ci|\.travis|appveyor|azure-pipelines.*|bitbucket-pipelines|cloudbuild|codecov|\.codecov|\.eslintrc|\.prettierrc|\.markdownlint.*|\.pre-commit-config|dependabot|mkdocs|openapi.*|swagger.*|pnpm-lock|pnpm-workspace|renovate|skaffold|\.asf|\.licenserc|index|artifacthub-repo|ct|lintconf|kind-config)\.ya?ml$/;

function yamlKind(path: string, name: string, text: string): FileKind {
  const byName = kindOfYamlName(path, name);
  if (byName !== undefined) return byName;
  const keys = topLevelKeys(text);
  if (keys.has('apiVersion') && keys.has('kind')) return manifestKind(text);
  if (isHelmfile(path, name, keys, text)) return 'helmfile';
  if (keys.size === 0 ? isPatchList(text) : keys.has('source') && keys.has('targets')) return 'kubernetes';
  if (isComposeName(name) ? !isOtherShape(keys) : looksLikeCompose(keys, text)) return 'compose';
  return chartKind(path, name, text) ?? (isTranslation(path) ? 'none' : configurationKind(name, keys, text));
}

/** Texts of a user interface: their keys are often those of settings. */
function isTranslation(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(?:application|bootstrap)/.test(name)) return false;
  return (
    /(?:^|\/)(?:i18n|l10n|locales?|translations?|lang)\//.test(path) ||
    /^(?:messages|translations|(?:message|i18n|locale)[-_.](?!mq)[a-z]{2})(?:[-_.](?:[a-z]{2}|[A-Z][A-Za-z]{1,3})){0,2}\.ya?ml$/.test(
      name,
    )
  );
}

/** Operations of a JSON patch, or replacements, which kustomizations apply to manifests. */
function isPatchList(text: string): boolean {
  return /^- +["']?(?:op|path|from|value)["']? *: /m.test(text) && /^[- ] *"?path"? *: *["']?\//m.test(text);
}

/** By its name or folder, or by a list of releases each of which names a chart. */
function isHelmfile(path: string, name: string, keys: ReadonlySet<string>, text: string): boolean {
  if (!['releases', 'helmfiles', 'bases', 'environments'].some((key) => keys.has(key))) return false;
  if (/^helmfile(?:[-._].*)?\.ya?ml/.test(name) || /(?:^|\/)helmfile\.d\/[^/]+$/.test(path)) return true;
  return keys.has('releases') && /^[ \t]*(?:- +)?chart[ \t]*:/m.test(text) && /^[ \t]*(?:- +)?name[ \t]*:/m.test(text);
}

function chartKind(path: string, name: string, text: string): FileKind | undefined {
  const inTemplates = /(^|\/)templates\//.test(path);
  const isValues = /^(.*[-._])?values([-._].*)?\.ya?ml/.test(name) || isInValues(path);
  if (!inTemplates && isValues) return 'helm-values';
  return (inTemplates || text.includes('{{')) && isTemplate(text) ? 'helm-template' : undefined;
}

/** `helm/values/redis.yaml`: what releases are given, by the name of each. */
function isInValues(path: string): boolean {
  return /(?:^|\/)(?:(?:helm|chart)-?)?values\/(?:[^/]+\/)*[^/]+\.ya?ml$/.test(path);
}

function configurationKind(name: string, keys: ReadonlySet<string>, text: string): FileKind {
  if (nativeFileIn(name, text)?.syntax === 'yaml' || redissonModes.some((mode) => keys.has(mode))) return 'native';
  if (/^(application|bootstrap)([-._].*)?\.ya?ml/.test(name)) return 'spring-yaml';
  return looksLikeSpring(keys, text) ? 'spring-yaml' : otherKind(keys);
}

/** Names that leave no doubt. */
function kindOfYamlName(path: string, name: string): FileKind | undefined {
  if (name.endsWith('.tpl')) return /\.ya?ml\.tpl$/.test(name) ? 'helm-template' : 'none';
  if (/^(chart|requirements)\.ya?ml$/.test(name)) return 'helm-chart';
  if (/^kustomization\.ya?ml$/.test(name)) return 'kustomize';
  return toolFolders.test(path) || toolFiles.test(name) ? 'none' : undefined;
}

function manifestKind(text: string): FileKind {
  if (/^kind:\s*["']?Kustomization/m.test(text)) return 'kustomize';
  return isTemplate(text) ? 'helm-template' : 'kubernetes';
}

const redissonModes = [
  'singleServerConfig',
  'clusterServersConfig',
  'sentinelServersConfig',
  'masterSlaveServersConfig',
  'replicatedServersConfig',
];

function isComposeName(name: string): boolean {
  return /^(docker-)?compose([-._].*)?\.ya?ml/.test(name) || /docker-compose[\w.-]*\.ya?ml/.test(name);
}

/** A file that is called compose and is something else: a Kubernetes list, a workflow. */
function isOtherShape(keys: ReadonlySet<string>): boolean {
  return keys.has('apiVersion') || keys.has('jobs') || keys.has('steps');
}

/** `services:` as a map whose entries have what services of compose have. A CI file's `services:` is a list of images. */
function looksLikeCompose(keys: ReadonlySet<string>, text: string): boolean {
  if (!keys.has('services')) return false;
  const start = /^services[ \t]*:[ \t]*(#.*|&\w+[ \t]*)?\r?$/m.exec(text);
  if (start === null) return false;
  const body = text.slice(start.index + start[0].length, start.index + start[0].length + 20_000);
  return (
    /^[ \t]+["']?[\w.-]+["']?[ \t]*:/.test(body.replace(/^(\s*#.*|\s*)\r?\n/gm, '')) &&
    (/^[ \t]{2,}(image|build|container_name|env_file|environment|depends_on|entrypoint|extends)[ \t]*:/m.test(body) ||
      /^[ \t]+[\w.-]+[ \t]*:[ \t]*\{(?:[^\n]*,)?[ \t]*["']?(?:image|build)["']?[ \t]*:/m.test(body))
  );
}

/** Only Spring applications have these at the first level. */
const springKeys = [
  'spring',
  'dubbo',
  'seata',
  'eureka',
  'mybatis',
  'mybatis-plus',
  'feign',
  'ribbon',
  'hystrix',
  'zuul',
  'shardingsphere',
  'nacos',
  'management',
  'rocketmq',
  'xxl',
  'shenyu',
  'redisson',
];
/** Common at the first level of Spring files and of others; two of them together, or one with a placeholder, tell. */
const sharedKeys = [
  'server',
  'logging',
  'redis',
  'security',
  'swagger',
  'jwt',
  'mqtt',
  'zk',
  'queue',
  'minio',
  'kafka',
  'datasource',
  'cache',
];

function looksLikeSpring(keys: ReadonlySet<string>, text: string): boolean {
  for (const key of keys) {
    const first = key.includes('.') ? key.slice(0, key.indexOf('.')) : key;
    if (springKeys.includes(first)) return true;
  }
  const shared = sharedKeys.filter((key) => keys.has(key)).length;
  return shared >= 2 || (shared === 1 && /\$\{[\w.-]+(:[^}]*)?\}/.test(text));
}

/** A map that is none of the known formats may still be an application's own settings; a list or a CI pipeline is not. */
function otherKind(keys: ReadonlySet<string>): FileKind {
  const tool = [
    'jobs',
    'steps',
    'stages',
    'openapi',
    'swagger',
    'pipelines',
    'rules',
    'extends',
    'repos',
    'scrape_configs',
    'groups',
    'dashboards',
    'apiVersion',
  ];
  return keys.size === 0 || tool.some((key) => keys.has(key)) ? 'none' : 'yaml';
}

/** Nobody needs more lines than this to tell what a file is. */
const farthest = 200_000;

const topLevelKey = /["']?([A-Za-z_][\w.\-/]*)["']?[ \t]*:(?=[ \t\r\n]|$)/y;

/** Keys at column 0 of all documents of a YAML text. */
function topLevelKeys(text: string): ReadonlySet<string> {
  const keys = new Set<string>();
  const end = Math.min(text.length, farthest);
  for (let at = 0; at < end && keys.size <= 200;) {
    // Nearly every line is indented, and a pattern would try each of its characters.
    const first = text.charCodeAt(at);
    topLevelKey.lastIndex = at;
    const key = first === 32 || first === 35 ? undefined : topLevelKey.exec(text)?.[1];
    if (key !== undefined) keys.add(key);
    const newline = text.indexOf('\n', at);
    at = newline < 0 ? end : newline + 1;
  }
  return keys;
}
