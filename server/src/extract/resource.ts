import type { Property, Resource, Service } from '../model/declaration.ts';
import { embeddedFile } from './embedded-file.ts';
import { anchorOf, child, children, descend, scalarIn, textOf, textsOf } from './field.ts';
import { flatten, type NamedText } from './flatten.ts';
import { portNumber } from './kubernetes-container.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { asWritten } from './sourced.ts';

/** An object of an operator's own kind, as scalars by path; the lines of a text of properties have paths below the text's. */
export function resourceOf(object: KubernetesObject, partial: boolean): Resource {
  const { properties, texts } = flatten(object.root, asWritten);
  return {
    kind: 'resource',
    group: object.group,
    version: object.version,
    type: object.kind,
    name: object.name,
    scope: object.scope,
    ...(object.environment && { environment: object.environment }),
    at: object.at,
    labels: textsOf(descend(object.root, 'metadata', 'labels')),
    fields: [...properties, ...texts.flatMap(linesOf)],
    partial,
  };
}

/** Nothing but comments and properties. */
const propertyLines = /^(?:[ \t]*(?:[#!].*)?(?:\n|$)|[ \t]*[\w.-]+[ \t]*=.*(?:\n|$))+$/;

/** The properties in a text, each in its place. */
function linesOf({ name, field }: NamedText): Property[] {
  if (!propertyLines.test(scalarIn(field)?.value ?? '')) return [];
  const read = embeddedFile(field, { name: '', scope: '', key: 'server.properties' }, {});
  return (read?.declarations ?? []).flatMap((each) =>
    each.kind === 'properties' ? each.properties.map((line) => ({ ...line, name: `${name}.${line.name}` })) : [],
  );
}

/** @param partial what is absent from it says nothing: a template or a patch may give it a selector */
export function serviceOf(object: KubernetesObject, partial: boolean): Service {
  const spec = child(object.root, 'spec');
  const externalName = textOf(child(spec, 'externalName'));
  return {
    kind: 'service',
    name: object.name,
    scope: object.scope,
    selector: textsOf(child(spec, 'selector')),
    ports: children(child(spec, 'ports')).flatMap((field) => {
      const published = portNumber(child(field, 'port'));
      const target = portNumber(child(field, 'targetPort')) ?? published;
      return target === undefined ? [] : [{ published, target, at: anchorOf(field) }];
    }),
    type: textOf(child(spec, 'type')) ?? 'ClusterIP',
    headless: textOf(child(spec, 'clusterIP')) === 'None',
    ...(externalName !== undefined && { externalName }),
    ...(!partial && child(spec, 'selector') === undefined && { withoutSelector: true }),
    at: object.at,
  };
}
