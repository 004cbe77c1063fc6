import { type Area, type Cable, type Device, devicesIn, type Scene, type Switch } from '../scene.ts';

/** Everything that any of some scenes has, each thing once with all that it says in them. */
export interface Union {
  readonly areas: readonly AreaUnion[];
  readonly cables: readonly Cable[];
}

export interface AreaUnion {
  readonly id: string;
  readonly versions: readonly Area[];
  readonly devices: readonly DeviceUnion[];
  /** Devices without a cable that are there only until others come, such as the lo of a new namespace: these take their place. */
  readonly passing: readonly DeviceUnion[];
  readonly switches: readonly SwitchUnion[];
}

export interface SwitchUnion {
  readonly id: string;
  readonly versions: readonly Switch[];
  readonly ports: readonly DeviceUnion[];
}

export interface DeviceUnion {
  readonly id: string;
  readonly versions: readonly Device[];
}

/** Groups things of several lists by their ids, in the order in which they first come. */
function grouped<T extends { readonly id: string }>(
  lists: readonly (readonly T[])[],
): readonly { readonly id: string; readonly versions: readonly T[] }[] {
  const groups = new Map<string, T[]>();
  for (const thing of lists.flat()) {
    const versions = groups.get(thing.id);
    if (versions) versions.push(thing);
    else groups.set(thing.id, [thing]);
  }
  return [...groups].map(([id, versions]) => ({ id, versions }));
}

/** Puts scenes together, the states of one network. */
export function unionOf(scenes: readonly Scene[]): Union {
  const cables = grouped(scenes.map((scene) => scene.cables)).flatMap(({ versions }) => versions.slice(0, 1));
  const cabled = new Set(cables.flatMap(({ from, to }) => [from, to]));
  return { areas: grouped(scenes.map(({ areas }) => areas)).map((area) => areaUnion(area, cabled)), cables };
}

function areaUnion({ id, versions }: { readonly id: string; readonly versions: readonly Area[] }, cabled: ReadonlySet<string>): AreaUnion {
  const all = new Map(grouped(versions.map(devicesIn)).map((device) => [device.id, device]));
  const switches = grouped(versions.map((area) => area.switches)).map((item) => ({
    ...item,
    // A port says more where it is not plugged in yet, and its box has to hold that too.
    ports: grouped(item.versions.map(({ ports }) => ports)).map((port) => all.get(port.id) ?? port),
  }));
  const plugged = new Set(switches.flatMap(({ ports }) => ports.map(({ id: port }) => port)));
  const devices = [...all.values()].filter((device) => !plugged.has(device.id));
  const besideOthers = new Set(versions.filter(isShared).flatMap((area) => devicesIn(area).map((device) => device.id)));
  const passes = (device: DeviceUnion) => devices.length + switches.length > 1 && !cabled.has(device.id) && !besideOthers.has(device.id);
  return { id, versions, devices: devices.filter((device) => !passes(device)), passing: devices.filter(passes), switches };
}

/** Whether more than one thing is in an area. */
function isShared(area: Area): boolean {
  return area.devices.length + area.switches.length > 1;
}

/** All devices of an area that have places of their own. */
export function devicesOf({ devices, switches }: AreaUnion): readonly DeviceUnion[] {
  return [...devices, ...switches.flatMap(({ ports }) => ports)];
}
