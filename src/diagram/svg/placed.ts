import { devicesIn, type Scene } from '../scene.ts';

/**
 * Scenes of one network whose ids stand for places: a device keeps one, plugged in or not, as long as its switch is drawn
 * only while it is plugged in. Beside its switch it has another, or the picture would tell that it is plugged in.
 */
export function placed(scenes: readonly Scene[]): readonly Scene[] {
  const homes = homesIn(scenes);
  const apart = new Set(scenes.flatMap((scene) => besideTheirSwitch(scene, homes)));
  const placeIn = (id: string, home: string): string => (homes.get(id)?.[0] === home ? id : `${id} in ${home}`);
  const placeOf = (id: string): string => (apart.has(id) ? `${id} alone` : id);
  return scenes.map((scene) => renamed(scene, placeIn, placeOf));
}

type Homes = ReadonlyMap<string, readonly string[]>;

/** The switches that devices are ever plugged into, by the devices' ids. */
function homesIn(scenes: readonly Scene[]): Homes {
  const homes = new Map<string, string[]>();
  for (const { id, ports } of scenes.flatMap(({ areas }) => areas.flatMap(({ switches }) => switches)))
    for (const port of ports) {
      const known = homes.get(port.id);
      if (!known) homes.set(port.id, [id]);
      else if (!known.includes(id)) known.push(id);
    }
  return homes;
}

function besideTheirSwitch({ areas }: Scene, homes: Homes): readonly string[] {
  return areas.flatMap(({ devices, switches }) => {
    const drawn = new Set(switches.map(({ id }) => id));
    return devices.flatMap(({ id }) => (homes.get(id)?.some((home) => drawn.has(home)) ? [id] : []));
  });
}

function renamed(scene: Scene, placeIn: (id: string, home: string) => string, placeOf: (id: string) => string): Scene {
  const areas = scene.areas.map((area) => ({
    ...area,
    devices: area.devices.map((device) => ({ ...device, id: placeOf(device.id) })),
    switches: area.switches.map((item) => ({ ...item, ports: item.ports.map((port) => ({ ...port, id: placeIn(port.id, item.id) })) })),
  }));
  const olds = scene.areas.flatMap(devicesIn);
  const places = new Map(areas.flatMap(devicesIn).map(({ id }, index) => [olds[index]?.id, id] as const));
  const cables = scene.cables.map((cable) => {
    const [from, to] = [places.get(cable.from) ?? cable.from, places.get(cable.to) ?? cable.to];
    return { ...cable, id: `${from} ${to}`, from, to };
  });
  return { ...scene, areas, cables };
}
