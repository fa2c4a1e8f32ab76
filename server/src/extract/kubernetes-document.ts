/** Kinds that never say anything about a component: rights, traffic, quotas, definitions of types. */
const irrelevant: ReadonlySet<string> = new Set([
  'APIService',
  'Certificate',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'DestinationRule',
  'Gateway',
  'HorizontalPodAutoscaler',
  'Ingress',
  'IngressClass',
  'Issuer',
  'LimitRange',
  'MutatingWebhookConfiguration',
  'Namespace',
  'NetworkPolicy',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'PodMonitor',
  'PodSecurityPolicy',
  'PriorityClass',
  'PrometheusRule',
  'ResourceQuota',
  'Role',
  'RoleBinding',
  'SecurityContextConstraints',
  'ServiceAccount',
  'ServiceEntry',
  'ServiceMonitor',
  'StorageClass',
  'ValidatingWebhookConfiguration',
  'VirtualService',
]);

/** What others name, or what selects others, without saying what it is: a longer one is read only for its keywords, like anything else. */
const named: ReadonlySet<string> = new Set([
  'Service',
  'ConfigMap',
  'Secret',
  'PodDisruptionBudget',
  // They may name charts and files of values that are kept here.
  'Application',
  'ApplicationSet',
  'HelmRelease',
]);
const longestNamed = 6_000;

/** The object's kind by its line at column 0, without parsing; undefined where there is no such line. */
function kindIn(document: string): string | undefined {
  const at = document.startsWith('kind:') ? 0 : document.indexOf('\nkind:') + 1;
  if (at === 0 && !document.startsWith('kind:')) return undefined;
  return /^kind:[ \t]*["']?([A-Za-z]\w*)/.exec(document.slice(at, at + 120))?.[1];
}

/**
 * Whether a document is worth a parse. Services, ConfigMaps and Secrets are, because others refer to what is in them;
 * PodDisruptionBudgets, because they refer to others.
 * @param template a template without a kind at column 0 is a fragment of something
 */
export function isWanted(document: string, keywords: RegExp | undefined, template: boolean): boolean {
  const kind = kindIn(document);
  if (kind === undefined ? template : irrelevant.has(kind)) return false;
  if (kind !== undefined && named.has(kind) && document.length <= longestNamed) return true;
  return keywords === undefined || keywords.test(document);
}
