import { pipeEnds } from '../exec/pipe-ends.ts';
import type { PipeEnd, PipeReader, PipeWriter } from '../exec/pipes.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import type { IpLine } from './ip-line.ts';
import { IpSessions, LANES } from './ip-sessions.ts';
import type { JobEvents } from './job.ts';
import { type Answer, LINES, LISTS, PROGRAMS } from './lane.ts';
import { type MayFail, partsOf, type SessionPart } from './parts.ts';
import { sharesBySession, sharesOf } from './shares.ts';
import { type HowToRun, type Part, SLOTS, Slots } from './slots.ts';

/** File descriptors of the agent: 0 to 2 as usual, 3 requests, 4 replies, then two per slot, then one per lane. */
export const REQUESTS_FD = 3;
export const REPLIES_FD = 4;
export const FIRST_SLOT_FD = 5;
export const FIRST_LANE_FD = FIRST_SLOT_FD + 2 * SLOTS;
export const PIPES = FIRST_LANE_FD + LANES;

export type Connection = PipeEnd;

export interface JobOptions extends JobEvents {
  /** Go on after a command that fails. */
  readonly keepGoing?: boolean;
  /** No device goes, or gets another name. */
  readonly devicesStay?: boolean;
  /** Whether a command may well fail: one that starts a program is then run as it stands, since a session would not tell its exit code. */
  readonly mayFail?: MayFail | undefined;
  /** Limit for the whole job, in milliseconds. */
  readonly timeoutMs?: number;
}

const DIALOGUES = { change: LINES, read: LINES, learnt: LISTS, start: PROGRAMS } as const;

const DEFAULT_TIMEOUT_MS = 60_000;

/** Commands that are done one after the other, or all at once. */
export interface Row {
  readonly commands: readonly string[];
  readonly atOnce: boolean;
  /** No device goes, or gets another name. */
  readonly devicesStay: boolean;
  /** Limit for all of them, in milliseconds. */
  readonly timeoutMs: number;
}

/** The near ends of the sandbox's pipes, by what they are for; `fifo` is the path from here of the FIFO with that number. */
export interface Pipes {
  readonly requests: PipeWriter;
  readonly stdouts: readonly PipeReader[];
  readonly stderrs: readonly PipeReader[];
  readonly lanes: readonly PipeReader[];
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
  readonly #slots: Slots;
  readonly #sessions: IpSessions;
  readonly #broken: Promise<never>;
  /** Whether what bridges learn will be asked for, and whether there is a bridge on the host. */
  #listsExpected = false;
  #bridged = false;
  /** The path from here of a file inside, where there is one. */
  readonly reach: Pipes['reach'];

  constructor({ requests, stdouts, stderrs, lanes, fifo, reach, token }: Pipes, broken: Promise<never>) {
    this.#broken = broken;
    this.reach = reach;
    this.#slots = new Slots({ requests, stdouts, stderrs, token });
    this.#sessions = new IpSessions({ request: (line) => requests.write(line), fifo, lanes });
  }

