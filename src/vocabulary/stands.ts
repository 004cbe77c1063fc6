import type { Packet } from '../model/hop.ts';
import { HOST } from '../model/names.ts';
import { linkWith, type Network } from '../model/network.ts';
import { pathOf } from '../model/path.ts';

/** Whether a packet is answered. */
export function arrives(network: Network, packet: Packet): boolean {
  return pathOf(network, packet).every(({ kind }) => kind !== 'lost');
}

/** The namespace that holds an address; none is the empty name. */
export function holderOf(network: Network, address: string): string {
  return Object.keys(network.netns).find((netns) => linkWith(network, netns, address)) ?? '';
}

/** By which source addresses a namespace knows the other namespaces whose packets reach it, each once; the host, which may be its gateway, aside. */
export function sourcesOf(network: Network, netns: string): readonly string[] {
  const own = Object.values(network.netns[netns]?.links ?? {}).flatMap(({ kind, addresses }) => (kind === 'loopback' ? [] : addresses));
  const [to] = own.map((address) => address.split('/')[0] ?? '');
  if (to === undefined) return [];
  const others = Object.keys(network.netns).filter((name) => name !== netns && name !== HOST);
  const arrivals = others.flatMap((from) => pathOf(network, { from, to })).flatMap((hop) => (hop.kind === 'arrive' ? [hop.source] : []));
  return [...new Set(arrivals)];
}
