import { type Area, devicesIn, type Scene } from '../scene.ts';

/** The areas of a picture's two columns, each from top to bottom. */
export interface Columns {
  readonly left: readonly Area[];
  readonly right: readonly Area[];
}

type Neighbours = ReadonlyMap<Area, readonly Area[]>;

/**
 * Puts areas that a cable joins into different columns, as far as that goes: the host to the left and what hangs on it
 * to the right, a chain of namespaces in turns. What has no cable is to the right.
 */
export function columnsOf(scene: Scene): Columns {
  const neighbours = neighboursIn(scene);
  const sides = new Map<Area, 'left' | 'right'>();
  for (const start of scene.areas) {
    if (sides.has(start)) continue;
    sides.set(start, start.isHost || (neighbours.get(start) ?? []).length > 0 ? 'left' : 'right');
    const queue = [start];
    for (const area of queue) {
      for (const next of neighbours.get(area) ?? []) {
        if (sides.has(next)) continue;
        sides.set(next, sides.get(area) === 'left' ? 'right' : 'left');
        queue.push(next);
      }
    }
  }
  const left = scene.areas.filter((area) => sides.get(area) === 'left');
  const right = inOrderOf(
    left,
    scene.areas.filter((area) => sides.get(area) === 'right'),
    scene,
  );
  return {
    left: [
      ...left.filter(({ isHost }) => isHost),
      ...inOrderOf(
        right,
        left.filter(({ isHost }) => !isHost),
        scene,
      ),
    ],
    right,
  };
}

function neighboursIn(scene: Scene): Neighbours {
  const areaOf = new Map(scene.areas.flatMap((area) => devicesIn(area).map(({ id }) => [id, area] as const)));
  const neighbours = new Map<Area, Area[]>(scene.areas.map((area) => [area, []]));
  for (const { from, to } of scene.cables) {
    const [a, b] = [areaOf.get(from), areaOf.get(to)];
    if (!a || !b || a === b) continue;
    neighbours.get(a)?.push(b);
    neighbours.get(b)?.push(a);
  }
  return neighbours;
}

/** Sorts areas by where their cables end on average in the other column, which keeps cables from crossing; those without come last. */
function inOrderOf(other: readonly Area[], areas: readonly Area[], { cables }: Scene): readonly Area[] {
  const position = new Map(other.flatMap(devicesIn).map(({ id }, index) => [id, index]));
  const peers = new Map(cables.flatMap(({ from, to }) => [[from, to] as const, [to, from] as const]));
  const middle = new Map(
    areas.map((area) => {
      const places = devicesIn(area).flatMap(({ id }) => position.get(peers.get(id) ?? '') ?? []);
      return [area, places.length > 0 ? places.reduce((sum, place) => sum + place, 0) / places.length : Number.POSITIVE_INFINITY];
    }),
  );
  return areas.toSorted((a, b) => {
    const [first, second] = [middle.get(a) ?? 0, middle.get(b) ?? 0];
    return first === second ? 0 : first - second;
  });
}
