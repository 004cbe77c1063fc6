import type { ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js';
import { PAD, type Writing } from './measure.ts';
import { areaRoom, belowOf, deviceSize, type Room, switchRoom } from './room.ts';
import { type AreaUnion, type DeviceUnion, devicesOf, type SwitchUnion, type Union } from './union.ts';

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

/** What ELK is given: boxes in boxes, with the room that their texts need, and the cables. */
export function graphOf(union: Union, writing: Writing): ElkNode {
  const slots = slotsOf(union, writing);
  return {
    id: 'network',
    layoutOptions: LAYOUT,
    children: union.areas.map((area) => areaNode(area, writing, slots)),
    edges: union.cables.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
  };
}

type Slots = ReadonlyMap<string, number>;

/**
 * The heights of devices whose cables lead to namespaces with nothing but the other end: as high as these, so that they
 * can stand opposite and the cables run straight.
 */
function slotsOf({ areas, cables }: Union, writing: Writing): Slots {
  const endings = new Map(
    areas.flatMap((area) => {
      const [only] = area.devices;
      if (!only || devicesOf(area).length > 1) return [];
      const { title, least, note } = areaRoom(area, writing);
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

function areaNode(area: AreaUnion, writing: Writing, slots: Slots): ElkNode {
  return compound(area.id, areaRoom(area, writing), [
    ...area.devices.map((device) => deviceNode(device, writing, slots)),
    ...area.switches.map((item) => switchNode(item, writing, slots)),
  ]);
}

function switchNode(item: SwitchUnion, writing: Writing, slots: Slots): ElkNode {
  return compound(
    item.id,
    switchRoom(item, writing),
    item.ports.map((port) => deviceNode(port, writing, slots)),
  );
}

function compound(id: string, { title, least, note }: Room, children: ElkNode[]): ElkNode {
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

function deviceNode(device: DeviceUnion, writing: Writing, slots: Slots): ElkNode {
  const { width, height } = deviceSize(device, writing);
  return { id: device.id, width, height: Math.max(height, slots.get(device.id) ?? 0) };
}
