import {
  freshNetns,
  type Link,
  linkOf,
  type Netns,
  type Network,
  netnsOf,
  type OvsBridge,
  type OvsDatapath,
  type OvsPort,
  ovsBridgeOf,
} from './network.ts';
import { say } from './say.ts';

/**
 * One thing that an action changes in a network. An effect says its edits and changes nothing itself, so one that
 * throws leaves no trace; a `NetworkDraft` carries them out in order.
 */
export type Edit =
  | { readonly kind: 'netns'; readonly netns: string; readonly state: Netns }
  | { readonly kind: 'netns-gone'; readonly netns: string }
  | { readonly kind: 'netns-parts'; readonly netns: string; readonly parts: NetnsParts }
  | { readonly kind: 'link'; readonly netns: string; readonly link: Link }
  | { readonly kind: 'link-gone'; readonly netns: string; readonly dev: string }
  | { readonly kind: 'ovs' }
  | { readonly kind: 'ovs-bridge'; readonly name: string; readonly bridge: OvsBridge }
  | { readonly kind: 'ovs-bridge-gone'; readonly name: string }
  | { readonly kind: 'ovs-port'; readonly bridge: string; readonly name: string; readonly port: OvsPort }
  | { readonly kind: 'ovs-port-gone'; readonly bridge: string; readonly name: string };

/** What a namespace holds beside its links, so far as it changes. */
type NetnsParts = Partial<Omit<Netns, 'links'>>;

// Each of these throws a `RangeError` where the kernel, or Open vSwitch, would refuse.

export function addNetns(network: Network, netns: string): Edit {
  if (network.netns[netns])
    throw new RangeError(say({ en: `there already is a namespace '${netns}'`, zh: `网络命名空间 '${netns}' 已经存在` }));
  return { kind: 'netns', netns, state: freshNetns() };
}

/** Takes a namespace away with all that is in it, and with it the other end of each veth that has one end there. */
export function dropNetns(network: Network, netns: string): readonly Edit[] {
  const peers = Object.values(netnsOf(network, netns).links).flatMap(({ peer }) => (peer && peer.netns !== netns ? [peer] : []));
  return [...peers.map((peer) => dropLink(network, peer.netns, peer.dev)), { kind: 'netns-gone', netns }];
}

export function changeNetns(network: Network, netns: string, change: (state: Netns) => NetnsParts): Edit {
  return { kind: 'netns-parts', netns, parts: change(netnsOf(network, netns)) };
}

export function addLink(network: Network, netns: string, link: Link): Edit {
  if (netnsOf(network, netns).links[link.name])
    throw new RangeError(say({ en: `${netns} already has a device '${link.name}'`, zh: `${netns} 里已经有设备 '${link.name}'` }));
  return { kind: 'link', netns, link };
}

export function changeLink(network: Network, netns: string, dev: string, change: Partial<Link>): Edit {
  return { kind: 'link', netns, link: { ...linkOf(network, netns, dev), ...change } };
}

/** Takes a link away, its routes with it. */
export function dropLink(network: Network, netns: string, dev: string): Edit {
  linkOf(network, netns, dev);
  return { kind: 'link-gone', netns, dev };
}

export function startOvs(network: Network): Edit {
  if (network.ovs) throw new RangeError(say({ en: 'Open vSwitch is already running at this point', zh: '到这里 Open vSwitch 已经在运行' }));
  return { kind: 'ovs' };
}

/** The bridge with its local port, which has the bridge's name. */
export function addOvsBridge(network: Network, name: string, datapath: OvsDatapath): Edit {
  if (!network.ovs)
    throw new RangeError(
      say({ en: 'Open vSwitch is not running at this point; start it first', zh: '到这里 Open vSwitch 还没有运行，请先启动它' }),
    );
  if (network.ovs.bridges[name])
    throw new RangeError(say({ en: `there already is an OVS bridge '${name}'`, zh: `OVS 网桥 '${name}' 已经存在` }));
  refuseSecondPort(network, name);
  return { kind: 'ovs-bridge', name, bridge: { datapath, ports: { [name]: { type: 'internal' } } } };
}

export function addOvsPort(network: Network, bridge: string, name: string, port: OvsPort): Edit {
  ovsBridgeOf(network, bridge);
  refuseSecondPort(network, name);
  return { kind: 'ovs-port', bridge, name, port };
}

/** Where the device of an internal port is now, unless it is gone. */
function internalDevice(network: Network, name: string): readonly Edit[] {
  const [netns] = Object.entries(network.netns).find(([, { links }]) => links[name]?.kind === 'ovs-internal') ?? [];
  return netns === undefined ? [] : [dropLink(network, netns, name)];
}

/** Takes a port off a bridge. The device of an internal port goes with it, wherever it is; another device stays. */
export function dropOvsPort(network: Network, bridge: string, name: string): readonly Edit[] {
  const port = ovsBridgeOf(network, bridge).ports[name];
  if (!port) throw new RangeError(say({ en: `${bridge} has no port '${name}' at this point`, zh: `到这里 ${bridge} 没有端口 '${name}'` }));
  if (name === bridge)
    throw new RangeError(
      say({
        en: `'${name}' is the local port of its bridge, and goes with it only`,
        zh: `'${name}' 是所在网桥的本地端口，只能随网桥一起消失`,
      }),
    );
  return [...(port.type === 'internal' ? internalDevice(network, name) : []), { kind: 'ovs-port-gone', bridge, name }];
}

/** Takes a bridge away with its internal ports, its local port among them; the devices of its other ports stay. */
export function dropOvsBridge(network: Network, name: string): readonly Edit[] {
  const { ports } = ovsBridgeOf(network, name);
  const internal = Object.entries(ports).flatMap(([port, { type }]) => (type === 'internal' ? internalDevice(network, port) : []));
  return [...internal, { kind: 'ovs-bridge-gone', name }];
}

function refuseSecondPort(network: Network, name: string): void {
  if (Object.values(network.ovs?.bridges ?? {}).some(({ ports }) => ports[name]))
    throw new RangeError(say({ en: `an OVS bridge already has a port '${name}'`, zh: `已经有 OVS 网桥带端口 '${name}'` }));
}
