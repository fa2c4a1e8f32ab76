import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { composeFile, composeService } from './generate-compose.ts';
import { crd, dashboard, manifest, template } from './generate-kubernetes.ts';
import { otherFile, springFile, valuesFile } from './generate-settings.ts';
import { type Random, randomFrom } from './random.ts';

export interface Corpus {
  /** YAML files. */
  readonly files: readonly string[];
  readonly characters: number;
}

interface Kind {
  /** Share of the files. */
  readonly share: number;
  readonly path: (n: number) => string;
  readonly text: (size: number, random: Random) => string;
}

/**
 * What a mixed tree of services and charts consists of: a median file of 1 KB, and one file in a hundred that hold two
 * thirds of the characters (definitions of types, dashboards).
 */
const kinds: readonly Kind[] = [
  { share: 0.28, path: (n) => `charts/chart-${n % 60}/templates/part-${n}.yaml`, text: template },
  { share: 0.33, path: (n) => `deploy/app-${n % 90}/${n}.yaml`, text: manifest },
  { share: 0.06, path: (n) => `charts/chart-${n}/values.yaml`, text: valuesFile },
  { share: 0.09, path: (n) => `services/stack-${n}/docker-compose.yml`, text: composeFile },
  { share: 0.1, path: (n) => `services/service-${n}/src/main/resources/application.yml`, text: springFile },
  { share: 0.13, path: (n) => `tools/tool-${n}/config.yaml`, text: otherFile },
];
const large: Kind = {
  share: 0.01,
  path: (n) => `deploy/crds/${n}.yaml`,
  text: (size, random) => (random.chance(0.6) ? crd : dashboard)(size, random),
};

/** Median size and spread of the small files, and mean size of the large ones, in characters. */
const sizes = { median: 1_000, spread: 1.25, large: 460_000 };

/** Writes a corpus into an empty folder. Equal arguments give equal files. */
export async function generateCorpus(folder: string, count = 3_200, seed = 1): Promise<Corpus> {
  const random = randomFrom(seed);
  const files: string[] = [];
  let characters = 0;
  for (const kind of [...kinds, large]) {
    for (let n = 0; n < Math.round(kind.share * count); n++) {
      const size =
        kind === large
          ? sizes.large * (0.5 + random.below(100) / 100)
          : Math.min(random.size(sizes.median, sizes.spread), 60_000);
      const text = kind.text(size, random);
      const file = join(folder, kind.path(n));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      files.push(file);
      characters += text.length;
    }
  }
  return { files, characters };
}

/** One compose file of a size, as an editor has it open. */
export function largeComposeFile(size: number): string {
  const random = randomFrom(7);
  let text = 'services:\n';
  for (let n = 0; text.length < size; n++) text += composeService(n, random);
  return text;
}
