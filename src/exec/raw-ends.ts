import { fstatSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { nodeBinding } from './node-binding.ts';
import type { PipeEnd } from './pipes.ts';

/** What Node's own `net` is made of (pipe_wrap.cc): a method returns 0, or an error of libuv's, which is negative. */
interface Handle {
  /** Called with what has been read, or with nothing at its end; `streamBaseState` tells which part of the buffer it is. */
  onread: (buffer?: ArrayBuffer) => void;
  open(fd: number): number;
  connect(request: ConnectRequest, path: string): number | undefined;
  readStart(): number;
  writeUtf8String(request: object, text: string): number;
  close(): void;
}

interface ConnectRequest {
  oncomplete: (error: number) => void;
}

interface PipeBinding {
  readonly Pipe: new (type: number) => Handle;
  readonly PipeConnectWrap: new () => ConnectRequest;
  readonly constants: { readonly SOCKET: number };
}

interface StreamBinding {
  readonly WriteWrap: new () => { oncomplete: () => void };
  readonly streamBaseState: Readonly<Record<number, number>>;
  readonly kReadBytesOrError: number;
  readonly kArrayBufferOffset: number;
}

const { Pipe, PipeConnectWrap, constants } = nodeBinding<PipeBinding>('pipe_wrap');
const { WriteWrap, streamBaseState, kReadBytesOrError, kArrayBufferOffset } = nodeBinding<StreamBinding>('stream_wrap');

/** An end without the streams of Node's around it: they take a tenth of a run to load and compile, and the sandbox has 14 of them. */
class RawEnd implements PipeEnd {
  readonly #handle = new Pipe(constants.SOCKET);
  readonly #decoder = new StringDecoder('utf8');
  /** What waits for the connection; `undefined` once it is there. */
  #waiting: string[] | undefined;
  #closed = false;
  #onText: (text: string) => void = () => undefined;
  #onClosed: () => void = () => undefined;

  constructor() {
    this.#handle.onread = (buffer) => this.#read(buffer);
  }

  open(fd: number): this {
    // libuv would take anything, even what is its own.
    if (!fstatSync(fd).isFIFO() || this.#handle.open(fd) < 0) throw new Error(`file descriptor ${fd} is no pipe`);
    return this;
  }

  connect(path: string): this {
    const request = new PipeConnectWrap();
    this.#waiting = [];
    request.oncomplete = (error) => this.#connected(error);
    const error = this.#handle.connect(request, path) ?? 0;
    if (error < 0) queueMicrotask(() => this.#connected(error));
    return this;
  }

  #connected(error: number): void {
    if (this.#closed) return;
    if (error < 0) {
      this.#end();
      return;
    }
    const texts = this.#waiting ?? [];
    this.#waiting = undefined;
    this.#handle.readStart();
    for (const text of texts) this.write(text);
  }

  #read(buffer: ArrayBuffer | undefined): void {
    const bytes = streamBaseState[kReadBytesOrError] ?? 0;
    if (bytes > 0 && buffer) this.#onText(this.#decoder.write(Buffer.from(buffer, streamBaseState[kArrayBufferOffset], bytes)));
    else if (bytes < 0) this.#end();
  }

  #end(): void {
    this.close();
    this.#onClosed();
  }

  onText(listener: (text: string) => void): void {
    this.#onText = listener;
    if (!this.#waiting) this.#handle.readStart();
  }

  onceClosed(listener: () => void): void {
    this.#onClosed = listener;
  }

  write(text: string): void {
    if (this.#waiting) {
      this.#waiting.push(text);
      return;
    }
    if (this.#closed) return;
    const request = new WriteWrap();
    // What cannot be taken at once libuv writes when it can be.
    request.oncomplete = () => undefined;
    this.#handle.writeUtf8String(request, text);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#handle.close();
  }
}

export function openEnd(fd: number): PipeEnd {
  return new RawEnd().open(fd);
}

export function connectEnd(path: string): PipeEnd {
  return new RawEnd().connect(path);
}
