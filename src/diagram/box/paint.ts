import { type Look, widthOf } from '../label.ts';
import type { Heights } from './align.ts';
import { Canvas } from './canvas.ts';
import type { Routing } from './route.ts';
import type { Row } from './rows.ts';

type Side = 'left' | 'right';

/** Where the two columns and the gutter between them lie. */
export interface Geometry {
  readonly left: number;
  readonly gutter: number;
  readonly right: number;
  /** Columns from one vertical line of the gutter to the next. */
  readonly pitch: 1 | 2;
}

export interface Picture {
  readonly rows: Readonly<Record<Side, readonly Row[]>>;
  readonly heights: Heights;
  readonly routing: Routing;
  readonly geometry: Geometry;
  /** Cables by id that are drawn as news. */
  readonly news: ReadonlySet<string>;
}

/** Columns that a wall and the blank inside it take. */
const WALL = 2;

/** Draws boxes and cables. */
export function paint(picture: Picture): Canvas {
  const canvas = new Canvas();
  for (const side of ['left', 'right'] as const) paintColumn(canvas, picture, side);
  for (const wire of picture.routing.wires) paintWire(canvas, picture, wire);
  return canvas;
}

function paintColumn(canvas: Canvas, { rows, heights, geometry }: Picture, side: Side): void {
  const start = side === 'left' ? 0 : geometry.left + geometry.gutter;
  const column = rows[side];
  const open: { x: number; end: number; look: Look; line: number }[] = [];
  for (const [index, row] of column.entries()) {
    const line = heights[side][index] ?? 0;
    const x = start + row.frame.depth * WALL;
    const end = start + geometry[side] - 1 - row.frame.depth * WALL;
    const { look } = row.frame;
    if (row.kind === 'open') {
      canvas.put(x, line, `┌${'─'.repeat(end - x - 1)}┐`, look);
      canvas.put(x + WALL, line, ' '.repeat(widthOf(row.label) + 2), look);
      canvas.label(x + WALL + 1, line, row.label);
      open.push({ x, end, look, line });
    } else if (row.kind === 'close') {
      canvas.put(x, line, `└${'─'.repeat(end - x - 1)}┘`, look);
      const frame = open.pop();
      for (let between = (frame?.line ?? line) + 1; between < line; between += 1) {
        canvas.put(x, between, '│', look);
        canvas.put(end, between, '│', look);
      }
    } else {
      const nextToSocket = side === 'left' && row.device !== undefined;
      canvas.label(nextToSocket ? end - 1 - widthOf(row.label) : x + WALL, line, row.label);
    }
  }
}

function paintWire(canvas: Canvas, { rows, geometry, news }: Picture, { id, ends, lines, track }: Routing['wires'][number]): void {
  const look: Look = news.has(id) ? 'news' : 'cable';
  const right = geometry.left + geometry.gutter;
  const turn = track === undefined ? undefined : geometry.left + 1 + (geometry.pitch - 1) + track * geometry.pitch;
  for (const [index, { side, row }] of ends.entries()) {
    const line = lines[index === 0 ? 0 : 1];
    const depth = (rows[side][row]?.frame.depth ?? 0) * WALL;
    const socket = side === 'left' ? geometry.left - 1 - depth : right + depth;
    const inner = turn ?? (side === 'left' ? right : right - 1);
    canvas.put(socket, line, side === 'left' ? '╞' : '╡', look);
    const [from, to] = side === 'left' ? [socket + 1, inner - 1] : [inner + 1, socket - 1];
    for (let x = from; x <= to; x += 1) canvas.cable(x, line, '═', look);
  }
  if (turn === undefined) return;
  const [top, bottom] = [Math.min(...lines), Math.max(...lines)];
  for (const [index, { side }] of ends.entries()) {
    const line = lines[index === 0 ? 0 : 1];
    const corner = side === 'left' ? (line === top ? '╗' : '╝') : line === top ? '╔' : '╚';
    canvas.put(turn, line, corner, look);
  }
  for (let line = top + 1; line < bottom; line += 1) canvas.cable(turn, line, '║', look);
}
