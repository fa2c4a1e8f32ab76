import type { ExtractOptions, Source } from '../../server/src/extract/extraction.ts';
import { extractFile } from '../../server/src/extract/file.ts';
import type { Knowledge } from '../../server/src/knowledge/types.ts';
import type { Part } from '../../server/src/model/part.ts';
import { recognise } from '../../server/src/recognise/part.ts';

/** All that one version of one file contributes on its own. */
export function analyse(source: Source, knowledge: Knowledge, options: ExtractOptions): Part {
  return recognise(extractFile(source, options), knowledge);
}
