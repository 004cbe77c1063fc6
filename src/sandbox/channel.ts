import type { Readable, Writable } from 'node:stream';
import { quoteWord } from '../render/quote.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import type { IpLine } from './ip-line.ts';
import { IpSessions, LANES } from './ip-sessions.ts';
import { Job, type JobEvents } from './job.ts';
import { type Answer, LINES, PROGRAMS } from './lane.ts';
import { partsOf, type SessionPart } from './parts.ts';
import { SlotReader } from './stream.ts';

/** How many jobs may be under way in the sandbox at once. */
export const SLOTS = 4;

/** File descriptors of the agent: 0 to 2 as usual, 3 requests, 4 replies, then two per slot, then one per lane. */
export const FIRST_SLOT_FD = 5;
export const FIRST_LANE_FD = FIRST_SLOT_FD + 2 * SLOTS;
export const PIPES = FIRST_LANE_FD + LANES;

export interface JobOptions extends JobEvents {
  /** Go on after a command that fails. */
  readonly keepGoing?: boolean;
  /** No device goes, or gets another name. */
  readonly devicesStay?: boolean;
  /** Commands may well fail: one that starts a program is run as it stands, since a session would not tell its exit code. */
  readonly mayFail?: boolean;
  /** For a shell, whatever they are: it does what it was told before it was there, and says when each began. */
  readonly asTheyStand?: boolean;
  /** Limit for the whole job, in milliseconds. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 60_000;

/** The near ends of the sandbox's pipes, by what they are for; `fifo` is the path from here of the FIFO with that number. */
export interface Pipes {
  readonly requests: Writable;
  readonly stdouts: readonly Readable[];
  readonly stderrs: readonly Readable[];
  readonly lanes: readonly Readable[];
  readonly fifo: (number: number) => string;
  /** What the agent's markers begin with. */
  readonly token: string;
  /** The path from here of a file inside; missing where a cell shares that folder, whose links could lead elsewhere. */
  readonly reach?: ((file: string) => string) | undefined;
}

/**
 * The one connection into the sandbox. A job is a list of shell commands that run one after the other; each command's
 * output, exit code and time come back apart. Commands of iproute2 go to a session of ip(8) in their namespace, the others to
 * a shell.
 */
export class Channel {
  readonly #requests: Writable;
  readonly #free: number[] = [];
  readonly #waiting: ((slot: number) => void)[] = [];
  /** The job under way in each slot. */
  readonly #jobs: (Job | undefined)[] = [];
  readonly #sessions: IpSessions;
  readonly #broken: Promise<never>;
  /** The path from here of a file inside, where there is one. */
  readonly reach: Pipes['reach'];

  constructor({ requests, stdouts, stderrs, lanes, fifo, reach, token }: Pipes, broken: Promise<never>) {
    this.#requests = requests;
    this.#broken = broken;
    this.reach = reach;
    this.#sessions = new IpSessions({ request: (line) => requests.write(line), fifo, lanes });
    for (let slot = 0; slot < SLOTS; slot += 1) {
      this.#free.push(slot);
      this.#attach(slot, 'stdout', token, stdouts[slot]);
      this.#attach(slot, 'stderr', token, stderrs[slot]);
    }
  }

  #attach(slot: number, stream: 'stdout' | 'stderr', token: string, readable: Readable | undefined): void {
    const reader = new SlotReader(
      token,
      (text) => this.#jobs[slot]?.text(stream, text),
      (marker) => this.#jobs[slot]?.marker(stream, marker),
    );
    readable?.setEncoding('utf8').on('data', (chunk: string) => reader.push(chunk));
  }

