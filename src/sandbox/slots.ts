import type { PipeReader, PipeWriter } from '../exec/pipes.ts';
import { quoteWord } from '../render/quote.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import { Job, type JobEvents } from './job.ts';
import { type Marker, SlotReader } from './stream.ts';

/** How many jobs may be under way in the sandbox at once. */
export const SLOTS = 4;

/** How the commands of a job are run. */
export interface HowToRun extends JobEvents {
  /** Go on after a command that fails. */
  readonly keepGoing: boolean;
  /** Limit for the whole job, in milliseconds. */
  readonly timeoutMs: number;
}

/** A job among those that the agent goes through by itself. */
export interface Part extends HowToRun {
  readonly slot: number;
  readonly commands: readonly string[];
}

interface RowsOptions {
  readonly after: (command: string) => string | undefined;
  readonly onRow: (index: number) => void;
  readonly asked: boolean;
}

const STREAMS = ['stdout', 'stderr'] as const;
type Stream = (typeof STREAMS)[number];

/** The near ends of the slots' pipes. */
interface SlotPipes {
  readonly requests: PipeWriter;
  readonly stdouts: readonly PipeReader[];
  readonly stderrs: readonly PipeReader[];
  /** What the agent's markers begin with. */
  readonly token: string;
}

/** Shells of the sandbox, as many as may be busy at once, and what they say. */
export class Slots {
  readonly #requests: PipeWriter;
  readonly #free: number[] = [];
  readonly #waiting: ((slot: number) => void)[] = [];
  /** By slot and stream, the jobs that have not ended there: the streams are read apart, so one may have come to the next job. */
  readonly #jobs: Record<Stream, Job[]>[] = [];

  constructor({ requests, stdouts, stderrs, token }: SlotPipes) {
    this.#requests = requests;
    for (let slot = 0; slot < SLOTS; slot += 1) {
      this.#free.push(slot);
      this.#jobs.push({ stdout: [], stderr: [] });
      this.#attach(slot, 'stdout', token, stdouts[slot]);
      this.#attach(slot, 'stderr', token, stderrs[slot]);
    }
  }

  #attach(slot: number, stream: Stream, token: string, pipe: PipeReader | undefined): void {
    const jobs = this.#jobs[slot]?.[stream] ?? [];
    const reader = new SlotReader(
      token,
      (text) => jobs[0]?.text(stream, text),
      (marker: Marker) => {
        const job = marker.kind === 'job-end' ? jobs.shift() : jobs[0];
        job?.marker(stream, marker);
      },
    );
    pipe?.onText((chunk) => reader.push(chunk));
  }

  async take(): Promise<number> {
    const slot = this.#free.shift();
    return slot ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  giveBack(slot: number): void {
    const next = this.#waiting.shift();
    if (next) next(slot);
    else this.#free.push(slot);
  }

  /** Runs commands one after the other in a slot that was taken; resolves to the results of those that ran. */
  run(slot: number, commands: readonly string[], options: HowToRun): Promise<readonly CommandResult[]> {
    const { results } = this.#follow(slot, commands, options);
    const text = textOf(commands, options);
    this.#requests.write(`run ${slot} ${Buffer.byteLength(text)}\n${text}`);
    return results;
  }

  /**
   * Has the agent go through rows of jobs by itself, in a sandbox in which nothing is under way: those of a row run beside each
   * other, and the next row once they are over, unless one of their commands has failed. `after` is what the agent does after a
   * command that succeeds; `onRow` is called before each row; `asked` is whether the agent has been told already.
   */
  async runRows(rows: readonly (readonly Part[])[], { after, onRow, asked }: RowsOptions): Promise<void> {
    let taken = slotsOf(rows);
    for (let slot = 0; slot < taken; slot += 1) if (this.#free.shift() !== slot) throw new Error('the sandbox is not new');
    const text = rows
      .map((row) => row.map(({ slot, commands, keepGoing }) => `at ${slot} ${quoteWord(textOf(commands, { keepGoing, after }))}\n`))
      .map((parts) => `${parts.join('')}row\n`)
      .join('');
    if (!asked) this.#requests.write(`rows ${taken} ${Buffer.byteLength(text)}\n${text}`);
    // What a row prints may come together with what the row before it did, or sooner on another pipe.
    const followed = rows.map((row) =>
      row.map((part) => {
        const { events, letGo } = heldBack(part);
        return { ...this.#follow(part.slot, part.commands, { ...part, ...events }), letGo };
      }),
    );
    for (const [index, row] of followed.entries()) {
      onRow(index);
      for (const { letGo } of row) letGo();
      const results = (await Promise.all(row.map((one) => one.results))).flat();
      const failed = results.some(({ exitCode }) => exitCode !== 0);
      if (failed) for (const { forget } of followed.slice(index + 1).flat()) forget();
      for (const wanted = failed ? 0 : slotsOf(rows.slice(index + 1)); taken > wanted; taken -= 1) this.giveBack(taken - 1);
      if (failed) break;
    }
  }

  /** The results of a job that the agent is told to do, and what forgets that it was. */
  #follow(slot: number, commands: readonly string[], { timeoutMs, ...events }: HowToRun): Followed {
    const jobs = this.#jobs[slot] ?? { stdout: [], stderr: [] };
    let forget = (): void => undefined;
    const results = new Promise<readonly CommandResult[]>((resolve) => {
      const job = new Job(commands, events, (ended) => {
        clearTimeout(timer);
        resolve(ended);
      });
      const timer = setTimeout(() => {
        job.expire(timeoutMs);
        this.#requests.write(`kill ${slot} 0\n`);
      }, timeoutMs);
      // Where the sandbox dies first, the job never ends; its limit must not keep the program alive.
      timer.unref();
      forget = () => {
        clearTimeout(timer);
        for (const stream of STREAMS) jobs[stream].splice(jobs[stream].indexOf(job), 1);
      };
      for (const stream of STREAMS) jobs[stream].push(job);
    });
    return { results, forget };
  }
}

interface Followed {
  readonly results: Promise<readonly CommandResult[]>;
  readonly forget: () => void;
}

/** Events that are told in their order once they are let go, and from then on as they come. */
function heldBack({ onBegin, onOutput, onEnd }: JobEvents): { readonly events: Required<JobEvents>; readonly letGo: () => void } {
  let waiting: (() => void)[] | undefined = [];
  const tell = (event: () => void): void => {
    if (waiting) waiting.push(event);
    else event();
  };
  const events = {
    onBegin: (index: number) => tell(() => onBegin?.(index)),
    onOutput: (index: number, text: string) => tell(() => onOutput?.(index, text)),
    onEnd: (index: number, result: CommandResult) => tell(() => onEnd?.(index, result)),
  };
  const letGo = (): void => {
    const now = waiting ?? [];
    waiting = undefined;
    for (const event of now) event();
  };
  return { events, letGo };
}

/** How many slots rows take, which are the first ones. */
function slotsOf(rows: readonly (readonly Part[])[]): number {
  return Math.max(0, ...rows.flat().map(({ slot }) => slot + 1));
}

interface Telling {
  readonly keepGoing: boolean;
  readonly after?: (command: string) => string | undefined;
}

/** What the agent is told of a job (`templates/sandbox/agent.sh`). */
function textOf(commands: readonly string[], { keepGoing, after = () => undefined }: Telling): string {
  const lines = commands.map((command, index) => {
    const then = after(command);
    return `c ${index} ${quoteWord(command)}${then === undefined ? '' : ` && ${then}`}\n`;
  });
  return `${keepGoing ? 'keep=1\n' : ''}${lines.join('')}`;
}
