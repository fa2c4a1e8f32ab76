import { defineCheck } from '../review/check.ts';

/**
 * Reports a member whose image is one of `images` on Docker Hub (`bitnami/*` is all of an organisation) under a tag of its own:
 * `latest` is left out.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { images: 'strings' },
  run({ subject, params, report }) {
    const found = [...subject.deployments, ...subject.helpers].flatMap(({ image, controller }) => {
      const name = controller === 'chart' ? undefined : nameOnHub(image?.value);
      return image !== undefined && name !== undefined && params.images.some((pattern) => fits(name, pattern))
        ? [{ at: image.at, name }]
        : [];
    });
    const [first, ...others] = found;
    if (first === undefined) return;
    const related = others.flatMap(({ at }) => (at === first.at ? [] : [{ at, note: 'also' }]));
    report({ at: first.at, args: { image: first.name }, related });
  },
});

/** `bitnami/kafka:3.7` of an image on Docker Hub with a tag other than `latest`. */
function nameOnHub(image: string | undefined): string | undefined {
  const parts = /^(?:docker\.io\/)?([a-z\d_-]+\/[a-z\d_.-]+:([\w.-]+))(?:@.*)?$/.exec(image ?? '');
  return parts === null || parts[2] === 'latest' ? undefined : parts[1];
}

function fits(name: string, pattern: string): boolean {
  return pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : name.startsWith(`${pattern}:`);
}
