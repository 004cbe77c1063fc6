import { createConnection } from 'node:net';

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

/** Calls a method of a daemon that listens on a Unix socket (JSON-RPC 1.0); resolves to `undefined` where it gives no result. */
export function callRpc(socket: string, method: string, params: readonly unknown[]): Promise<unknown> {
  return new Promise((resolve) => {
    let text = '';
    const connection = createConnection(socket);
    const end = (result: unknown): void => {
      connection.destroy();
      resolve(result);
    };
    connection.setEncoding('utf8').setTimeout(PATIENCE_MS, () => end(undefined));
    connection.on('error', () => end(undefined)).on('close', () => end(undefined));
    connection.on('data', (chunk: string) => {
      text += chunk;
      const answer = text.endsWith('}') ? whole(text) : undefined;
      if (answer) end(answer.error ? undefined : answer.result);
    });
    connection.write(JSON.stringify({ method, params, id: 0 }));
  });
}
