import { defineCheck } from '../review/check.ts';

/** Reports a member that runs from one of the repositories `images` (without registry; `bitnamilegacy/*` is all of an organisation). */
export const check = defineCheck({
  on: 'cluster',
  params: { images: 'strings' },
  run({ subject, params, report }) {
    const members = [...subject.deployments, ...subject.helpers];
    const found = members.filter(
      ({ image, repository }) => image !== undefined && params.images.some((name) => isFrom(repository, name)),
    );
    const [first, ...others] = found;
    if (first?.image === undefined) return;
    const related = others.flatMap((member) =>
      member.image === undefined || member.image.at === first.image?.at ? [] : [{ at: member.image.at, note: 'also' }],
    );
    report({ at: first.image.at, args: { image: first.repository ?? '' }, related });
  },
});

function isFrom(repository: string | undefined, image: string): boolean {
  if (repository === undefined) return false;
  return image.endsWith('/*') ? repository.startsWith(image.slice(0, -1)) : repository === image;
}
