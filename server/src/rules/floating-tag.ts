import { splitImage } from '../model/image-name.ts';
import { defineCheck } from '../review/check.ts';

/** Reports an image whose tag names no version (`latest`, `alpine`, none), so that a pull may change the version; a digest pins it. */
export const check = defineCheck({
  on: 'cluster',
  params: {},
  run({ subject, report }) {
    const floating = [...subject.deployments, ...subject.helpers].filter((member) => isFloating(member.image?.value));
    const [first] = floating;
    if (first?.image === undefined) return;
    const { tag } = splitImage(first.image.value ?? '');
    report({ at: first.image.at, args: { image: first.image.value ?? '', tag: tag ?? 'latest' } });
  },
});

function isFloating(image: string | undefined): boolean {
  if (image === undefined || image.includes('$')) return false;
  const { tag, digest } = splitImage(image);
  return digest === undefined && (tag === undefined || !/\d/.test(tag));
}
