import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { HOST } from '../model/names.ts';

/** How many sessions may be spoken to at once. */
export const LANES = 4;

/** How many FIFOs the agent makes at a time, the first ones before it is ready. */
export const FIFOS_AT_A_TIME = 16;

/**
 * After each line: what it prints says that the line before is over, and looks like nothing else that a session is asked for. (Not
 * every listing will do: after an `ip link show`, `ip address show` prints other fields.) At the first line that is refused the
 * session says so and ends, so that nothing after it is done.
 */
const END_LINE = 'netconf show dev lo';
const END = /^\[\{"family":"inet","interface":"lo",[^\n]*\n/gm;
const FAILED = /^Command failed -:\d+\n/m;

/** Lines handed over at a time; a FIFO takes 64 KiB (pipe(7)). */
const PORTION = 100;

/** How often to look whether a session that does not answer is still there, in milliseconds. */
const PATIENCE_MS = 100;

/** What a line led to that was not refused. */
export interface Answer {
  /** What it printed, on either stream. */
  readonly text: string;
  readonly durationMs: number;
}

/**
 * Sessions of ip(8): for each namespace one process inside the sandbox that reads lines and does them (`ip -batch`), so that a
 * command costs what the kernel takes for it and not the start of a program. They write to a few lanes, and in each lane one
 * session is spoken to at a time.
 */
export class IpSessions {
  readonly #request: (line: string) => void;
  readonly #fifo: (number: number) => string;
  readonly #lanes: readonly Lane[];
  readonly #open = new Map<string, Session>();
  /** The agent begins session 0, the host's, by itself. */
  #next = 1;
  #fifos = 0;
  #moreFifos: Promise<void> | undefined;
  #fifosMade: (() => void) | undefined;

  /** `fifo` is the path, seen from here, of the FIFO with that number. */
  constructor(options: { request: (line: string) => void; fifo: (number: number) => string; lanes: readonly Readable[] }) {
    this.#request = options.request;
    this.#fifo = options.fifo;
    this.#lanes = options.lanes.map((readable) => new Lane(readable));
  }

  /** Does lines in a namespace, one after the other; resolves to how many were done before one was refused, or to all. */
  async run(netns: string, lines: readonly string[], options: { timeoutMs: number; onAnswer: OnAnswer }): Promise<number> {
    let done = 0;
    while (done < lines.length) {
      const session = await this.begin(netns);
      if (!session) break;
      const first = done;
      const portion = lines.slice(first, first + PORTION);
      done += await session.lane.exchange(session, portion, {
        ...options,
        onAnswer: (index, answer) => options.onAnswer(first + index, answer),
      });
      if (done === first + portion.length) continue;
      if (this.#open.get(netns) === session) this.#end(netns, session);
      break;
    }
    return done;
  }

  /** The sandbox is ready, and the session of its host with it. */
  ready(): void {
    this.#opened(HOST, 0);
  }

  /** Begins the session of a namespace, where there is none; `undefined` where none can be had, as in a sandbox that has died. */
  async begin(netns: string): Promise<Session | undefined> {
    try {
      return this.#open.get(netns) ?? (await this.#start(netns));
    } catch {
      return undefined;
    }
  }

  /** Ends all sessions: what they remember of devices may be true no longer. */
  close(): void {
    for (const [netns, session] of this.#open) this.#end(netns, session);
  }

  /** The agent has made FIFOs up to this number. */
  fifosMade(last: number): void {
    this.#fifos = last + 1;
    this.#fifosMade?.();
  }

  async #start(netns: string): Promise<Session> {
    while (this.#next >= this.#fifos) await this.#makeFifos();
    const known = this.#open.get(netns);
    if (known) return known;
    const number = this.#next;
    this.#next += 1;
    this.#request(`session ${number} ${number % this.#lanes.length}${netns === HOST ? '' : ` ${netns}`}\n`);
    return this.#opened(netns, number);
  }

  #opened(netns: string, number: number): Session {
    const session = new Session(this.#fifo(number), this.#laneOf(number));
    this.#open.set(netns, session);
    return session;
  }

  #laneOf(number: number): Lane {
    return this.#lanes[number % this.#lanes.length] as Lane;
  }

  #makeFifos(): Promise<void> {
    this.#moreFifos ??= new Promise<void>((resolve) => {
      this.#fifosMade = resolve;
      this.#request(`fifos ${this.#fifos} ${this.#fifos + FIFOS_AT_A_TIME - 1}\n`);
    }).finally(() => {
      this.#moreFifos = undefined;
    });
    return this.#moreFifos;
  }

  #end(netns: string, session: Session): void {
    this.#open.delete(netns);
    session.close();
  }
}

