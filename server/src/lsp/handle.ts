import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';

/** Aborts a signal when the client cancels the request; the core knows nothing of the protocol's tokens. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/**
 * Wraps every handler of the server, the only place that catches: a cancelled request answers so, a failed one is logged
 * and answers with `fallback`, and no request brings the server down.
 */
export function handler<P, R>(
  connection: Connection,
  name: string,
  fallback: R,
  run: (params: P, signal: AbortSignal) => R | Promise<R>,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<void>> {
  return async (params, token) => {
    try {
      const result = await run(params, signalOf(token));
      if (token.isCancellationRequested) return cancelled();
      return result;
    } catch (error) {
      if (token.isCancellationRequested) return cancelled();
      connection.console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return fallback;
    }
  };
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

/** For requests that must not answer with an empty result when they fail. */
export function failed(message: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InternalError, message);
}
