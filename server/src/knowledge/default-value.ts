import { coerce, satisfies } from 'semver';
import type { Setting, VersionedDefault } from './types.ts';

/**
 * The default in force for a version and an image repository, or undefined where it is not known. An image's own default
 * wins over the product's. Without a version only a default that holds for every version is known.
 */
export function defaultOf(
  setting: Setting,
  version: string | undefined,
  image: string | undefined,
): VersionedDefault | undefined {
  if (image !== undefined) {
    const own = setting.defaults.filter((one) => one.image !== undefined && isImage(image, one.image));
    if (own.length > 0) {
      const found = pick(own, version);
      if (found !== undefined || version === undefined) return found;
    }
  }
  return pick(
    setting.defaults.filter((one) => one.image === undefined),
    version,
  );
}

function pick(defaults: readonly VersionedDefault[], version: string | undefined): VersionedDefault | undefined {
  const known = version === undefined ? null : coerce(version);
  if (known !== null) return defaults.find((one) => satisfies(known, one.versions));
  const [first] = defaults;
  const agreed = first !== undefined && defaults.every((one) => one.value === first.value);
  return agreed && (first.versions === '*' || defaults.length > 1) ? first : undefined;
}

/** `bitnami/kafka` and `kafka` both name `registry:5000/bitnami/kafka`. */
function isImage(repository: string, name: string): boolean {
  return repository === name || repository.endsWith(`/${name}`);
}
