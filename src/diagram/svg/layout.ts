import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { graphOf } from './graph.ts';
import { PAD, type Size, type Writing } from './measure.ts';
import { areaRoom, deviceSize, switchRoom } from './room.ts';
import { type AreaUnion, devicesOf, type Union } from './union.ts';

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything lies, by id, in pixels. */
export interface Places extends Size {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly cables: ReadonlyMap<string, readonly Point[]>;
  /** The upper edge of the note in an area or a switch. */
  readonly notes: ReadonlyMap<string, number>;
}

/** Finds a place for everything with ELK's layered layout; the same things always get the same places. */
export async function placesFor(union: Union, writing: Writing): Promise<Places> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const laidOut = await new Elk.default().layout(graphOf(union, writing));
  const heights = new Map(union.areas.flatMap(devicesOf).map((device) => [device.id, deviceSize(device, writing).height]));
  const boxes = new Map<string, Box>();
  const cables = new Map<string, readonly Point[]>();
  const visit = ({ children = [], edges = [] }: ElkNode): void => {
    for (const node of children) {
      boxes.set(node.id, node.children ? boxOf(node) : withoutSlot(boxOf(node), heights.get(node.id)));
      visit(node);
    }
    for (const { id, sections = [] } of edges)
      cables.set(
        id,
        sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]),
      );
  };
  visit(laidOut);
  for (const area of union.areas) placePassing(boxes, area, writing);
  const { width, height } = boxOf(laidOut);
  return { width, height, boxes, cables, notes: notesOf(union, boxes, writing) };
}

function boxOf({ x = 0, y = 0, width = 0, height = 0 }: ElkNode): Box {
  return { x, y, width, height };
}

/** The box in the middle of its slot. */
function withoutSlot({ x, y, width, height }: Box, own = height): Box {
  return { x, y: y + (height - own) / 2, width, height: own };
}

/** Puts what is there only for a while where others come later. */
function placePassing(boxes: Map<string, Box>, area: AreaUnion, writing: Writing): void {
  const box = boxes.get(area.id);
  if (!box) return;
  const { title } = areaRoom(area, writing);
  for (const device of area.passing) boxes.set(device.id, { x: box.x + PAD, y: box.y + title.height, ...deviceSize(device, writing) });
}

function notesOf(union: Union, boxes: ReadonlyMap<string, Box>, writing: Writing): ReadonlyMap<string, number> {
  const heights = union.areas.flatMap((area) => [
    [area.id, areaRoom(area, writing).note.height] as const,
    ...area.switches.map((item) => [item.id, switchRoom(item, writing).note.height] as const),
  ]);
  return new Map(
    heights.map(([id, height]) => {
      const { y, height: all } = boxes.get(id) ?? { y: 0, height: 0 };
      return [id, y + all - height - PAD / 2];
    }),
  );
}
