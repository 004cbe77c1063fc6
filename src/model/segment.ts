import type { End } from './end.ts';
import { HOST } from './host.ts';
import type { Link, Network } from './network.ts';

/** Where a cable ends: at a switch, or at a device that leads nowhere else. */
export interface Segment {
  readonly sort: 'bridge' | 'ovs' | 'device';
  readonly netns: string;
  readonly name: string;
}

function behind(network: Network, netns: string, link: Link): Segment {
  if (link.master) return { sort: 'bridge', netns, name: link.master };
  if (link.kind === 'bridge') return { sort: 'bridge', netns, name: link.name };
  const mayBePort = netns === HOST || link.kind === 'ovs-internal';
  const ovs = mayBePort && Object.entries(network.ovs?.bridges ?? {}).find(([, bridge]) => bridge.ports[link.name]);
  return ovs ? { sort: 'ovs', netns: HOST, name: ovs[0] } : { sort: 'device', netns, name: link.name };
}

/** What the other end of a device's cable is plugged into, or the device itself where there is no cable. */
export function segmentOf(network: Network, { netns, dev }: End): Segment {
  const link = network.netns[netns]?.links[dev];
  if (!link) return { sort: 'device', netns, name: dev };
  const other = link.peer && network.netns[link.peer.netns]?.links[link.peer.dev];
  return link.peer && other && !link.master ? behind(network, link.peer.netns, other) : behind(network, netns, link);
}

export function sameSegment(a: Segment, b: Segment): boolean {
  return a.sort === b.sort && a.netns === b.netns && a.name === b.name;
}
