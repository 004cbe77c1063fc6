import type { ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js';
import { areaLines, areaNote, deviceLines, PAD, type Size, sizeOf, switchLines, switchNote, type Writing } from './measure.ts';
import type { AreaUnion, DeviceUnion, SwitchUnion, Union } from './union.ts';

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

/** Distances, which ELK does not hand down to what is inside. */
const SPACING: LayoutOptions = {
  'elk.spacing.nodeNode': '12',
  'elk.layered.spacing.nodeNodeBetweenLayers': '32',
};

/** Boxes of one column begin at the same place. */
const ALIGNED: LayoutOptions = { 'elk.alignment': 'LEFT' };

const LAYOUT: LayoutOptions = {
  ...SPACING,
  'elk.algorithm': 'layered',
  // Cables run from left to right, so namespaces stand below one another and the picture stays narrow.
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.separateConnectedComponents': 'false',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.padding': '[top=4,left=4,bottom=4,right=4]',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
};

/** Finds a place for everything with ELK's layered layout; the same things always get the same places. */
export async function placesFor(union: Union, writing: Writing): Promise<Places> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  const slots = slotsOf(union, writing);
  const graph: ElkNode = {
    id: 'network',
    layoutOptions: LAYOUT,
    children: union.areas.map((area) => areaNode(area, writing, slots)),
    edges: union.cables.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  };
  const laidOut = await new Elk.default().layout(graph);
  const heights = new Map(devicesOf(union).map((device) => [device.id, deviceSize(device, writing).height]));
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

function devicesIn({ devices, switches }: AreaUnion): readonly DeviceUnion[] {
  return [...devices, ...switches.flatMap(({ ports }) => ports)];
}

function devicesOf({ areas }: Union): readonly DeviceUnion[] {
  return areas.flatMap(devicesIn);
}

/**
 * The heights of devices whose cables lead to namespaces with nothing but the other end: as high as these, so that they
 * can stand opposite and the cables run straight.
 */
function slotsOf({ areas, cables }: Union, writing: Writing): ReadonlyMap<string, number> {
  const endings = new Map(
    areas.flatMap((area) => {
      const [only] = area.devices;
      if (!only || devicesIn(area).length > 1) return [];
      const { title, least, note } = areaContents(area, writing);
      return [[only.id, title.height + Math.max(least.height, deviceSize(only, writing).height) + belowOf(note)] as const];
    }),
  );
  return new Map(
    cables.flatMap(({ from, to }) => {
      const [ending, other] = endings.has(to) ? [to, from] : [from, to];
      const height = endings.get(ending);
      return height === undefined || endings.has(other) ? [] : [[other, height] as const];
    }),
  );
}

/** Puts what is there only for a while where others come later. */
function placePassing(boxes: Map<string, Box>, { id, versions, passing }: AreaUnion, writing: Writing): void {
  const area = boxes.get(id);
  const top = titleSize(versions.map((version) => areaLines(version, writing))).height;
  for (const device of passing) {
    if (area) boxes.set(device.id, { x: area.x + PAD, y: area.y + top, ...deviceSize(device, writing) });
  }
}

function notesOf(union: Union, boxes: ReadonlyMap<string, Box>, writing: Writing): ReadonlyMap<string, number> {
  const heights = union.areas.flatMap((area) => [
    [area.id, areaNoteSize(area, writing).height] as const,
    ...area.switches.map((item) => [item.id, switchNoteSize(item, writing).height] as const),
  ]);
  return new Map(
    heights.map(([id, height]) => {
      const { y, height: all } = boxes.get(id) ?? { y: 0, height: 0 };
      return [id, y + all - height - PAD / 2];
    }),
  );
}

/** The room that all versions of a text need. */
function largest(versions: readonly (readonly string[])[]): Size {
  return enclosing(versions.map(sizeOf));
}

function enclosing(sizes: readonly Size[]): Size {
  return { width: Math.max(0, ...sizes.map(({ width }) => width)), height: Math.max(0, ...sizes.map(({ height }) => height)) };
}

function titleSize(versions: readonly (readonly string[])[]): Size {
  const { width, height } = largest(versions);
  return { width, height: height + PAD };
}

function areaNoteSize({ versions }: AreaUnion, writing: Writing): Size {
  return largest(versions.map((area) => areaNote(area, writing).flat()));
}

function switchNoteSize({ versions }: SwitchUnion, writing: Writing): Size {
  return largest(versions.map((item) => switchNote(item, writing)));
}

/** A box with a title, things inside and a note below them. */
interface Contents {
  readonly title: Size;
  /** The least room between the title and the note. */
  readonly least: Size;
  readonly note: Size;
}

function areaContents(area: AreaUnion, writing: Writing): Contents {
  return {
    title: titleSize(area.versions.map((version) => areaLines(version, writing))),
    least: enclosing(area.passing.map((device) => deviceSize(device, writing))),
    note: areaNoteSize(area, writing),
  };
}

function switchContents(item: SwitchUnion, writing: Writing): Contents {
  return {
    title: titleSize(item.versions.map((version) => switchLines(version, writing))),
    least: { width: 0, height: 0 },
    note: switchNoteSize(item, writing),
  };
}

type Slots = ReadonlyMap<string, number>;

function areaNode(area: AreaUnion, writing: Writing, slots: Slots): ElkNode {
  return compound(area.id, areaContents(area, writing), [
    ...area.devices.map((device) => deviceNode(device, writing, slots)),
    ...area.switches.map((item) => switchNode(item, writing, slots)),
  ]);
}

function switchNode(item: SwitchUnion, writing: Writing, slots: Slots): ElkNode {
  return compound(
    item.id,
    switchContents(item, writing),
    item.ports.map((port) => deviceNode(port, writing, slots)),
  );
}

/** The room from the things in a box to its lower edge. */
function belowOf(note: Size): number {
  return note.height + (note.height > 0 ? PAD : 0) + PAD;
}

function compound(id: string, { title, least, note }: Contents, children: ElkNode[]): ElkNode {
  const width = Math.max(title.width, least.width, note.width) + 2 * PAD;
  const height = title.height + least.height + belowOf(note);
  if (children.length === 0) return { id, width, height, layoutOptions: ALIGNED };
  return {
    id,
    children,
    layoutOptions: {
      ...ALIGNED,
      ...SPACING,
      'elk.padding': `[top=${title.height},left=${PAD},bottom=${belowOf(note)},right=${PAD}]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${width}, ${height})`,
    },
  };
}

function deviceSize({ versions }: DeviceUnion, writing: Writing): Size {
  const { width, height } = largest(versions.map((device) => deviceLines(device, writing)));
  return { width: width + 2 * PAD, height: height + PAD };
}

function deviceNode(device: DeviceUnion, writing: Writing, slots: Slots): ElkNode {
  const { width, height } = deviceSize(device, writing);
  return { id: device.id, width, height: Math.max(height, slots.get(device.id) ?? 0) };
}
