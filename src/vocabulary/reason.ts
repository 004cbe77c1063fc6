import { addressOf, contains, networkOf } from '../model/inet.ts';
import { HOST } from '../model/names.ts';
import { type Link, linkWith, type Network } from '../model/network.ts';
import { routeTo } from '../model/routing.ts';
import type { Text } from '../model/text.ts';

/** Every namespace has these addresses for itself, on its lo. */
const LOOPBACK = networkOf('127.0.0.0/8');

/**
 * The first thing on the way from a namespace to an address that keeps packets from arriving, as far as the observed
 * state alone tells; `undefined` where the state looks right. Walks in the order in which the kernel would.
 */
export function whyUnreachable(network: Network, from: string, to: string): Text | undefined {
  const source = network.netns[from];
  if (!source) return { en: `there is no namespace ${from}` };
  if (contains(LOOPBACK, to)) return source.links['lo']?.up ? undefined : { en: `lo in ${from} is down` };
  const holders = Object.keys(network.netns).filter((netns) => linkWith(network, netns, to));
  if (holders.length > 1) return { en: `${to} is held in ${holders.join(' and in ')}, and an address can have one holder only` };
  if (holders[0] === from && source.links['lo']?.up === false)
    return { en: `${to} is an own address of ${from}, what goes to oneself goes by lo, and lo in ${from} is down` };
  const links = Object.values(source.links);
  const direct = links.find(({ addresses }) => addresses.some((own) => contains(networkOf(own), to)));
  const route = direct ? undefined : routeTo(source, to);
  const out = direct ?? (route && source.links[route.dev]);
  if (!out) {
    return links.every(({ kind }) => kind === 'loopback')
      ? { en: `${from} has no device but lo` }
      : { en: `${from} has no address in the network of ${to} and no route to it` };
  }
  return whyWireDead(network, from, out) ?? whyTargetMissing(network, to) ?? whyNotJoined(network, from, out, to);
}

function whyWireDead(network: Network, netns: string, link: Link): Text | undefined {
  if (!link.up) return { en: `${link.name} in ${netns} is down` };
  if (!link.peer) return undefined;
  const other = network.netns[link.peer.netns]?.links[link.peer.dev];
  if (other && !other.up)
    return { en: `${other.name} on ${link.peer.netns}, the other end of ${link.name}, is down, so ${link.name} has no carrier` };
  if (!other?.master) return undefined;
  const master = network.netns[link.peer.netns]?.links[other.master];
  return master && !master.up ? { en: `the bridge ${master.name} is down` } : undefined;
}

function whyTargetMissing(network: Network, to: string): Text | undefined {
  const holders = Object.entries(network.netns).filter(([netns]) => linkWith(network, netns, to));
  const [holder] = holders;
  if (!holder) return { en: `nothing holds the address ${to}` };
  const [netns] = holder;
  const link = linkWith(network, netns, to);
  return link ? whyWireDead(network, netns, link) : undefined;
}

/** Where frames from a link end up: the other end of its cable, or the switch behind it. */
function segmentOf(network: Network, netns: string, link: Link): string {
  const holderOf = (place: string, dev: Link): string => {
    if (dev.master) return `the bridge ${dev.master} on ${place}`;
    const mayBePort = place === HOST || dev.kind === 'ovs-internal';
    const ovs = mayBePort && Object.entries(network.ovs?.bridges ?? {}).find(([, bridge]) => bridge.ports[dev.name]);
    return ovs ? `the OVS bridge ${ovs[0]}` : `${dev.name} on ${place}`;
  };
  if (link.kind === 'bridge') return `the bridge ${link.name} on ${netns}`;
  if (link.master) return holderOf(netns, link);
  const other = link.peer && network.netns[link.peer.netns]?.links[link.peer.dev];
  return link.peer && other ? holderOf(link.peer.netns, other) : holderOf(netns, link);
}

function whyNotJoined(network: Network, from: string, out: Link, to: string): Text | undefined {
  const target = Object.keys(network.netns).find((netns) => linkWith(network, netns, to));
  const link = target === undefined ? undefined : linkWith(network, target, to);
  if (target === undefined || !link || target === from) return undefined;
  const sameWire = out.addresses.some((own) => contains(networkOf(own), to));
  if (!sameWire || (out.peer?.netns === target && out.peer.dev === link.name)) return whyNotForwarded(network, from, out, to);
  const [near, far] = [segmentOf(network, from, out), segmentOf(network, target, link)];
  if (near === far) return undefined;
  return { en: `${out.name} of ${from} leads to ${near}, but ${link.name} of ${target} (${addressOf(to)}) to ${far}` };
}

function whyNotForwarded(network: Network, from: string, out: Link, to: string): Text | undefined {
  const sender = network.netns[from];
  const gateway = sender && routeTo(sender, to)?.via;
  if (!gateway) return undefined;
  const router = Object.keys(network.netns).find((netns) => linkWith(network, netns, gateway));
  if (!router) return { en: `nothing holds the gateway's address ${gateway}` };
  if (network.netns[router]?.sysctls['net.ipv4.ip_forward'] === '0') {
    return { en: `${router} does not forward: net.ipv4.ip_forward is 0 there` };
  }
  const source = out.addresses[0];
  const masked = source && network.netns[router]?.nat.some((rule) => contains(networkOf(rule.source), addressOf(source)));
  const target = Object.keys(network.netns).find((netns) => linkWith(network, netns, to));
  const back =
    target && source && network.netns[target]?.routes.some(({ dst }) => dst === 'default' || contains(networkOf(dst), addressOf(source)));
  if (!masked && !back && source) {
    return { en: `${target ?? to} has no route back to ${addressOf(source)}, and nothing on ${router} rewrites the source address` };
  }
  return undefined;
}
