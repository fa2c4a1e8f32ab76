import { defineCheck } from '../review/check.ts';

/** Reports an image whose tag names no version (`latest`, `alpine`, none), so that a pull may change the version; a digest pins it. */
export const check = defineCheck({
  on: 'cluster',
  params: {},
  run({ subject, report }) {
    const floating = [...subject.deployments, ...subject.helpers].filter((member) => isFloating(member.image?.value));
    const [first] = floating;
    if (first?.image === undefined) return;
    report({ at: first.image.at, args: { image: first.image.value ?? '' } });
  },
});

function isFloating(image: string | undefined): boolean {
  if (image === undefined || image.includes('$') || image.includes('@')) return false;
  const name = image.slice(image.lastIndexOf('/') + 1);
  const tag = name.split(':', 2)[1];
  return tag === undefined || !/\d/.test(tag);
}
