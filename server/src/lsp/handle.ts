import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Aborts a signal when the client cancels the request; the core knows nothing of the protocol's tokens. */
function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/**
 * Wraps every handler of the server, the only place that catches: a cancelled request is answered as such, a failed one is logged
 * and answers with `fallback`, and no request brings the server down.
 */
export function handler<P, R>(
  connection: Connection,
  name: string,
  fallback: R,
  run: (params: P, signal: AbortSignal) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R> {
  return async (params, token) => {
    try {
      const result = await run(params, signalOf(token));
      if (!token.isCancellationRequested) return result;
    } catch (error) {
      if (token.isCancellationRequested) throw cancelled();
      connection.console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return fallback;
    }
    throw cancelled();
  };
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}
