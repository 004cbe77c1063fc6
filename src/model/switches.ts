import { HOST } from './host.ts';
import { type Link, linkWith, type Network } from './network.ts';

/** How a member is plugged into a switch. */
export interface Attachment {
  /** `bridge` is a Linux bridge reached through a veth; the others are the two ways into an OVS bridge. */
  readonly by: 'bridge' | 'ovs-veth' | 'ovs-internal';
  /** The namespace of the switch and its name; both are needed to tell switches apart. */
  readonly netns: string;
  readonly name: string;
  /** The port on the switch's side. */
  readonly port: string;
  /** The member's own device. */
  readonly link: Link;
}

/** Finds the switch that the holder of an address is plugged into, whatever the devices are called. */
export function attachmentOf(network: Network, netns: string, address: string): Attachment | undefined {
  const link = linkWith(network, netns, address);
  if (!link) return undefined;
  const ovsBridgeOf = (port: string, type: 'internal' | 'system') =>
    Object.entries(network.ovs?.bridges ?? {}).find(([, bridge]) => bridge.ports[port]?.type === type)?.[0];
  const internal = link.kind === 'ovs-internal' ? ovsBridgeOf(link.name, 'internal') : undefined;
  if (internal !== undefined) return { by: 'ovs-internal', netns: HOST, name: internal, port: link.name, link };
  const peer = link.peer && network.netns[link.peer.netns]?.links[link.peer.dev];
  if (!link.peer || !peer) return undefined;
  if (peer.master) return { by: 'bridge', netns: link.peer.netns, name: peer.master, port: peer.name, link };
  // A device elsewhere may have the name of a port; ports that are devices anyway live where ovs-vswitchd does.
  const system = link.peer.netns === HOST ? ovsBridgeOf(peer.name, 'system') : undefined;
  return system === undefined ? undefined : { by: 'ovs-veth', netns: link.peer.netns, name: system, port: peer.name, link };
}
