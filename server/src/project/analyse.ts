import { extractFile } from '../extract/file.ts';
import type { ExtractOptions, Source } from '../extract/extraction.ts';
import type { Knowledge } from '../knowledge/types.ts';
import type { Part } from '../model/part.ts';
import { recognise } from '../recognise/part.ts';

/** All that one version of one file contributes. Pure and total: whatever the text is, there is a part. */
export function analyse(source: Source, knowledge: Knowledge, options: ExtractOptions): Part {
  return recognise(extractFile(source, options), knowledge);
}
