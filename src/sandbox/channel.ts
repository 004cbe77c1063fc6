import type { Readable, Writable } from 'node:stream';
import { quoteWord } from '../render/quote.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import { type Marker, SlotReader } from './stream.ts';

/** How many jobs may be under way in the sandbox at once. */
export const SLOTS = 4;

/** File descriptors of the agent: 0 to 2 as usual, 3 requests, 4 replies, then two per slot. */
export const FIRST_SLOT_FD = 5;
export const PIPES = FIRST_SLOT_FD + 2 * SLOTS;

/** Exit code reported for a command that its time limit ended, as timeout(1) does. */
const TIMED_OUT = 124;

export interface JobOptions {
  /** Go on after a command that fails. */
  readonly keepGoing?: boolean;
  /** Limit for the whole job. */
  readonly timeoutMs?: number;
  onBegin?(index: number): void;
  /** Output as it comes. */
  onOutput?(index: number, text: string): void;
  onEnd?(index: number, result: CommandResult): void;
}

interface OpenCommand {
  stdout: string;
  stderr: string;
  beganAtMs: number;
  ended: { exitCode: number; atMs: number } | undefined;
  stderrDone: boolean;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * The one connection into the sandbox. A job is a list of shell commands that run one after the other in a slot of
 * their own; each command's output, exit code and time come back apart.
 */
export class Channel {
  readonly #requests: Writable;
  readonly #stdouts: readonly Readable[];
  readonly #stderrs: readonly Readable[];
  readonly #free: number[] = [];
  readonly #waiting: ((slot: number) => void)[] = [];
  readonly #handlers: { text(stream: 'out' | 'err', text: string): void; marker(stream: 'out' | 'err', marker: Marker): void }[] = [];
  readonly #broken: Promise<never>;

  constructor(streams: { requests: Writable; stdouts: readonly Readable[]; stderrs: readonly Readable[] }, broken: Promise<never>) {
    this.#requests = streams.requests;
    this.#stdouts = streams.stdouts;
    this.#stderrs = streams.stderrs;
    this.#broken = broken;
    for (let slot = 0; slot < SLOTS; slot += 1) {
      this.#free.push(slot);
      this.#attach(slot, 'out', this.#stdouts[slot]);
      this.#attach(slot, 'err', this.#stderrs[slot]);
    }
  }

  #attach(slot: number, stream: 'out' | 'err', readable: Readable | undefined): void {
    const reader = new SlotReader(
      (text) => this.#handlers[slot]?.text(stream, text),
      (marker) => this.#handlers[slot]?.marker(stream, marker),
    );
    readable?.setEncoding('utf8').on('data', (chunk: string) => reader.push(chunk));
  }

  async #takeSlot(): Promise<number> {
    const slot = this.#free.shift();
    return slot ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  #giveBack(slot: number): void {
    delete this.#handlers[slot];
    const next = this.#waiting.shift();
    if (next) next(slot);
    else this.#free.push(slot);
  }

  /** Runs commands one after the other; resolves to the results of those that ran. Throws only where the sandbox died. */
  async run(commands: readonly string[], options: JobOptions = {}): Promise<readonly CommandResult[]> {
    if (commands.length === 0) return [];
    const slot = await Promise.race([this.#takeSlot(), this.#broken]);
    try {
      return await Promise.race([this.#job(slot, commands, options), this.#broken]);
    } finally {
      this.#giveBack(slot);
    }
  }

  #job(slot: number, commands: readonly string[], options: JobOptions): Promise<readonly CommandResult[]> {
    const { keepGoing = false, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const open: OpenCommand[] = [];
    const results: CommandResult[] = [];
    const timing = { timedOut: false };
    const opened = (index: number): OpenCommand => {
      const existing = open[index] ?? { stdout: '', stderr: '', beganAtMs: 0, ended: undefined, stderrDone: false };
      open[index] = existing;
      return existing;
    };
    const finish = (index: number): void => {
      const command = opened(index);
      if (!command.ended || !command.stderrDone) return;
      const { exitCode, atMs } = command.ended;
      const result = {
        command: commands[index] ?? '',
        exitCode,
        stdout: command.stdout,
        stderr: command.stderr,
        durationMs: atMs - command.beganAtMs,
      };
      results[index] = result;
      options.onEnd?.(index, result);
    };
    return new Promise((resolve) => {
      let current = { out: 0, err: 0 };
      const over = { out: false, err: false };
      const timer = setTimeout(() => {
        timing.timedOut = true;
        this.#requests.write(`kill ${slot} 0\n`);
      }, timeoutMs);
      // Where the sandbox dies first, the job never ends; its limit must not keep the program alive.
      timer.unref();
      const end = (): void => {
        clearTimeout(timer);
        const index = open.length - 1;
        if (timing.timedOut && !results[index]) {
          const { stdout, stderr } = opened(Math.max(index, 0));
          const said = `${stderr}ended after ${timeoutMs} ms, its time limit\n`;
          const result = { command: commands[index] ?? '', exitCode: TIMED_OUT, stdout, stderr: said, durationMs: timeoutMs };
          results[Math.max(index, 0)] = result;
          options.onEnd?.(index, result);
        }
        resolve(results);
      };
      this.#handlers[slot] = {
        text: (stream, text) => {
          const index = current[stream];
          const command = opened(index);
          if (stream === 'out') command.stdout += text;
          else command.stderr += text;
          options.onOutput?.(index, text);
        },
        marker: (stream, marker) => {
          if (over[stream]) return;
          if (marker.kind === 'begin') {
            opened(marker.id).beganAtMs = marker.atMs;
            options.onBegin?.(marker.id);
          } else if (marker.kind === 'end') {
            const command = opened(marker.id);
            if (stream === 'out') command.ended = { exitCode: marker.exitCode, atMs: marker.atMs };
            else command.stderrDone = true;
            current = { ...current, [stream]: marker.id + 1 };
            finish(marker.id);
          } else {
            over[stream] = true;
            if (over.out && over.err) end();
          }
        },
      };
      const body = commands.map((command, index) => `c ${index} ${quoteWord(command)}`).join('\n');
      const snippet = `${keepGoing ? 'keep=1\n' : ''}${body}\n`;
      this.#requests.write(`run ${slot} ${Buffer.byteLength(snippet)}\n${snippet}`);
    });
  }
}
