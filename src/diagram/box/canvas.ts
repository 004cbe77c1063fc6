import { displayWidth } from '../../model/width.ts';
import type { Label, Look } from '../label.ts';

interface Cell {
  /** Empty behind a wide character. */
  readonly text: string;
  readonly look: Look;
}

/** SGR parameters of each look (ECMA-48). */
const SGR: Readonly<Record<Look, string | undefined>> = {
  plain: undefined,
  wall: '2',
  title: '1',
  down: '33',
  cable: '36',
  news: '1;32',
};

/** What a cable's line becomes where another line crosses it. */
const CROSSINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '═': { '│': '╪', '║': '╬' },
  '║': { '─': '╫', '═': '╬' },
};

/** A grid of characters with a look each, which grows downwards. */
export class Canvas {
  readonly #cells: Cell[][] = [];

  put(x: number, line: number, text: string, look: Look): void {
    while (this.#cells.length <= line) this.#cells.push([]);
    const row = this.#cells[line] ?? [];
    while (row.length < x) row.push({ text: ' ', look: 'plain' });
    let column = x;
    for (const character of text) {
      row[column] = { text: character, look };
      column += 1;
      if (displayWidth(character) === 2) {
        row[column] = { text: '', look };
        column += 1;
      }
    }
  }

  label(x: number, line: number, { words, gap }: Label): void {
    let column = x;
    for (const { text, look } of words) {
      this.put(column, line, text, look);
      column += displayWidth(text) + gap;
    }
  }

  /** Lays a piece of cable, across whatever line is there. */
  cable(x: number, line: number, piece: '═' | '║', look: Look): void {
    const under = this.#cells[line]?.[x]?.text ?? ' ';
    this.put(x, line, CROSSINGS[piece]?.[under] ?? piece, look);
  }

  lines(colour: boolean): readonly string[] {
    return this.#cells.map((row) => (colour ? coloured(row) : row.map(({ text }) => text).join('')).trimEnd());
  }
}

function coloured(row: readonly Cell[]): string {
  let text = '';
  let look: Look = 'plain';
  for (const cell of [...row, { text: '', look: 'plain' } as const]) {
    if (cell.look !== look) {
      if (SGR[look]) text += '\u001b[0m';
      if (SGR[cell.look]) text += `\u001b[${SGR[cell.look]}m`;
      look = cell.look;
    }
    text += cell.text;
  }
  return text;
}
