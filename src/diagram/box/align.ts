import type { Row } from './rows.ts';

/** An end of a cable: a row of one of the columns. */
export interface End {
  readonly side: 'left' | 'right';
  readonly row: number;
}

/** A cable between rows; the left end first where they are on different sides. */
export interface Wire {
  readonly id: string;
  readonly ends: readonly [End, End];
}

/** The line of the picture on which each row is, by side. */
export interface Heights {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/** Says that the row `to` is below the row `from`; rows are numbered through, those on the right after those on the left. */
interface Below {
  readonly from: number;
  readonly to: number;
}

/**
 * Gives each row its line: rows of a column keep their order, as many cables as possible run straight, and no line
 * holds the ends of two cables, so that they can be laid without touching.
 */
export function alignRows(left: readonly Row[], right: readonly Row[], wires: readonly Wire[]): Heights {
  const node = ({ side, row }: End) => (side === 'left' ? row : left.length + row);
  const order: Below[] = [...chain(0, left.length), ...chain(left.length, right.length)];
  const level = straightWires(wires).map(({ ends: [a, b] }) => [node(a), node(b)] as const);
  const wireAt = new Map(wires.flatMap(({ id, ends }) => ends.map((end) => [node(end), id] as const)));
  for (;;) {
    const lines = settle(left.length + right.length, order, level);
    const clashes = sharedLine(lines, left.length, wireAt);
    if (!clashes) return { left: tightened(left, lines.slice(0, left.length)), right: tightened(right, lines.slice(left.length)) };
    order.push(clashes);
  }
}

function chain(start: number, count: number): readonly Below[] {
  return Array.from({ length: Math.max(0, count - 1) }, (_, index) => ({ from: start + index, to: start + index + 1 }));
}

/** The largest set of cables from left to right that do not cross: a longest increasing subsequence. */
function straightWires(wires: readonly Wire[]): readonly Wire[] {
  const across = wires
    .filter(({ ends: [a, b] }) => a.side === 'left' && b.side === 'right')
    .sort((first, second) => first.ends[0].row - second.ends[0].row);
  const best: (readonly Wire[])[] = [];
  for (const wire of across) {
    const before = best.filter((run) => (run.at(-1)?.ends[1].row ?? 0) < wire.ends[1].row);
    best.push([...longest(before), wire]);
  }
  return longest(best);
}

function longest(runs: readonly (readonly Wire[])[]): readonly Wire[] {
  return runs.reduce<readonly Wire[]>((found, run) => (run.length > found.length ? run : found), []);
}

/** The topmost line for each row that satisfies all. */
function settle(count: number, order: readonly Below[], level: readonly (readonly [number, number])[]): number[] {
  const lines = new Array<number>(count).fill(0);
  const at = (node: number) => lines[node] ?? 0;
  for (let moved = true; moved; ) {
    moved = false;
    const lower = (node: number, line: number) => {
      if (at(node) >= line) return;
      lines[node] = line;
      moved = true;
    };
    for (const { from, to } of order) lower(to, at(from) + 1);
    for (const [a, b] of level) {
      lower(a, at(b));
      lower(b, at(a));
    }
  }
  return lines;
}

/** Two ends of different cables on one line, if there are any: the right one has to go below. */
function sharedLine(lines: readonly number[], leftCount: number, wireAt: ReadonlyMap<number, string>): Below | undefined {
  const taken = new Map([...wireAt].filter(([node]) => node < leftCount).map(([node, id]) => [lines[node], { node, id }]));
  for (const [node, id] of wireAt) {
    const other = node < leftCount ? undefined : taken.get(lines[node]);
    if (other && other.id !== id) return { from: other.node, to: node };
  }
  return undefined;
}

/** Moves the upper walls down to what they enclose. */
function tightened(rows: readonly Row[], lines: readonly number[]): readonly number[] {
  const result = [...lines];
  for (let index = rows.length - 2; index >= 0; index -= 1) if (rows[index]?.kind === 'open') result[index] = (result[index + 1] ?? 0) - 1;
  return result;
}
