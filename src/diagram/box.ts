import type { Network } from '../model/network.ts';
import { alignRows, type End, type Heights, type Wire } from './box/align.ts';
import { columnsOf } from './box/columns.ts';
import { type Geometry, paint } from './box/paint.ts';
import { type Routing, routeWires } from './box/route.ts';
import { type Row, type RowOptions, rowsOf, widthOfRows } from './box/rows.ts';
import { sceneOf } from './compose.ts';
import { type Area, type Cable, devicesIn, hasNews, type Scene, type SceneOptions } from './scene.ts';
import { shorten } from './width.ts';
import { WORDS } from './words.ts';

export interface BoxOptions extends SceneOptions {
  /** Columns of the terminal; 80 where they are not known, which some terminals say as 0. The picture is never wider, but for less than 40. */
  readonly columns?: number | undefined;
  readonly colour: boolean;
  /** Whether to say below what the marks mean, where there are any. */
  readonly legend?: boolean;
}

const USUAL_COLUMNS = 80;
const FEWEST_COLUMNS = 40;

/** Columns below which a box is not pressed, so that the names in it can be told apart. */
const NARROWEST_BOX = 15;

/** A gutter without vertical lines, where there is room and where there is not. */
const WIDE_GUTTER = 5;
const NARROW_GUTTER = 3;

/**
 * Draws a network with box-drawing characters, in lines that end with a newline: two columns of boxes with a gutter
 * between, through which the cables run. Double lines are cables, single ones walls; what is new since `before` is
 * marked with `+`, what changed with `*`, and both are green where there is colour.
 */
export function drawBox(network: Network, options: BoxOptions): string {
  const columns = Math.max(FEWEST_COLUMNS, options.columns || USUAL_COLUMNS);
  const scene = sceneOf(network, options);
  const { left, right } = columnsOf(scene);
  const words = WORDS[options.lang];
  const marks = hasNews(scene);
  let told: ReadonlyMap<string, string> = new Map();
  for (;;) {
    const drawn = scene.cables.filter(({ from }) => !told.has(from));
    const layout = layOut(left, right, drawn, columns, { marks, words, told, wired: new Set(drawn.flatMap(({ from, to }) => [from, to])) });
    if (!layout.fits) {
      told = new Map([...told, ...tellLast(scene, layout.routing)]);
      continue;
    }
    const news = new Set(scene.cables.filter((cable) => cable.news).map(({ id }) => id));
    const lines = paint({ ...layout, news }).lines(options.colour);
    const more = scene.more > 0 ? [shorten(words.moreNetns(scene.more), columns)] : [];
    return `${[...lines, ...more, ...(marks && options.legend ? [words.legend] : [])].join('\n')}\n`;
  }
}

interface Layout {
  readonly rows: { readonly left: readonly Row[]; readonly right: readonly Row[] };
  readonly heights: Heights;
  readonly routing: Routing;
  readonly geometry: Geometry;
  /** Whether the gutter leaves enough for the boxes. */
  readonly fits: boolean;
}

/** Finds widths and lines together: how the cables run says how wide the gutter is, and that how lines are broken. */
function layOut(
  left: readonly Area[],
  right: readonly Area[],
  cables: readonly Cable[],
  columns: number,
  options: Omit<RowOptions, 'width'>,
): Layout {
  const rowsAt = (areas: readonly Area[], width: number) => areas.flatMap((area) => rowsOf(area, { ...options, width }));
  const wishes = { left: wishOf(rowsAt(left, Number.POSITIVE_INFINITY)), right: wishOf(rowsAt(right, Number.POSITIVE_INFINITY)) };
  const boxes = (left.length > 0 ? 1 : 0) + (right.length > 0 ? 1 : 0);
  let tracks = 0;
  for (;;) {
    const geometry = geometryFor(wishes, tracks, columns);
    const rows = { left: rowsAt(left, geometry.left), right: rowsAt(right, geometry.right) };
    const wires = wiresOf(cables, rows.left, rows.right);
    const heights = alignRows(rows.left, rows.right, wires);
    const routing = routeWires(wires, heights);
    const fits = routing.tracks + NARROW_GUTTER - 1 <= columns - boxes * NARROWEST_BOX;
    if (routing.tracks <= tracks || !fits) return { rows, heights, routing, geometry, fits };
    tracks = routing.tracks;
  }
}

interface Wish {
  readonly all: number;
  /** Without what may be broken into lines. */
  readonly hard: number;
}

function wishOf(rows: readonly Row[]): Wish {
  return { all: widthOfRows(rows), hard: widthOfRows(rows.filter((row) => row.kind !== 'text' || !row.soft)) };
}

/** Shares the columns among the boxes and the gutter; devices come before what may be broken into lines. */
function geometryFor({ left, right }: { readonly left: Wish; readonly right: Wish }, tracks: number, columns: number): Geometry {
  const { wide, narrow } = guttersFor(tracks, right.all > 0);
  const all = left.all + right.all;
  const isWide = all + wide <= columns || (all + narrow > columns && left.hard + wide + right.hard <= columns);
  const gutter = isWide ? wide : narrow;
  const pitch = isWide ? 2 : 1;
  const room = columns - gutter;
  const spare = room - left.hard - right.hard;
  if (spare >= 0) {
    const [softLeft, softRight] = [left.all - left.hard, right.all - right.hard];
    const toRight = Math.min(softRight, Math.max(Math.floor(spare / 2), spare - softLeft));
    return { left: left.hard + Math.min(softLeft, spare - toRight), gutter, right: right.hard + toRight, pitch };
  }
  const half = Math.floor(room / 2);
  if (left.hard <= half) return { left: left.hard, gutter, right: room - left.hard, pitch };
  if (right.hard <= half) return { left: room - right.hard, gutter, right: right.hard, pitch };
  return { left: room - half, gutter, right: half, pitch };
}

function guttersFor(tracks: number, between: boolean): { readonly wide: number; readonly narrow: number } {
  if (tracks > 0) return { wide: 2 * tracks + 3, narrow: tracks + 2 };
  return between ? { wide: WIDE_GUTTER, narrow: NARROW_GUTTER } : { wide: 0, narrow: 0 };
}

function wiresOf(cables: readonly Cable[], left: readonly Row[], right: readonly Row[]): readonly Wire[] {
  const ends = new Map<string, End>();
  for (const [side, rows] of [['left', left] as const, ['right', right] as const])
    for (const [row, entry] of rows.entries()) if (entry.kind === 'text' && entry.device) ends.set(entry.device, { side, row });
  return cables.flatMap(({ id, from, to }) => {
    const [a, b] = [ends.get(from), ends.get(to)];
    if (!a || !b) return [];
    return [{ id, ends: a.side === 'right' && b.side === 'left' ? ([b, a] as const) : ([a, b] as const) }];
  });
}

/** Both ends of a cable on the last track, in words. */
function tellLast({ cables, areas }: Scene, { wires }: Routing): readonly (readonly [string, string])[] {
  const last = wires.reduce((found, wire) => ((wire.track ?? -1) > (found.track ?? -1) ? wire : found));
  const nameOf = new Map(areas.flatMap((area) => devicesIn(area).map(({ id, name }) => [id, `═ ${name}@${area.title}`] as const)));
  const { from = '', to = '' } = cables.find(({ id }) => id === last.id) ?? {};
  return [
    [from, nameOf.get(to) ?? ''],
    [to, nameOf.get(from) ?? ''],
  ];
}
