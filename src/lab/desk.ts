import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { PipeEnd } from '../exec/pipes.ts';
import { openEnd } from '../exec/socket-ends.ts';
import { type CellPlace, cellProcess } from '../sandbox/cell.ts';
import { onLines } from '../sandbox/stream.ts';

/** Where the commands of a lab leave their requests, inside the cell. */
const FOLDER = '/run/netscenario/desk';

/** The same, seen from outside. */
export function deskFolder(place: CellPlace): string {
  return `${cellProcess(place)}/root${FOLDER}`;
}

/** What is asked at the desk of a lab, by a small command inside. */
export interface Request {
  /** The command's name, e.g. `check`. */
  readonly verb: string;
  /** The words behind it, as one line. */
  readonly words: string;
  /** How wide the terminal is; `undefined` where it is none. */
  readonly columns: number | undefined;
}

export interface Answer {
  readonly exitCode: number;
  readonly text: string;
}

/** How long to wait for the one who asked to listen, in milliseconds. */
const LISTENING_MS = 5_000;
const PAUSE_MS = 10;

/** Answers what is asked inside a cell, one request after the other, until it is closed. */
export class Desk {
  readonly #folder: string;
  readonly #requests: PipeEnd;
  #last: Promise<void> = Promise.resolve();

  constructor(place: CellPlace, answer: (request: Request) => Promise<Answer>) {
    this.#folder = deskFolder(place);
    // For writing too, so that there is no end of file between two requests.
    const fd = openSync(`${this.#folder}/requests`, constants.O_RDWR | constants.O_NONBLOCK);
    this.#requests = openEnd(fd, 'reads');
    onLines(this.#requests, (line) => {
      const [, from = '', columns = '', verb = '', words = ''] = /^(\d+)\t(\d+)\t([\w-]+)\t(.*)$/.exec(line) ?? [];
      if (from === '') return;
      const request = { verb, words, columns: columns === '0' ? undefined : Number(columns) };
      this.#last = this.#last.then(async () => this.#reply(from, await answer(request))).catch(() => undefined);
    });
  }

  async #reply(to: string, { exitCode, text }: Answer): Promise<void> {
    const fd = await this.#open(`${this.#folder}/reply.${to}`);
    if (fd === undefined) return;
    try {
      let rest = Buffer.from(`${exitCode}\n${text}`);
      while (rest.length > 0) {
        try {
          rest = rest.subarray(writeSync(fd, rest));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
          await delay(PAUSE_MS);
        }
      }
    } finally {
      closeSync(fd);
    }
  }

  /** Opens a FIFO once somebody reads it; gives up on one who has gone away. */
  async #open(path: string): Promise<number | undefined> {
    for (let waitedMs = 0; waitedMs < LISTENING_MS; waitedMs += PAUSE_MS) {
      try {
        return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENXIO') return undefined;
        await delay(PAUSE_MS);
      }
    }
    return undefined;
  }

  close(): void {
    this.#requests.close();
  }
}
