import { type Device, devicesIn, type Scene } from './scene.ts';

/** More namespaces than this are not all drawn. */
const MAX_NETNS = 20;

/** How many are drawn of those that are too many. */
const SHOWN_NETNS = 8;

/** Leaves out namespaces that are too many, and the devices elsewhere whose cables lead there; up to 20 none, of more all but 8. */
export function shortened(scene: Scene): Scene {
  const netns = scene.areas.filter(({ isHost }) => !isHost);
  if (netns.length <= MAX_NETNS) return scene;
  const gone = new Set(netns.slice(SHOWN_NETNS));
  const lost = new Set([...gone].flatMap((area) => devicesIn(area).map(({ id }) => id)));
  const loose = new Set(scene.cables.flatMap(({ from, to }) => (lost.has(from) ? [to] : lost.has(to) ? [from] : [])));
  const kept = ({ id }: Device) => !loose.has(id);
  return {
    areas: scene.areas
      .filter((area) => !gone.has(area))
      .map((area) => ({
        ...area,
        devices: area.devices.filter(kept),
        more: area.devices.filter(({ id }) => loose.has(id)).length,
        switches: area.switches.map((item) => {
          const ports = item.ports.filter(kept);
          return { ...item, ports, more: item.ports.length - ports.length };
        }),
      })),
    cables: scene.cables.filter(({ from, to }) => ![from, to].some((end) => lost.has(end) || loose.has(end))),
    more: gone.size,
  };
}