/** The near end of a session's standard input. */
export class Session {
  readonly lane: Lane;
  /** Held until the session has opened its end: a FIFO without a reader could not be opened, nor written to. */
  #reader: number | undefined;
  #writer: number | undefined;

  constructor(fifo: string, lane: Lane) {
    this.lane = lane;
    this.#reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#writer = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
  }

  /** False where nobody reads any more. */
  write(text: string): boolean {
    if (this.#writer === undefined) return false;
    try {
      writeSync(this.#writer, text);
      return true;
    } catch {
      return false;
    }
  }

  /** From now on a write tells whether the session is there. */
  letGo(): void {
    if (this.#reader !== undefined) closeSync(this.#reader);
    this.#reader = undefined;
  }

  close(): void {
    this.letGo();
    if (this.#writer !== undefined) closeSync(this.#writer);
    this.#writer = undefined;
  }
}

type OnAnswer = (index: number, answer: Answer) => void;

/** Lines that a session was given. */
interface Exchange {
  readonly session: Session;
  readonly lines: readonly string[];
  readonly onAnswer: OnAnswer;
  /** Called with the number of lines that were done. */
  readonly over: (done: number) => void;
  /** How long it may be silent. */
  readonly timeoutMs: number;
  /** How many lines are done, and when the one under way began. */
  done: number;
  sinceMs: number;
}

/** One pipe out of the sandbox, on which one session at a time answers. */
class Lane {
  #text = '';
  /** Up to here the text is known to hold no end of a line. */
  #searched = 0;
  #current: Exchange | undefined;
  #watch: NodeJS.Timeout | undefined;
  /** A session that was given up may still answer here, so that nobody else can be heard. */
  #lost = false;
  readonly #waiting: Exchange[] = [];

  constructor(readable: Readable) {
    readable.setEncoding('utf8').on('data', (chunk: string) => this.#push(chunk));
  }

  /** Gives a session lines when its turn has come; resolves to how many were done before one was refused, or the session ended. */
  exchange(session: Session, lines: readonly string[], options: { timeoutMs: number; onAnswer: OnAnswer }): Promise<number> {
    return new Promise((over) => {
      this.#waiting.push({ session, lines, ...options, over, done: 0, sinceMs: 0 });
      if (!this.#current) this.#begin();
    });
  }

  #begin(): void {
    const exchange = this.#waiting.shift();
    this.#current = exchange;
    if (!exchange) return;
    this.#text = '';
    this.#searched = 0;
    exchange.sinceMs = performance.now();
    this.#watch = setInterval(() => this.#look(exchange), PATIENCE_MS).unref();
    if (this.#lost || !exchange.session.write(exchange.lines.map((line) => `${line}\n${END_LINE}\n`).join(''))) this.#finish(exchange);
  }

  #push(chunk: string): void {
    const exchange = this.#current;
    if (!exchange) return;
    this.#text += chunk;
    for (let end = this.#nextEnd(); end; end = this.#nextEnd()) {
      const text = this.#text.slice(0, end.index);
      this.#text = this.#text.slice(end.index + end[0].length);
      this.#searched = 0;
      const nowMs = performance.now();
      const index = exchange.done;
      exchange.done += 1;
      const answer = { text, durationMs: nowMs - exchange.sinceMs };
      exchange.sinceMs = nowMs;
      exchange.onAnswer(index, answer);
    }
    exchange.session.letGo();
    if (exchange.done === exchange.lines.length || FAILED.test(this.#text)) this.#finish(exchange);
  }

  #nextEnd(): RegExpExecArray | null {
    END.lastIndex = this.#searched;
    const end = END.exec(this.#text);
    // It is a line of its own, so it begins behind the last newline, where it has not come whole yet.
    this.#searched = this.#text.lastIndexOf('\n') + 1;
    return end;
  }

  /** Looks whether a session that does not answer is there at all, with an empty line, which it passes over. */
  #look(exchange: Exchange): void {
    exchange.session.letGo();
    this.#lost = performance.now() - exchange.sinceMs > exchange.timeoutMs;
    if (this.#lost || !exchange.session.write('\n')) this.#finish(exchange);
  }

  #finish(exchange: Exchange): void {
    clearInterval(this.#watch);
    exchange.over(exchange.done);
    this.#begin();
  }
}