  /** Runs commands one after the other; resolves to the results of those that ran. Throws only where the sandbox died. */
  async run(commands: readonly string[], options: JobOptions = {}): Promise<readonly CommandResult[]> {
    const results: CommandResult[] = [];
    const parts = options.asTheyStand ? [{ netns: undefined, commands }] : partsOf(commands, options.mayFail ?? false);
    for (const part of parts) {
      const before = results.length;
      const events = renumbered(options, (index) => before + index);
      results.push(...(await (part.netns === undefined ? this.#inShell(part.commands, events) : this.#inSession(part, events))));
      if (!options.keepGoing && results.at(-1)?.exitCode !== 0) break;
    }
    return results;
  }

  /** Runs commands that do not depend on each other, as many at once as there are slots, whatever becomes of each. */
  async runAtOnce(commands: readonly string[], options: JobOptions = {}): Promise<readonly CommandResult[]> {
    const results: CommandResult[] = [];
    const share = async (slot: number): Promise<void> => {
      const mine = [...commands.keys()].filter((index) => index % SLOTS === slot);
      const own = await this.run(
        mine.map((index) => commands[index] ?? ''),
        { ...renumbered(options, (index) => mine[index] ?? index), keepGoing: true },
      );
      for (const [at, result] of own.entries()) results[mine[at] ?? at] = result;
    };
    await Promise.all(Array.from({ length: SLOTS }, (_, slot) => share(slot)));
    return results;
  }

  /** Ends what remembers the names of devices, since somebody else may change them now. */
  forget(): void {
    this.#sessions.close();
  }

  /** The agent is ready: commands can be run. */
  ready(): void {
    this.#sessions.ready();
  }

  /** What the agent says of itself, a line. */
  reply(line: string): void {
    const [word, number] = line.split(' ');
    if (word === 'fifos') this.#sessions.fifosMade(Number(number));
  }

  /** Lines are handed over together, since a session ends at the first that it refuses. */
  async #inSession({ netns, lines, does, commands }: SessionPart, options: JobOptions): Promise<readonly CommandResult[]> {
    const { keepGoing = false, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const dialogue = does === 'start' ? PROGRAMS : LINES;
    const results: CommandResult[] = [];
    const begin = (): void => {
      if (results.length < lines.length) options.onBegin?.(results.length);
    };
    const ended = (result: CommandResult): void => {
      const index = results.push(result) - 1;
      this.#foresee(result);
      options.onEnd?.(index, result);
    };
    const onAnswer = (_: number, answer: Answer): void => {
      ended(resultOf(commands[results.length] ?? '', does, answer));
      begin();
    };
    begin();
    while (results.length < lines.length) {
      await Promise.race([this.#sessions.run(netns, lines.slice(results.length), { dialogue, timeoutMs, onAnswer }), this.#broken]);
      if (results.length === lines.length) break;
      // What a session refuses is done again as it stands, for the exit code and the words that are its own.
      const [again] = await this.#inShell([commands[results.length] ?? ''], { devicesStay: does !== 'change', timeoutMs });
      if (!again) break;
      ended(again);
      if (again.exitCode !== 0 && !keepGoing) break;
      begin();
    }
    return results;
  }

  /** The session of a new namespace is wanted soon, and takes a while to begin. */
  #foresee({ command, exitCode }: CommandResult): void {
    const made = exitCode === 0 ? /^ip netns a(?:dd)? (\S+)$/.exec(command)?.[1] : undefined;
    if (made) void this.#sessions.begin(made);
  }

  async #inShell(commands: readonly string[], options: JobOptions): Promise<readonly CommandResult[]> {
    if (!options.devicesStay) this.forget();
    const onEnd = (index: number, result: CommandResult): void => {
      this.#foresee(result);
      options.onEnd?.(index, result);
    };
    const slot = await Promise.race([this.#takeSlot(), this.#broken]);
    try {
      return await Promise.race([this.#job(slot, commands, { ...options, onEnd }), this.#broken]);
    } finally {
      this.#giveBack(slot);
    }
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

/** Events of a part of a job: a command's place among all of them, from that in the part. */
export function renumbered(options: JobOptions, place: (index: number) => number): JobOptions {
  const { onBegin, onOutput, onEnd, ...rest } = options;
  return {
    ...rest,
    ...(onBegin ? { onBegin: (index) => onBegin(place(index)) } : {}),
    ...(onOutput ? { onOutput: (index, text) => onOutput(place(index), text) } : {}),
    ...(onEnd ? { onEnd: (index, result) => onEnd(place(index), result) } : {}),
  };
}

/** Of what is no refusal: what a change says is a remark, anything else was asked for. */
function resultOf(command: string, does: IpLine['does'], { text, durationMs }: Answer): CommandResult {
  const changes = does === 'change';
  return { command, exitCode: 0, stdout: changes ? '' : text, stderr: changes ? text : '', durationMs };
}
