import type { Anchor } from '../model/anchor.ts';
import type { Mount } from '../model/declaration.ts';
import type { Deployment } from '../model/part.ts';
import { defineCheck } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';

/**
 * Reports data that goes with its container. `paths` are the folders the server writes to in the images of the component;
 * `setting` names where it writes when that is configured. `found` selects the cases, so that each gets its own words:
 * `nothing` (no lasting mount), `elsewhere` (a lasting mount, and none of it where the server writes), `empty` (the folder is
 * an `emptyDir` or `tmpfs`). `images` are the repositories whose folders `paths` lists (`bitnami/*`: all of an organisation; an
 * asterisk before the slash: of any organisation); left out: any. `onlyWith` and `onlyWithIn`: only members that write one of
 * these values for this setting. `place` names settings whose line is marked, where one is written, instead of the image.
 */
export const check = defineCheck({
  on: 'cluster',
  params: {
    paths: 'strings',
    setting: 'string?',
    found: 'strings',
    place: 'strings?',
    images: 'strings?',
    onlyWith: 'string?',
    onlyWithIn: 'strings?',
  },
  run({ subject, params, knowledge, report }) {
    const written = params.setting === undefined ? undefined : inForce(subject, params.setting, knowledge);
    const paths =
      written?.from === 'declared' ? (written.value ?? '').split(',').map((path) => path.trim()) : params.paths;
    // Not known, or from a working folder that is not known.
    if (!paths.every((path) => path.startsWith('/'))) return;
    const members = subject.deployments.filter(
      (member) => isJudged(member) && isFrom(member, params.images) && says(member, params.onlyWith, params.onlyWithIn),
    );
    const wrong = members.flatMap((member) => {
      const storage = storageOf(member, paths);
      return params.found.includes(storage.found)
        ? [{ member, at: storage.at ?? writtenAt(member, params.place) ?? member.at }]
        : [];
    });
    const [first, ...others] = wrong;
    if (first === undefined) return;
    report({
      at: first.at,
      args: { path: paths[0] ?? '', name: first.member.name, count: wrong.length },
      related: others.map(({ at }) => ({ at, note: 'also' })),
    });
  },
});

function writtenAt(member: Deployment, settings: readonly string[] = []): Anchor | undefined {
  return settings.flatMap((setting) => member.settings.get(setting) ?? []).find((fact) => fact.at.length > 0)?.at[0];
}

/** Only what runs a container says what is mounted. */
function isJudged(member: Deployment): boolean {
  return !member.partial && !['resource', 'chart', 'file'].includes(member.controller) && member.storage === undefined;
}

/** Each member by what is written for itself: that one appends to a file says nothing of its replicas. */
function says({ settings }: Deployment, setting: string | undefined, values: readonly string[] = []): boolean {
  if (setting === undefined) return true;
  const value = settings.get(setting)?.at(-1)?.value;
  return value !== undefined && values.includes(value.toLowerCase());
}

function isFrom({ repository }: Deployment, images: readonly string[] | undefined): boolean {
  if (images === undefined) return true;
  return (
    repository !== undefined &&
    images.some((image) => {
      if (image.startsWith('*/')) return repository.split('/').at(-1) === image.slice(2);
      return image.endsWith('/*') ? repository.startsWith(image.slice(0, -1)) : repository === image;
    })
  );
}

interface Storage {
  readonly found: 'lasting' | 'nothing' | 'elsewhere' | 'empty';
  readonly at?: Anchor;
}

function storageOf(member: Deployment, paths: readonly string[]): Storage {
  const holding = member.mounts.filter((mount) => paths.some((path) => covers(mount.target, path)));
  if (holding.some(isLasting)) return { found: 'lasting' };
  const [empty] = holding.filter((mount) => mount.kind === 'empty' || mount.kind === 'memory');
  if (empty !== undefined) return { found: 'empty', at: empty.at };
  // What kind of volume it is may be said in a place that was not read.
  if (holding.length > 0) return { found: 'lasting' };
  const [elsewhere] = member.mounts.filter(isForData);
  return elsewhere === undefined ? { found: 'nothing' } : { found: 'elsewhere', at: elsewhere.at };
}

/** A folder of the host beside the data folder is rarely meant to hold data; a volume or claim is made for it. */
function isForData(mount: Mount): boolean {
  return mount.kind !== 'bind' && isLasting(mount) && !isAside(mount);
}

function isLasting(mount: Mount): boolean {
  return (mount.kind === 'volume' || mount.kind === 'bind' || mount.kind === 'claim') && mount.readOnly !== true;
}

/** Mounts that are not meant to hold data: logs, configuration, sockets, clocks, scripts, certificates, plug-ins, single files. */
function isAside({ target }: Mount): boolean {
  return /(^|[/._-])(logs?|conf|config|etc|sock|localtime|timezone|scripts?|ssl|certs?|tls|secrets?|plugins?|init|init\.d|docker-entrypoint[^/]*|jmx|agent|backup|tmp)([/._-]|$)|\/[^/]+\.[a-z]{1,10}$/i.test(
    target,
  );
}

/** A mount holds a path where it is at it, above it or a part of it. */
function covers(target: string, path: string): boolean {
  const [mount, folder] = [target, path].map((each) => `${each.replace(/\/+$/, '')}/`) as [string, string];
  return folder.startsWith(mount) || mount.startsWith(folder);
}
