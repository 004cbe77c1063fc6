import type { PipeReader } from '../exec/pipes.ts';

/** What the agent writes between texts: a command begins, a command ends, the job ends, with the exit code of its shell. */
export type Marker =
  | { readonly kind: 'begin'; readonly id: number; readonly atMs: number }
  | { readonly kind: 'end'; readonly id: number; readonly exitCode: number; readonly atMs: number }
  | { readonly kind: 'job-end'; readonly exitCode: number; readonly atMs: number };

function parseMarker(text: string): Marker {
  const [id = '', second = '', third = ''] = text.slice(1).split(' ');
  switch (text[0]) {
    case 'b':
      return { kind: 'begin', id: Number(id), atMs: Number(second) * 1000 };
    case 'e':
      return { kind: 'end', id: Number(id), exitCode: Number(second), atMs: Number(third) * 1000 };
    case 'x':
      return { kind: 'job-end', exitCode: Number(second), atMs: Number(third) * 1000 };
    default:
      throw new RangeError(`the sandbox sent an unknown marker '${text}'`);
  }
}

/** Takes a slot's stream apart: text, and markers between NULs, which are told from what a program prints by a token that it cannot know. */
export class SlotReader {
  #rest = '';
  readonly #begin: string;
  readonly #onText: (text: string) => void;
  readonly #onMarker: (marker: Marker) => void;

  constructor(token: string, onText: (text: string) => void, onMarker: (marker: Marker) => void) {
    this.#begin = `\0${token} `;
    this.#onText = onText;
    this.#onMarker = onMarker;
  }

  push(chunk: string): void {
    let rest = this.#rest + chunk;
    for (let at = rest.indexOf(this.#begin); at >= 0; at = rest.indexOf(this.#begin)) {
      const end = rest.indexOf('\0', at + 1);
      if (end < 0) break;
      if (at > 0) this.#onText(rest.slice(0, at));
      this.#onMarker(parseMarker(rest.slice(at + this.#begin.length, end)));
      rest = rest.slice(end + 1);
    }
    const kept = this.#markerIn(rest);
    if (kept > 0) this.#onText(rest.slice(0, kept));
    this.#rest = rest.slice(kept);
  }

  /** Where a marker begins, or may begin, that has not come whole yet; the end where none does. */
  #markerIn(text: string): number {
    const whole = text.indexOf(this.#begin);
    if (whole >= 0) return whole;
    const last = text.lastIndexOf('\0');
    return last >= 0 && this.#begin.startsWith(text.slice(last)) ? last : text.length;
  }
}

/** Calls for each line of a pipe as it comes, its newline taken off. */
export function onLines(pipe: PipeReader, onLine: (line: string) => void): void {
  let rest = '';
  pipe.onText((chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}
