import { HOST } from '../model/host.ts';
import type { Link, Netns, Network } from '../model/network.ts';

/** Whether lo is as the kernel, or a booted host, sets it up. */
function isUntouched({ up, addresses }: Link, netns: string): boolean {
  return up === (netns === HOST) && addresses.every((address) => address === '127.0.0.1/8');
}

/** A cable with both ends and their addresses here: what one end sends to the other's address is delivered over lo. */
function hasOwnCable(name: string, { links }: Netns): boolean {
  return Object.values(links).some(({ peer, addresses }) => {
    const other = peer?.netns === name ? links[peer.dev] : undefined;
    return addresses.length > 0 && (other?.addresses.length ?? 0) > 0;
  });
}

/** The namespace's lo where it is worth drawing: it is all there is, something changed it, or packets take it. */
export function matteringLoopback(network: Network, name: string): Link | undefined {
  const netns = network.netns[name];
  const links = Object.values(netns?.links ?? {});
  const lo = links.find(({ kind }) => kind === 'loopback');
  if (!netns || !lo) return undefined;
  return links.length === 1 || !isUntouched(lo, name) || hasOwnCable(name, netns) ? lo : undefined;
}
