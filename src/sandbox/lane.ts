import { closeSync, constants, openSync, writeSync } from 'node:fs';
import type { PipeReader } from '../exec/pipes.ts';
import { clockMs } from '../model/clock.ts';
import { MAX_OUTPUT } from './job.ts';

/** How lines are handed to a process, and how its answers are told apart. */
interface Dialogue {
  /** A line as it is written. */
  readonly ask: (line: string) => string;
  /** What stands behind the answer to a line that was done. */
  readonly end: RegExp;
  /** The last character of that, and of what says that a line is refused: where it has not come, nothing is over. */
  readonly last: string;
  /** What is said once a line is refused. The process ends then, so that nothing after it is done. */
  readonly failed: RegExp;
}

/**
 * Of ip(8) something more is asked after each line: what it prints says that the line is over, and looks like nothing else that
 * a session is asked for. (Not every listing will do: after an `ip link show`, `ip address show` prints other fields.)
 */
export const LINES: Dialogue = {
  ask: (line) => `${line}\nnetconf show dev lo\n`,
  end: /^\[\{"family":"inet","interface":"lo",[^\n]*\n/gm,
  last: '\n',
  failed: /^Command failed -:\d+\n/m,
};

/** What bridge(8) prints for a line is JSON, and a line too. Before it there may be a remark, which ends otherwise. */
export const LISTS: Dialogue = { ask: (line) => `${line}\n`, end: /(?<=\])\n/g, last: '\n', failed: /^Command failed -:\d+\n/m };

/** A shell says the exit code of each program by itself (`templates/sandbox/session.sh`). */
export const PROGRAMS: Dialogue = { ask: (line) => `${line}\n`, end: /\0{1}0\0/g, last: '\0', failed: /\0[1-9]\d*\0/ };

/** How often to look whether a session that does not answer is still there, in milliseconds. */
const PATIENCE_MS = 100;

/** What is kept of an answer that is too long, in characters. */
const TAIL = 65_536;

/** So long a process may take to begin, in milliseconds: one that is given up before that would answer in another's place. */
const BEGIN_MS = 10_000;

/** What a line led to that was not refused. */
export interface Answer {
  /** What it printed, on either stream. */
  readonly text: string;
  readonly durationMs: number;
}

/** How long, and how often, a process that has never answered is waited for before its end is closed (milliseconds). */
const LOOK_MS = 20;
const LOOKS = 500;

/** The near end of a FIFO from which a process of a session reads. */
export class Inlet {
  /** Held until the process has opened its end: a FIFO without a reader could not be opened, nor written to. */
  #reader: number | undefined;
  #writer: number | undefined;
  #heard = false;

  constructor(fifo: string) {
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

  /** The process has answered, and so it has opened its end. */
  hear(): void {
    this.#heard = true;
    this.letGo();
  }

  get heard(): boolean {
    return this.#heard;
  }

  /** From now on a write tells whether the process is there. */
  letGo(): void {
    if (this.#reader !== undefined) closeSync(this.#reader);
    this.#reader = undefined;
  }

  /**
   * Ends what the process reads. One that has not opened its end yet would wait there for somebody to write, and hold its
   * namespace: the end is kept for it until it has.
   */
  close(looks = LOOKS): void {
    this.letGo();
    if (this.#writer === undefined) return;
    if (!this.#heard && looks > 0 && !this.write('\n')) {
      setTimeout(() => this.close(looks - 1), LOOK_MS).unref();
      return;
    }
    closeSync(this.#writer);
    this.#writer = undefined;
  }
}

export type OnAnswer = (index: number, answer: Answer) => void;

/** Lines that a process was given. */
interface Exchange {
  readonly inlet: Inlet;
  readonly dialogue: Dialogue;
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

export interface ExchangeOptions {
  readonly dialogue: Dialogue;
  readonly timeoutMs: number;
  readonly onAnswer: OnAnswer;
}

/** One pipe out of the sandbox, on which one session at a time answers. */
export class Lane {
  #text = '';
  /** Up to here the text is known to hold no end of a line. */
  #searched = 0;
  #current: Exchange | undefined;
  /** One for many exchanges, since they are short. */
  #watch: NodeJS.Timeout | undefined;
  /** A session that was given up may still answer here, so that nobody else can be heard. */
  #lost = false;
  readonly #waiting: Exchange[] = [];

  constructor(pipe: PipeReader) {
    pipe.onText((chunk) => this.#push(chunk));
  }

  /** Gives a process lines when its turn has come; resolves to how many were done before one was refused, or the process ended. */
  exchange(inlet: Inlet, lines: readonly string[], options: ExchangeOptions): Promise<number> {
    return new Promise((over) => {
      this.#waiting.push({ inlet, lines, ...options, over, done: 0, sinceMs: 0 });
      if (!this.#current) this.#begin();
    });
  }

  #begin(): void {
    const exchange = this.#waiting.shift();
    this.#current = exchange;
    if (!exchange) return;
    this.#text = '';
    this.#searched = 0;
    exchange.sinceMs = clockMs();
    this.#watch ??= setInterval(() => this.#look(), PATIENCE_MS).unref();
    if (this.#lost || !exchange.inlet.write(exchange.lines.map(exchange.dialogue.ask).join(''))) this.#finish(exchange);
  }

  #push(chunk: string): void {
    const exchange = this.#current;
    if (!exchange) return;
    this.#text += chunk;
    this.#shorten();
    exchange.inlet.hear();
    // A long answer comes in many pieces, and to search all of it for each of them would take longer than the answer.
    if (!chunk.includes(exchange.dialogue.last)) return;
    for (let end = this.#nextEnd(exchange); end; end = this.#nextEnd(exchange)) {
      const text = this.#text.slice(0, end.index);
      this.#text = this.#text.slice(end.index + end[0].length);
      this.#searched = 0;
      const nowMs = clockMs();
      const index = exchange.done;
      exchange.done += 1;
      const answer = { text, durationMs: nowMs - exchange.sinceMs };
      exchange.sinceMs = nowMs;
      exchange.onAnswer(index, answer);
    }
    if (exchange.done === exchange.lines.length || exchange.dialogue.failed.test(this.#text)) this.#finish(exchange);
  }

  #nextEnd({ dialogue: { end: pattern } }: Exchange): RegExpExecArray | null {
    pattern.lastIndex = this.#searched;
    const end = pattern.exec(this.#text);
    // It holds no newline but its last character, so it begins behind the last one, where it has not come whole yet.
    this.#searched = this.#text.lastIndexOf('\n') + 1;
    return end;
  }

  /** Of an answer that is too long the end is kept, so that it can be found, and no listing that is cut off can be read. */
  #shorten(): void {
    if (this.#text.length <= MAX_OUTPUT) return;
    this.#text = this.#text.slice(-TAIL);
    this.#searched = 0;
  }

  /** Looks whether a session that does not answer is there at all, with an empty line, which it passes over. */
  #look(): void {
    const exchange = this.#current;
    if (!exchange) {
      clearInterval(this.#watch);
      this.#watch = undefined;
      return;
    }
    if (clockMs() - exchange.sinceMs < PATIENCE_MS) return;
    if (!exchange.inlet.heard && clockMs() - exchange.sinceMs < Math.min(BEGIN_MS, exchange.timeoutMs)) return;
    exchange.inlet.letGo();
    this.#lost = clockMs() - exchange.sinceMs > exchange.timeoutMs;
    if (this.#lost || !exchange.inlet.write('\n')) this.#finish(exchange);
  }

  #finish(exchange: Exchange): void {
    exchange.over(exchange.done);
    this.#begin();
  }
}
