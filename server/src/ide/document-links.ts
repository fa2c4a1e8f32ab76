import type { DocumentLink } from 'vscode-languageserver-types';
import type { Texts } from '../describe/texts.ts';
import type { Project } from '../project/project.ts';
import { rangeOfSpan } from './range.ts';

/** Images of recognised servers lead to the documentation of the component, rule ids in annotations to a rule's first source. */
export function documentLinks(project: Project, uri: string, texts: Texts): DocumentLink[] {
  const part = project.part(uri);
  if (part === undefined) return [];
  const images = part.deployments.flatMap(({ component, image }) => {
    const span = image?.at.sub ?? image?.at.value;
    const home = texts.catalog.component(component);
    if (span === undefined || home === undefined || image?.at.uri !== uri) return [];
    return [
      { span, target: home.homepage, tooltip: texts.phrase('link.component', { component: texts.of(home.name) }) },
    ];
  });
  const rules = part.annotations
    .flatMap((annotation) => (annotation.kind === 'suppression' ? annotation.rules : []))
    .flatMap(({ id, span }) => {
      const rule = texts.catalog.rule(id);
      const source = texts.catalog.source(rule?.sources[0] ?? '');
      return rule === undefined || source === undefined
        ? []
        : [{ span, target: source.url, tooltip: texts.of(rule.title) }];
    });
  return [...images, ...rules].flatMap(({ span, target, tooltip }) => {
    const range = rangeOfSpan(project, uri, span);
    return range === undefined ? [] : [{ range, target, tooltip }];
  });
}
