import type { Network } from '../model/network.ts';
import type { Lang } from '../model/text.ts';
import type { News } from './news.ts';

/** A network as things to draw, without places: each format lays them out in its own way. */
export interface Scene {
  /** The host first, then every namespace. */
  readonly areas: readonly Area[];
  readonly cables: readonly Cable[];
  /** Namespaces that are left out. */
  readonly more: number;
}

export interface Area {
  readonly id: string;
  readonly title: string;
  readonly isHost: boolean;
  readonly news: News;
  /** In the order in which they were created. */
  readonly devices: readonly Device[];
  readonly switches: readonly Switch[];
  /** Routes, NAT, sysctls and counters, each in words. */
  readonly facts: readonly Fact[];
  /** Devices that are left out, their cables leading to what is left out. */
  readonly more: number;
}

/** A network card, or the port of a switch behind which there is one elsewhere. */
export interface Device {
  readonly id: string;
  readonly name: string;
  /** What is told beside the name: the kind where no cable shows it, addresses. */
  readonly details: readonly string[];
  readonly down: boolean;
  readonly news: News;
}

/** A Linux bridge or an OVS bridge; its name is that of its own device, which is not drawn apart. */
export interface Switch {
  readonly id: string;
  readonly name: string;
  /** What it is, in a word or two. */
  readonly kind: string;
  readonly details: readonly string[];
  readonly down: boolean;
  readonly ports: readonly Device[];
  /** Ports that are left out. */
  readonly more: number;
  readonly news: News;
}

export interface Fact {
  readonly id: string;
  /** Between these, and after the dots in them, a line may be broken. */
  readonly words: readonly string[];
  readonly news: News;
}

/** Joins two devices by their ids: a veth pair, or the port of an OVS bridge and its device in a namespace. */
export interface Cable {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Both ends are up, so that something can pass. */
  readonly carrier: boolean;
  readonly news: News;
}

export interface SceneOptions {
  readonly lang: Lang;
  /** What the network was before; what is not as there is marked. */
  readonly before?: Network | undefined;
}

/** All devices of an area, whatever they are plugged into. */
export function devicesIn(area: Area): readonly Device[] {
  return [...area.devices, ...area.switches.flatMap(({ ports }) => ports)];
}

/** Whether anything is marked as new or changed. */
export function hasNews({ areas, cables }: Scene): boolean {
  const things = areas.flatMap((area) => [area, ...devicesIn(area), ...area.switches, ...area.facts]);
  return [...things, ...cables].some(({ news }) => news !== undefined);
}
