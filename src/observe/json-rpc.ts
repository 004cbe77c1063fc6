import type { Connection } from '../sandbox/channel.ts';

/** A daemon that does not answer within this time, in milliseconds, is asked in another way. */
const PATIENCE_MS = 1000;

/** The whole of a JSON text, `undefined` where more of it is to come. */
function whole(text: string): { readonly result?: unknown; readonly error?: unknown } | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** Calls a method of a daemon (JSON-RPC 1.0) and closes the connection to it; resolves to `undefined` where it gives no result. */
export function callRpc(connection: Connection, method: string, params: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve) => {
    let text = '';
    const end = (result: unknown): void => {
      clearTimeout(timer);
      connection.close();
      resolve(result);
    };
    const timer = setTimeout(() => end(undefined), PATIENCE_MS);
    connection.onceClosed(() => end(undefined));
    connection.onText((chunk) => {
      text += chunk;
      const answer = text.endsWith('}') ? whole(text) : undefined;
      if (answer) end(answer.error ? undefined : answer.result);
    });
    connection.write(JSON.stringify({ method, params, id: 0 }));
  });
}
