import type { Readable, Writable } from 'node:stream';
import { quoteWord } from '../render/quote.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import { Job, type JobEvents } from './job.ts';
import { SlotReader } from './stream.ts';

/** How many jobs may be under way in the sandbox at once. */
export const SLOTS = 4;

/** File descriptors of the agent: 0 to 2 as usual, 3 requests, 4 replies, then two per slot. */
export const FIRST_SLOT_FD = 5;
export const PIPES = FIRST_SLOT_FD + 2 * SLOTS;

export interface JobOptions extends JobEvents {
  /** Go on after a command that fails. */
  readonly keepGoing?: boolean;
  /** Limit for the whole job, in milliseconds. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * The one connection into the sandbox. A job is a list of shell commands that run one after the other in a slot of
 * their own; each command's output, exit code and time come back apart.
 */
export class Channel {
  readonly #requests: Writable;
  readonly #free: number[] = [];
  readonly #waiting: ((slot: number) => void)[] = [];
  /** The job under way in each slot. */
  readonly #jobs: (Job | undefined)[] = [];
  readonly #broken: Promise<never>;

  constructor(streams: { requests: Writable; stdouts: readonly Readable[]; stderrs: readonly Readable[] }, broken: Promise<never>) {
    this.#requests = streams.requests;
    this.#broken = broken;
    for (let slot = 0; slot < SLOTS; slot += 1) {
      this.#free.push(slot);
      this.#attach(slot, 'stdout', streams.stdouts[slot]);
      this.#attach(slot, 'stderr', streams.stderrs[slot]);
    }
  }

  #attach(slot: number, stream: 'stdout' | 'stderr', readable: Readable | undefined): void {
    const reader = new SlotReader(
      (text) => this.#jobs[slot]?.text(stream, text),
      (marker) => this.#jobs[slot]?.marker(stream, marker),
    );
    readable?.setEncoding('utf8').on('data', (chunk: string) => reader.push(chunk));
  }

  async #takeSlot(): Promise<number> {
    const slot = this.#free.shift();
    return slot ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  #giveBack(slot: number): void {
    this.#jobs[slot] = undefined;
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
    return new Promise((resolve) => {
      const job = new Job(commands, options, (results) => {
        clearTimeout(timer);
        resolve(results);
      });
      const timer = setTimeout(() => {
        job.expire(timeoutMs);
        this.#requests.write(`kill ${slot} 0\n`);
      }, timeoutMs);
      // Where the sandbox dies first, the job never ends; its limit must not keep the program alive.
      timer.unref();
      this.#jobs[slot] = job;
      const body = commands.map((command, index) => `c ${index} ${quoteWord(command)}`).join('\n');
      const snippet = `${keepGoing ? 'keep=1\n' : ''}${body}\n`;
      this.#requests.write(`run ${slot} ${Buffer.byteLength(snippet)}\n${snippet}`);
    });
  }
}
