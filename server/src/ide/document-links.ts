import type { DocumentLink } from 'vscode-languageserver-types';
import { type RuleLinks, ruleUrl } from '../describe/rule-link.ts';
import type { Texts } from '../describe/texts.ts';
import type { Project } from '../project/project.ts';
import { rangeOfSpan } from './range.ts';

/** Images of recognised servers lead to the documentation of the component, rule ids in annotations to the rule's page. */
export function documentLinks(
  project: Project,
  uri: string,
  texts: Texts,
  { pages }: Pick<RuleLinks, 'pages'> = {},
): DocumentLink[] {
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
      const target = ruleUrl(id, texts, { site: project.config.site, pages });
      return rule === undefined || target === undefined ? [] : [{ span, target, tooltip: texts.of(rule.title) }];
    });
  return [...images, ...rules].flatMap(({ span, target, tooltip }) => {
    const range = rangeOfSpan(project, uri, span);
    return range === undefined ? [] : [{ range, target, tooltip }];
  });
}
