import type { ResourceRecognition } from '../knowledge/recognition.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Property, Resource, Sourced } from '../model/declaration.ts';
import { declared, inferred, unknown, type Fact } from '../model/fact.ts';
import type { Deployment } from '../model/part.ts';
import { configOfProperties } from './config.ts';
import type { Context } from './context.ts';
import { countOf } from './count.ts';
import { fieldsAt, fulfils, hasField } from './field-path.ts';
import { imageFacts } from './image-facts.ts';
import { membershipOf } from './membership.ts';
import { withLines } from './resource-lines.ts';
import type { RecognisedServer } from './server.ts';
import { collect, resourceSpellings } from './settings.ts';
import { versionOfText } from './version.ts';

/** The servers an operator's resource declares: one for each component it describes. */
export function serversOfResource(
  resource: Resource,
  context: Context,
  idOf: (component: string, name: string) => string,
): RecognisedServer[] {
  const entries = context.lookup.serverResources.get(`${resource.group}/${resource.type}`) ?? [];
  return entries
    .filter(
      ({ item }) =>
        (item.requires === undefined || hasField(resource.fields, item.requires)) &&
        fulfils(resource.fields, item.when) &&
        (item.unless === undefined || !fulfils(resource.fields, item.unless)),
    )
    .map(({ component, item }) => serverOf(resource, component, item, context, idOf(component, resource.name)));
}

function serverOf(
  written: Resource,
  component: string,
  item: ResourceRecognition,
  context: Context,
  id: string,
): RecognisedServer {
  const { lookup, uri } = context;
  const resource = { ...written, fields: withLines(written.fields, item.config) };
  const { settings, mentions } = collect(
    resourceSpellings(resource, component, item.config, lookup),
    component,
    'server',
  );
  const membership = membershipOf(component, configOfProperties(nativeOf(resource, item.config)));
  const image = imageFacts(imageOf(resource, item), component, lookup);
  const facts =
    isTag(item.version) && image.repository !== undefined ? image : { ...image, ...statedVersion(resource, item) };
  const storage = scalar(resource, item.storage);
  const deployment: Deployment = {
    kind: 'deployment',
    id,
    component,
    ...facts,
    name: resource.name,
    at: placeOf(resource, item.requires),
    declaredAt: resource.at,
    evidence: 'resource',
    uri,
    instances: instancesOf(resource, item),
    role: item.role ?? controllerOnly(resource) ?? facts.role,
    topology: item.topology,
    members: membership.members,
    settings,
    hosts: hostsOf(resource, component),
    scope: resource.scope,
    ports: [],
    mounts: [],
    claims: [],
    controller: 'resource',
    env: [],
    labels: resource.labels,
    state: 'active',
    environment: resource.environment ?? context.environment,
    partial: resource.partial,
    storage: storage === undefined ? undefined : declared(storage.value, storage.at),
    identity: identityOf(resource, component),
    ...(item.sets && { setByOperator: item.sets.map((setting) => `${component}:${setting}`) }),
  };
  return { deployment, mentions: mentions.map((mention) => ({ ...mention, owner: id })) };
}

function scalar(resource: Resource, path: string | undefined): Property | undefined {
  return path === undefined ? undefined : fieldsAt(resource.fields, path)[0];
}

function nativeOf(resource: Resource, config: string | undefined): Property[] {
  if (config === undefined) return [];
  return resource.fields.flatMap((field) =>
    field.name.startsWith(`${config}.`) ? [{ ...field, name: field.name.slice(config.length + 1) }] : [],
  );
}

/** Where the object begins to speak of the component. */
function placeOf(resource: Resource, requires: string | undefined): Anchor {
  const field =
    requires === undefined ? undefined : resource.fields.find(({ name }) => name.startsWith(`${requires}.`));
  return field === undefined ? resource.at : { ...field.at, part: 'pair' };
}

/** What the object says, a number or a list of nodes; a kind that is one node by its nature is one. */
function instancesOf(resource: Resource, item: ResourceRecognition): Fact<number> {
  const listed = item.nodes === undefined ? [] : fieldsAt(resource.fields, item.nodes);
  if (listed.length > 0) return { value: listed.length, from: 'declared', at: listed.map(({ at }) => at) };
  const field = scalar(resource, item.replicas);
  if (field !== undefined) return countOf(field);
  if (item.topology === 'standalone') return inferred(1, [resource.at]);
  if (item.defaultReplicas === undefined || resource.partial) return unknown();
  return { value: item.defaultReplicas, from: 'default', at: [] };
}

/** The image as one reference, also where repository and tag are written apart. */
function imageOf(resource: Resource, item: ResourceRecognition): Sourced | undefined {
  const image = scalar(resource, item.image);
  const tag = isTag(item.version) ? scalar(resource, item.version) : undefined;
  if (image?.value === undefined || tag?.value === undefined) return image;
  return { value: `${image.value}:${tag.value}`, raw: `${image.raw}:${tag.raw}`, at: image.at };
}

/** Whether the version is the tag of the image, which vendors count as they like. */
function isTag(path: string | undefined): boolean {
  return path?.endsWith('.tag') === true;
}

/** A version the object states wins over its image's tag. */
function statedVersion(
  resource: Resource,
  item: ResourceRecognition,
): Partial<Pick<Deployment, 'version' | 'release'>> {
  const stated = scalar(resource, item.version);
  if (stated === undefined) return {};
  const read = versionOfText(stated.value);
  return { version: declared(read.product, stated.at), ...(read.stated === undefined ? {} : { release: read.stated }) };
}

/** A pool of nodes that only vote. */
function controllerOnly(resource: Resource): string | undefined {
  const roles = fieldsAt(resource.fields, 'spec.roles[*]').map(({ value }) => value);
  return roles.length > 0 && roles.every((role) => role === 'controller') ? 'controller' : undefined;
}

/**
 * Strimzi's pools name their cluster by a label; the cluster's own name is the same key. Rook has one cluster in a namespace, to
 * which every pool, file system and object store of that namespace belongs.
 */
function identityOf(resource: Resource, component: string): string[] {
  if (resource.group === 'ceph.rook.io') return ['rook:'];
  const label = resource.labels['strimzi.io/cluster'];
  if (label !== undefined) return [`strimzi:${label}`];
  return resource.group === 'kafka.strimzi.io' && component === 'kafka' ? [`strimzi:${resource.name}`] : [];
}

/** Service names the operators give: Strimzi's bootstrap Service, the object's own name elsewhere. */
function hostsOf(resource: Resource, component: string): string[] {
  const { name } = resource;
  if (resource.group !== 'kafka.strimzi.io')
    return [
      name,
      `${name}-client`,
      `${name}-master`,
      `${name}-leader`,
      `${name}-replica`,
      `${name}-headless`,
      `rfs-${name}`,
    ];
  return component === 'kafka' ? [`${name}-kafka-bootstrap`, `${name}-kafka-brokers`] : [`${name}-zookeeper-client`];
}
