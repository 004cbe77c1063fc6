import type { Readable } from 'node:stream';

/** What the agent writes between texts: a command begins, a command ends, the job ends. */
export type Marker =
  | { readonly kind: 'begin'; readonly id: number; readonly atMs: number }
  | { readonly kind: 'end'; readonly id: number; readonly exitCode: number; readonly atMs: number }
  | { readonly kind: 'job-end' };

function parseMarker(text: string): Marker {
  const [id = '', second = '', third = ''] = text.slice(1).split(' ');
  switch (text[0]) {
    case 'b':
      return { kind: 'begin', id: Number(id), atMs: Number(second) * 1000 };
    case 'e':
      return { kind: 'end', id: Number(id), exitCode: Number(second), atMs: Number(third) * 1000 };
    case 'x':
      return { kind: 'job-end' };
    default:
      throw new RangeError(`the sandbox sent an unknown marker '${text}'`);
  }
}

/** Takes a slot's stream apart: text and markers alternate, with a NUL between them, since no text holds one. */
export class SlotReader {
  #inMarker = false;
  #marker = '';
  readonly #onText: (text: string) => void;
  readonly #onMarker: (marker: Marker) => void;

  constructor(onText: (text: string) => void, onMarker: (marker: Marker) => void) {
    this.#onText = onText;
    this.#onMarker = onMarker;
  }

  push(chunk: string): void {
    let rest = chunk;
    while (rest !== '') {
      const cut = rest.indexOf('\0');
      const part = cut < 0 ? rest : rest.slice(0, cut);
      if (this.#inMarker) this.#marker += part;
      else if (part !== '') this.#onText(part);
      if (cut < 0) return;
      if (this.#inMarker) {
        const marker = parseMarker(this.#marker);
        this.#marker = '';
        this.#inMarker = false;
        this.#onMarker(marker);
      } else {
        this.#inMarker = true;
      }
      rest = rest.slice(cut + 1);
    }
  }
}

/** Calls for each line of a stream as it comes, its newline taken off. */
export function onLines(readable: Readable, onLine: (line: string) => void): void {
  let rest = '';
  readable.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}
