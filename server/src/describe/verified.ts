import { type Block, list, section } from './page.ts';
import type { PageContext } from './page-context.ts';
import { componentName } from './texts.ts';

/** What real servers were seen to do about the subject of a page, each with server, version and day. */
export function verifiedSection(id: string, { texts }: PageContext): Block[] {
  const seen = texts.catalog.knowledge.verified[id] ?? [];
  return section(
    texts.phrase('page.verified'),
    list(
      seen.map(({ text, server, version, date }) =>
        texts.sentences([
          texts.of(text),
          texts.phrase('page.verified-with', { server: componentName(server, texts), version, date }),
        ]),
      ),
    ),
  );
}
