import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Language } from '../base/language.ts';
import { serve } from './connection.ts';

/**
 * Serves the client at the other end of standard input and output; ends with it.
 * @param language in place of the locale that the client sends
 */
export function startStdio(version: string, language?: Language): void {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  serve(
    connection,
    { name: 'archlens', version },
    {
      disk: async () => {
        const { NodeHost } = await import('../host/node-host.ts');
        return new NodeHost();
      },
      helm: (path) => ({
        render: async (request) => {
          const { HelmRenderer } = await import('../host/helm-renderer.ts');
          return new HelmRenderer(path).render(request);
        },
      }),
    },
    language,
  );
}