  /** Runs commands one after the other; resolves to the results of those that ran. Throws only where the sandbox died. */
  async run(commands: readonly string[], options: JobOptions = {}): Promise<readonly CommandResult[]> {
    const results: CommandResult[] = [];
    for (const part of partsOf(commands, options.mayFail)) {
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
    const share = async (mine: readonly number[]): Promise<void> => {
      const own = await this.run(
        mine.map((index) => commands[index] ?? ''),
        { ...renumbered(options, (index) => mine[index] ?? index), keepGoing: true },
      );
      for (const [at, result] of own.entries()) results[mine[at] ?? at] = result;
    };
    await Promise.all(sharesBySession(commands, options.mayFail).map(share));
    return results;
  }

  /**
   * Runs rows of commands in a sandbox that is new, and may not be ready yet: in shells, as they stand, and one row after the other
   * without anything from here. A row in which a command fails is the last. It may have been asked for them already.
   */
  async runRows(rows: readonly Row[], events: JobEvents, asked = false): Promise<readonly CommandResult[]> {
    const results: CommandResult[] = [];
    let first = 0;
    let timeoutMs = 0;
    const parts = rows.map((row): readonly Part[] => {
      const before = first;
      first += row.commands.length;
      timeoutMs += row.timeoutMs;
      const limit = timeoutMs;
      return (row.atOnce ? sharesOf(row.commands) : [[...row.commands.keys()]]).map((mine, slot) => {
        const place = (index: number): number => before + (mine[index] ?? index);
        const onEnd = (index: number, result: CommandResult): void => {
          results[index] = result;
          this.#foresee(result);
          events.onEnd?.(index, result);
        };
        const commands = mine.map((index) => row.commands[index] ?? '');
        return { slot, commands, ...renumbered({ ...events, onEnd }, place), keepGoing: row.atOnce, timeoutMs: limit };
      });
    });
    const after = (command: string): string | undefined => {
      const made = netnsMadeBy(command);
      return made === undefined ? undefined : this.#sessions.foretell(made);
    };
    const onRow = (index: number): void => {
      if (!rows[index]?.devicesStay) this.forget();
    };
    await Promise.race([this.#slots.runRows(parts, { after, onRow, asked }), this.#broken]);
    return results;
  }

  /** Ends what remembers the names of devices, since somebody else may change them now. */
  forget(): void {
    this.#sessions.close();
  }

  /** A connection to the Unix socket that is this file inside; `undefined` where there is no path to it. */
  async connect(file: string): Promise<Connection | undefined> {
    return this.reach && (await pipeEnds()).connectEnd(this.reach(file));
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
    const dialogue = DIALOGUES[does];
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

  /** Somebody will ask what bridges have learnt, and who answers takes a while to begin. */
  expectLists(): void {
    this.#listsExpected = true;
    this.#foreseeLists();
  }

  #foreseeLists(): void {
    if (this.#listsExpected && this.#bridged) void this.#sessions.beginLists();
  }

  /** The session of a new namespace is wanted soon, and takes a while to begin; so is what a new bridge learns, if anybody asks. */
  #foresee({ command, exitCode }: CommandResult): void {
    if (exitCode !== 0) return;
    const made = netnsMadeBy(command);
    if (made !== undefined) void this.#sessions.begin(made);
    if (!BRIDGE_ADD.test(command)) return;
    this.#bridged = true;
    this.#foreseeLists();
  }

  async #inShell(commands: readonly string[], options: JobOptions): Promise<readonly CommandResult[]> {
    if (!options.devicesStay) this.forget();
    const { keepGoing = false, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const onEnd = (index: number, result: CommandResult): void => {
      this.#foresee(result);
      options.onEnd?.(index, result);
    };
    const running: HowToRun = { ...options, onEnd, keepGoing, timeoutMs };
    const slot = await Promise.race([this.#slots.take(), this.#broken]);
    try {
      return await Promise.race([this.#slots.run(slot, commands, running), this.#broken]);
    } finally {
      this.#slots.giveBack(slot);
    }
  }
}

/** What adds a bridge to the host. */
const BRIDGE_ADD = /^ip link add \S+ type bridge( |$)/;

/** The namespace that a command adds, where it does. */
function netnsMadeBy(command: string): string | undefined {
  return /^ip netns a(?:dd)? (\S+)$/.exec(command)?.[1];
}

/** Events of a part of a job: a command's place among all of them, from that in the part. */
export function renumbered<O extends JobEvents>(options: O, place: (index: number) => number): O {
  const { onBegin, onOutput, onEnd } = options;
  return {
    ...options,
    ...(onBegin ? { onBegin: (index) => onBegin(place(index)) } : {}),
    ...(onOutput ? { onOutput: (index, text) => onOutput(place(index), text) } : {}),
    ...(onEnd ? { onEnd: (index, result) => onEnd(place(index), result) } : {}),
  };
}

/** Of what is no refusal: what a change says is a remark, anything else was asked for. */
function resultOf(command: string, does: IpLine['does'], { text, durationMs }: Answer): CommandResult {
  const changes = does === 'change';
  // There the end of an answer is the end of its line.
  const printed = does === 'learnt' ? `${text}\n` : text;
  return { command, exitCode: 0, stdout: changes ? '' : printed, stderr: changes ? text : '', durationMs };
}
