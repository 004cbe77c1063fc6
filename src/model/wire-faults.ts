import type { End } from './end.ts';
import type { WireLoss } from './loss.ts';
import type { Link, Network } from './network.ts';
import type { Passage } from './passage.ts';

function linkAt(network: Network, { netns, dev }: End): Link | undefined {
  return network.netns[netns]?.links[dev];
}

function down(network: Network, end: End): WireLoss | undefined {
  return linkAt(network, end)?.up === false ? { cause: 'down', netns: end.netns, dev: end.dev } : undefined;
}

/** A port of a bridge passes frames in the state `forwarding` alone; without a carrier it is disabled. */
function portState(network: Network, link: Link, netns: string, bridge: string): WireLoss | undefined {
  const { name, portState: state = 'forwarding', peer } = link;
  if (peer && linkAt(network, peer)?.up === false) return { cause: 'down', ...peer, otherEndOf: name };
  return state === 'forwarding' ? undefined : { cause: 'port-state', netns, dev: name, bridge, state };
}

/** What keeps a Linux bridge from passing a frame from one port to another; the bridge's own name stands for the host. */
function bridgeFault(network: Network, { netns, name, in: from, out }: Extract<Passage, { kind: 'switch' }>): WireLoss | undefined {
  const [entry, exit] = [from, out].map((port) => (port === name ? undefined : linkAt(network, { netns, dev: port })));
  const dead = down(network, { netns, dev: name }) ?? (exit && down(network, { netns, dev: out }));
  const stuck = dead ?? (entry && portState(network, entry, netns, name)) ?? (exit && portState(network, exit, netns, name));
  if (stuck || !exit) return stuck;
  if (entry?.port?.isolated && exit.port?.isolated) return { cause: 'isolated', netns, dev: out, bridge: name, other: from };
  if (exit.port?.broadcastFlood === false) return { cause: 'no-flood', netns, dev: out, bridge: name, kind: 'broadcast' };
  return undefined;
}

/** Access ports of an OVS bridge pass frames within their VLAN alone (ovs-vswitchd.conf.db(5)). */
function ovsFault(network: Network, { netns, name, in: from, out }: Extract<Passage, { kind: 'switch' }>): WireLoss | undefined {
  const ports = network.ovs?.bridges[name]?.ports ?? {};
  const [entry = 0, exit = 0] = [ports[from]?.tag, ports[out]?.tag];
  return entry === exit ? undefined : { cause: 'ovs-tag', netns, dev: out, bridge: name, other: from, tags: [entry, exit] };
}

/** What stops a frame that goes by a passage to a device, as far as the state of the network tells; `undefined` where it goes through. */
export function faultAt(network: Network, passage: Passage, to: End): WireLoss | undefined {
  if (passage.kind === 'cable') return down(network, passage.from) ?? down(network, to);
  // An OVS bridge forwards whether its local port is up or not.
  return (passage.sort === 'bridge' ? bridgeFault(network, passage) : ovsFault(network, passage)) ?? down(network, to);
}
