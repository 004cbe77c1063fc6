import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../src/paths.ts';

interface Completion {
  readonly label: string;
  readonly kind?: number;
  readonly documentation?: string | { readonly value: string };
}

/** The language server that comes with TypeScript, asked as an editor asks it. */
export class LanguageServer {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  readonly #root: string;
  #bytes = Buffer.alloc(0);
  #next = 1;

  private constructor(root: string) {
    this.#root = root;
    this.#child = spawn(process.execPath, [join(ROOT, 'node_modules/typescript/lib/tsc.js'), '--lsp', '--stdio'], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#child.once('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the language server ended'));
    });
  }

  /** Starts a server for a folder; ends with `stop`. */
  static async start(root: string): Promise<LanguageServer> {
    const server = new LanguageServer(root);
    const capabilities = { textDocument: { completion: { completionItem: { documentationFormat: ['plaintext'] } } } };
    await server.#ask('initialize', { processId: process.pid, rootUri: pathToFileURL(root).href, capabilities });
    server.#send({ method: 'initialized', params: {} });
    return server;
  }

  /** What is offered at the `|` of a file's text, by label; with `docs`, what it says of each of these labels. */
  async completions(file: string, marked: string, docs: readonly string[] = []): Promise<ReadonlyMap<string, string>> {
    const offset = marked.indexOf('|');
    const before = marked.slice(0, offset).split('\n');
    const uri = pathToFileURL(join(this.#root, file)).href;
    const text = marked.slice(0, offset) + marked.slice(offset + 1);
    this.#send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'typescript', version: 1, text } } });
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const found = (await this.#ask('textDocument/completion', { textDocument: { uri }, position })) as
      | readonly Completion[]
      | { readonly items: readonly Completion[] };
    const items = 'items' in found ? found.items : found;
    const told = new Map(items.map(({ label }) => [label, '']));
    for (const item of items.filter(({ label }) => docs.includes(label))) {
      const { documentation = '' } = (await this.#ask('completionItem/resolve', item)) as Completion;
      told.set(item.label, typeof documentation === 'string' ? documentation : documentation.value);
    }
    this.#send({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
    return told;
  }

  stop(): void {
    this.#child.kill();
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = this.#next++;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    for (;;) {
      const head = this.#bytes.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.#bytes.subarray(0, Math.max(head, 0)).toString())?.[1]);
      if (head < 0 || this.#bytes.length < head + 4 + length) return;
      const body = this.#bytes.subarray(head + 4, head + 4 + length).toString();
      this.#bytes = this.#bytes.subarray(head + 4 + length);
      this.#take(JSON.parse(body));
    }
  }

  #take(message: { id?: number; method?: string; params?: { items?: unknown[] }; result?: unknown; error?: { message: string } }): void {
    // What the server asks of its editor, such as settings, has no answer here.
    if (message.method !== undefined) {
      if (message.id !== undefined) this.#send({ id: message.id, result: message.params?.items?.map(() => null) ?? null });
      return;
    }
    const waiting = this.#waiting.get(message.id ?? 0);
    this.#waiting.delete(message.id ?? 0);
    if (message.error) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result);
  }
}
