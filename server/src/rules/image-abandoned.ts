import { splitImage } from '../model/image-name.ts';
import { defineCheck } from '../review/check.ts';

/** Reports a member that runs from one of the repositories `images` (without registry; `bitnamilegacy/*` is all of an organisation). */
export const check = defineCheck({
  on: 'cluster',
  params: { images: 'strings' },
  run({ subject, params, report }) {
    const members = [...subject.deployments, ...subject.helpers].filter((member) => member.image?.value !== undefined);
    const found = members.filter((member) => params.images.some((image) => isFrom(splitImage(member.image?.value ?? '').repository, image)));
    const [first, ...others] = found;
    if (first?.image === undefined) return;
    const related = others.flatMap((member) => (member.image === undefined || member.image.at === first.image?.at ? [] : [{ at: member.image.at, note: 'also' }]));
    report({ at: first.image.at, args: { image: splitImage(first.image.value ?? '').repository }, related });
  },
});

function isFrom(repository: string, image: string): boolean {
  return image.endsWith('/*') ? repository.startsWith(image.slice(0, -1)) : repository === image;
}
