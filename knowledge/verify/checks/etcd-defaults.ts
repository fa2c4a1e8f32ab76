import { defaultsFor, sameValue } from '../defaults.ts';
import type { Check } from '../lab.ts';

/** The defaults of the knowledge base, compared with those the server's own help names. */
export const defaults: Check = {
  id: 'etcd-defaults',
  server: 'etcd',
  async run(lab) {
    const running = lab.start(lab.server.program, ['--help']);
    const help = await lab.until('the help', async () =>
      running.output().includes('--initial-cluster-state') ? running.output() : undefined,
    );
    for (const { id, names, value } of defaultsFor('etcd', lab.server.version)) {
      const [name = ''] = names;
      const reported = new RegExp(`^\\s+--${name} '([^']*)'`, 'm').exec(help)?.[1];
      // This version has no such flag, or names no default.
      if (reported === undefined) continue;
      lab.expect(
        sameValue(value, reported),
        `etcd --help: --${name} '${reported}', the knowledge base says '${value}'`,
      );
      lab.claim([id], {
        en: `The help of the server named '${reported}' as the default of --${name}.`,
        'zh-cn': `服务器的帮助信息给出 --${name} 的默认值为 '${reported}'。`,
      });
    }
  },
};
