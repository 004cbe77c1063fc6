import stringWidth from 'fast-string-width';

/** What a reader of a box picture sees: the lines, and nothing of how they came to be. */

export interface SeenDevice {
  readonly area: string;
  readonly name: string;
}

export interface SeenCable {
  readonly ends: readonly [SeenDevice, SeenDevice];
}

const OPPOSITE: Readonly<Record<string, string>> = { right: '╡', left: '╞' };

/** Where a line goes on, by the direction in which it comes to a bend. */
const BENDS: Readonly<Record<string, Readonly<Record<string, Direction>>>> = {
  '╗': { right: 'down', up: 'left' },
  '╝': { right: 'up', down: 'left' },
  '╔': { left: 'down', up: 'right' },
  '╚': { left: 'up', down: 'right' },
};

/** Stands for the second column of a wide character. */
const WIDE = '\ue000';

type Direction = 'up' | 'down' | 'left' | 'right';

const STEPS: Readonly<Record<Direction, readonly [number, number]>> = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] };

/** Whether a line runs on through a character in that direction. */
const THROUGH: Readonly<Record<Direction, string>> = { left: '═╪╬', right: '═╪╬', up: '║╬', down: '║╬' };

/** A picture as a grid, read by following its lines. */
export class BoxPicture {
  readonly #rows: readonly string[];
  /** The column in which the right boxes begin. */
  readonly #right: number;

  constructor(text: string) {
    // One character a column, as on a terminal: a wide one is followed by a mark.
    this.#rows = text.split('\n').map((row) => [...row].map((sign) => (stringWidth(sign) === 2 ? sign + WIDE : sign)).join(''));
    const widest = Math.max(...this.#rows.map((row) => row.lastIndexOf('┐')));
    const opening = this.#rows.find((row) => row.lastIndexOf('┐') === widest) ?? '';
    this.#right = opening.lastIndexOf('┌');
  }

  #at(x: number, y: number): string {
    return this.#rows[y]?.[x] ?? ' ';
  }

  /** Every cable, followed from one socket to the other; throws where a line leads nowhere. */
  cables(): readonly SeenCable[] {
    const sockets = this.#rows.flatMap((row, y) =>
      [...row].flatMap((character, x) => (character === '╞' || character === '╡' ? [{ x, y }] : [])),
    );
    const reached = new Set<string>();
    return sockets.flatMap(({ x, y }) => {
      if (reached.has(`${x},${y}`)) return [];
      const end = this.#follow(x, y);
      reached.add(`${end.x},${end.y}`);
      return [{ ends: [this.#deviceAt(x, y), this.#deviceAt(end.x, end.y)] as const }];
    });
  }

  #follow(startX: number, startY: number): { readonly x: number; readonly y: number } {
    let direction: Direction = this.#at(startX, startY) === '╞' ? 'right' : 'left';
    let [x, y] = [startX, startY];
    for (;;) {
      x += STEPS[direction][0];
      y += STEPS[direction][1];
      const character = this.#at(x, y);
      if (character === OPPOSITE[direction]) return { x, y };
      const turned: Direction | undefined = BENDS[character]?.[direction];
      if (turned) direction = turned;
      else if (!THROUGH[direction].includes(character))
        throw new Error(`the line ends at '${character}' in line ${y + 1}, column ${x + 1}`);
    }
  }

  #deviceAt(x: number, y: number): SeenDevice {
    const row = this.#rows[y] ?? '';
    const text = this.#at(x, y) === '╞' ? row.slice(row.lastIndexOf('│', x) + 1, x) : row.slice(x + 1, row.indexOf('│', x));
    return { area: this.#areaAt(x, y), name: firstWord(text) };
  }

  /** The title of the box whose left wall is in the column of its side. */
  #areaAt(x: number, y: number): string {
    const wall = x < this.#right ? 0 : this.#right;
    for (let line = y; line >= 0; line -= 1) {
      if (this.#at(wall, line) === '┌') return firstWord(this.#rows[line]?.slice(wall + 2) ?? '');
    }
    throw new Error(`line ${y + 1} is in no box`);
  }

  /** How often a name begins a title or a device's line in each box, `area/name` to count; lines that go on with others are passed over. */
  names(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const count = (x: number, y: number, text: string) => {
      const key = `${this.#areaAt(x, y)}/${firstWord(text)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    };
    const margin = this.#rows.some((row) => /[│╡─] [+*] /.test(row)) ? 2 : 0;
    for (const [y, row] of this.#rows.entries()) {
      for (const { index, 1: text = '' } of row.matchAll(/[│╡] ([^│╞╡┌└]+)(?=[│╞])/g)) {
        const socket = row[index] === '╡' || row[index + 2 + text.length] === '╞';
        const goesOn = text.search(/[^ ]/) > margin;
        if (text.trim() !== '' && (socket || !goesOn)) count(index, y, text);
      }
      for (const { index, 1: text = '' } of row.matchAll(/│ ┌─ ([^│┐]+)/g)) count(index, y, text);
    }
    return counts;
  }
}

function firstWord(text: string): string {
  const [word = ''] = text.replace(/^[\s─]*([+*] )?\s*/, '').split(/\s/);
  return word.replaceAll(WIDE, '');
}
