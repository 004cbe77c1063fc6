import { EXIT, type ExitCode } from '../model/errors.ts';

const CODES = { SIGHUP: EXIT.hup, SIGINT: EXIT.int, SIGTERM: EXIT.term } as const;
type Signal = keyof typeof CODES;

/**
 * Turns the first HUP, INT or TERM into an orderly end and the second into an end at once. At once is safe: with this
 * process its sandbox dies.
 */
export class Interrupts {
  #first: Signal | undefined;
  #listener: () => void = () => undefined;

  constructor(stopNow: (code: ExitCode) => void) {
    for (const signal of Object.keys(CODES) as Signal[]) {
      process.on(signal, () => {
        if (this.#first !== undefined) return stopNow(CODES[this.#first]);
        this.#first = signal;
        this.#listener();
      });
    }
  }

  /** Called once, with the first signal; at once where it has come already. */
  onFirst(listener: () => void): void {
    this.#listener = listener;
    if (this.#first !== undefined) listener();
  }

  /** The exit code of the signal that came, if one did. */
  exitCode(): ExitCode | undefined {
    return this.#first === undefined ? undefined : CODES[this.#first];
  }
}
