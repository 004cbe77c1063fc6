import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { HOST } from '../model/names.ts';

/** How many sessions may be spoken to at once. */
export const LANES = 4;

/** How many FIFOs the agent makes at a time, the first ones before it is ready. */
export const FIFOS_AT_A_TIME = 16;

/** No command of ip(8); its complaint says that the line before is over. */
const END_LINE = '=end=';
const END = /Object "=end=" is unknown[^\n]*\nCommand failed -:\d+\n/g;
const LONGEST_END = 200;
const FAILED = /^Command failed -:\d+\n/m;

/** How often to look whether a session that does not answer is still there, in milliseconds. */
const PATIENCE_MS = 100;

/** What a line led to; `undefined` in its place where the session ended instead. */
export interface Answer {
  readonly ok: boolean;
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

  /** Does lines in a namespace, one after the other whatever becomes of them. */
  async run(netns: string, lines: readonly string[], timeoutMs: number): Promise<Answers> {
    const session = await this.begin(netns);
    const answers = await session.lane.exchange(session, lines, timeoutMs);
    if (answers.at(-1) === undefined && this.#open.get(netns) === session) this.#end(netns, session);
    return answers;
  }

  /** The sandbox is ready, and the session of its host with it. */
  ready(): void {
    this.#opened(HOST, 0);
  }

  /** Begins the session of a namespace, where there is none. */
  async begin(netns: string): Promise<Session> {
    return this.#open.get(netns) ?? (await this.#start(netns));
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

type Answers = readonly (Answer | undefined)[];

/** Lines that a session was given, and its answers so far. */
interface Exchange {
  readonly session: Session;
  readonly lines: readonly string[];
  readonly answers: Answer[];
  readonly done: (answers: Answers) => void;
  /** How long it may be silent. */
  readonly timeoutMs: number;
  /** When the line under way began. */
  sinceMs: number;
}

/** One pipe out of the sandbox, on which one session at a time answers. */
class Lane {
  #text = '';
  /** Up to here the text is known to hold no end of a line. */
  #searched = 0;
  #current: Exchange | undefined;
  #watch: NodeJS.Timeout | undefined;
  readonly #waiting: Exchange[] = [];

  constructor(readable: Readable) {
    readable.setEncoding('utf8').on('data', (chunk: string) => this.#push(chunk));
  }

  /** Gives a session lines when its turn has come; an answer is missing where the session ended before it. */
  exchange(session: Session, lines: readonly string[], timeoutMs: number): Promise<Answers> {
    return new Promise((done) => {
      this.#waiting.push({ session, lines, timeoutMs, answers: [], done, sinceMs: 0 });
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
    if (!exchange.session.write(exchange.lines.map((line) => `${line}\n${END_LINE}\n`).join(''))) this.#finish(exchange);
  }

  #push(chunk: string): void {
    const exchange = this.#current;
    if (!exchange) return;
    this.#text += chunk;
    for (let end = this.#nextEnd(); end; end = this.#nextEnd()) {
      const said = this.#text.slice(0, end.index);
      this.#text = this.#text.slice(end.index + end[0].length);
      this.#searched = 0;
      const nowMs = performance.now();
      exchange.answers.push({ ok: !FAILED.test(said), text: said, durationMs: nowMs - exchange.sinceMs });
      exchange.sinceMs = nowMs;
    }
    exchange.session.letGo();
    if (exchange.answers.length === exchange.lines.length) this.#finish(exchange);
  }

  #nextEnd(): RegExpExecArray | null {
    END.lastIndex = this.#searched;
    const end = END.exec(this.#text);
    this.#searched = Math.max(0, this.#text.length - LONGEST_END);
    return end;
  }

  /** Looks whether a session that does not answer is there at all, with an empty line, which it passes over. */
  #look(exchange: Exchange): void {
    exchange.session.letGo();
    const late = performance.now() - exchange.sinceMs > exchange.timeoutMs;
    if (late || !exchange.session.write('\n')) this.#finish(exchange);
  }

  #finish(exchange: Exchange): void {
    clearInterval(this.#watch);
    exchange.done(exchange.lines.map((_, index) => exchange.answers[index]));
    this.#begin();
  }
}
