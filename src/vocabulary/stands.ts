import type { Packet } from '../model/hop.ts';
import { HOST } from '../model/host.ts';
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

/** How a packet of one namespace comes in at another. */
export interface Arrival {
  readonly from: string;
  readonly to: string;
  readonly source: string;
}

/** The packets of other namespaces that reach a namespace; of the host, which may be its gateway, none. */
export function arrivalsAt(network: Network, netns: string): readonly Arrival[] {
  const own = Object.values(network.netns[netns]?.links ?? {}).flatMap(({ kind, addresses }) => (kind === 'loopback' ? [] : addresses));
  const [to] = own.map((address) => address.split('/')[0] ?? '');
  if (to === undefined) return [];
  const others = Object.keys(network.netns).filter((name) => name !== netns && name !== HOST);
  return others.flatMap((from) => {
    const arrival = pathOf(network, { from, to }).find((hop) => hop.kind === 'arrive');
    return arrival?.kind === 'arrive' ? [{ from, to, source: arrival.source }] : [];
  });
}

/** By which source addresses a namespace knows the others whose packets reach it, each once. */
export function sourcesOf(network: Network, netns: string): readonly string[] {
  return [...new Set(arrivalsAt(network, netns).map(({ source }) => source))];
}

/** Whether a TCP connection comes to a namespace and is known there by that source address. */
export function connects(
  network: Network,
  { server, client, ...packet }: Packet & { readonly server: string; readonly client: string },
): boolean {
  const path = pathOf(network, packet);
  const last = path.findLast((hop) => hop.kind === 'arrive' || hop.kind === 'local');
  const source = last?.kind === 'arrive' ? last.source : packet.to;
  return path.every(({ kind }) => kind !== 'lost') && last?.netns === server && source === client;
}
