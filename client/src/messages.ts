import type { CancellationToken, Disposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Message } from '../../server/src/lsp/protocol.ts';

/** Sends a request of the protocol page and types its answer. */
export function ask<P, R>(
  client: BaseLanguageClient,
  message: Message<P, R>,
  params: P,
  token?: CancellationToken,
): Promise<R> {
  // An absent token would be sent as a second parameter.
  return token === undefined
    ? client.sendRequest<R>(message.method, params)
    : client.sendRequest<R>(message.method, params, token);
}

/** Answers a request of the server. */
export function answer<P, R>(
  client: BaseLanguageClient,
  message: Message<P, R>,
  run: (params: P, token: CancellationToken) => Promise<R>,
): Disposable {
  return client.onRequest<unknown, Error>(message.method, (params: P, token: CancellationToken): Promise<unknown> =>
    run(params, token),
  );
}

/** Hears a notification of the server. */
export function hear<P>(client: BaseLanguageClient, message: Message<P, void>, run: (params: P) => void): Disposable {
  return client.onNotification(message.method, run);
}
