import { type BaseChain, type Filter, type NatRule, NO_FILTER } from './firewall.ts';
import { HOST } from './host.ts';
import type { RouteAnswer } from './kernel-route.ts';
import { didYouMean, nearest } from './nearest.ts';
import { say } from './say.ts';

/**
 * A network as a graph of namespaces, links and what hangs off them. The plan folds one from the actions' effects
 * (expected) and the observer reads one from the kernel (observed); both have this shape, so that one function
 * compares, draws or explains either. Values are immutable; an edited network shares what it leaves alone.
 */
export interface Network {
  readonly netns: Readonly<Record<string, Netns>>;
  readonly ovs?: Ovs | undefined;
}

export interface Netns {
  readonly links: Readonly<Record<string, Link>>;
  /** Routes of the main table. */
  readonly routes: readonly Route[];
  /** Sysctls that something set, dotted key to value; not all that exist. */
  readonly sysctls: Readonly<Record<string, string>>;
  readonly nat: readonly NatRule[];
  readonly filter: Filter;
  /**
   * Only expected: a daemon keeps rules here, and how it writes them depends on its version. Compared are then only the rules that
   * translate addresses for a network or a published port; the expected filter says what packets meet.
   */
  readonly rulesBy?: 'docker';
  /** Sets of an nftables table that count packets by source address. */
  readonly counters: readonly SourceCounter[];
  /** Only observed, and where several names may be of one namespace: its number (namespaces(7)). */
  readonly inode?: string;
  /** Only observed. */
  readonly neigh?: readonly Neigh[];
  /** Only observed where it is asked why packets are lost: the chains that hooks ask, in the order of their priorities. */
  readonly hooks?: readonly BaseChain[];
  /** Only observed where it is asked why packets are lost: the routes that its kernel takes, by question. */
  readonly answers?: Readonly<Record<string, RouteAnswer>>;
  /** Only observed: what the namespace's Linux bridges have learnt. */
  readonly fdb?: readonly FdbEntry[];
}

export type LinkKind = 'loopback' | 'veth' | 'bridge' | 'ovs-internal' | 'tap' | 'other';

export interface Link {
  readonly name: string;
  readonly kind: LinkKind;
  /** Administratively up. */
  readonly up: boolean;
  /** IPv4 interface addresses in the order added, `10.0.0.1/24`. */
  readonly addresses: readonly string[];
  /** The Linux bridge that this link is a port of. */
  readonly master?: string | undefined;
  /** The other end of a veth. */
  readonly peer?: { readonly netns: string; readonly dev: string } | undefined;
  /** Spanning tree, on a bridge. */
  readonly stp?: boolean | undefined;
  /** Only expected: a program makes the name up, and `name` stands in for it (`withSeenNames`). Only for a veth. */
  readonly standIn?: boolean;
  /** Only observed from here on. */
  readonly ifindex?: number;
  readonly peerIndex?: number | undefined;
  readonly mac?: string;
  readonly carrier?: boolean;
  /** State of a bridge port: `forwarding`, `disabled`, ... */
  readonly portState?: string | undefined;
  /** What a Linux bridge does at this port. */
  readonly port?: BridgePort;
  /** It neither asks by ARP nor answers (`ip link set … arp off`). */
  readonly noarp?: boolean;
}

/** Settings of a port of a Linux bridge (bridge(8)). */
export interface BridgePort {
  /** It talks to no other port that is isolated. */
  readonly isolated: boolean;
  /** The bridge notes who sends from there. */
  readonly learning: boolean;
  /** What is for somebody whom the bridge has not learnt leaves by it as well. */
  readonly flood: boolean;
  readonly broadcastFlood: boolean;
}

export interface Route {
  /** `default` or a prefix. */
  readonly dst: string;
  readonly dev: string;
  readonly via?: string | undefined;
  /** Preferred source address. */
  readonly src?: string | undefined;
  /** `kernel` for the connected route that comes with an address. */
  readonly proto: 'kernel' | 'boot';
}

export interface SourceCounter {
  readonly name: string;
  /** Only observed: packets by source address. */
  readonly seen?: Readonly<Record<string, number>>;
}

export interface Neigh {
  readonly dst: string;
  readonly dev: string;
  readonly lladdr?: string | undefined;
  readonly state: string;
}

export interface FdbEntry {
  readonly mac: string;
  readonly port: string;
  readonly bridge: string;
  /** Learnt from traffic, as opposed to a device's own address. */
  readonly learnt: boolean;
  /** It stays whoever sends by that address: for it is the bridge's own (`own`), or since somebody wants it to stay (`sticky`). */
  readonly fixed?: 'own' | 'sticky';
}

export interface Ovs {
  readonly bridges: Readonly<Record<string, OvsBridge>>;
}

export interface OvsBridge {
  readonly datapath: OvsDatapath;
  readonly ports: Readonly<Record<string, OvsPort>>;
  /** Only observed: learnt MAC address to port name. */
  readonly fdb?: Readonly<Record<string, string>>;
}

/** `system` is the kernel module, `netdev` the userspace datapath of ovs-vswitchd. */
export type OvsDatapath = 'system' | 'netdev';

export interface OvsPort {
  readonly type: 'internal' | 'system';
  /** Only observed: what ovs-vswitchd could not do. */
  readonly error?: string | undefined;
  /** Only observed: the VLAN whose access port it is. */
  readonly tag?: number;
}

const EMPTY_NETNS: Netns = { links: {}, routes: [], sysctls: {}, nat: [], filter: NO_FILTER, counters: [] };

function loopback(up: boolean): Link {
  return { name: 'lo', kind: 'loopback', up, addresses: up ? ['127.0.0.1/8'] : [] };
}

/** What a new namespace holds: `lo`, down. */
export function freshNetns(): Netns {
  return { ...EMPTY_NETNS, links: { lo: loopback(false) } };
}

/** The sandbox before the first step: the host's namespace alone, with `lo` up as on any running machine. */
export function startNetwork(): Network {
  return { netns: { [HOST]: { ...EMPTY_NETNS, links: { lo: loopback(true) } } } };
}

/** Names of two or three letters are all near each other. */
const TELLING = 4;

function meant(name: string, known: readonly string[]): string {
  const near = name.length < TELLING ? undefined : nearest(name, known);
  return near === undefined ? '' : say({ en: `; ${didYouMean(near)}`, zh: `；${didYouMean(near)}` });
}

export function netnsOf(network: Network, name: string): Netns {
  const netns = network.netns[name];
  if (!netns)
    throw new RangeError(
      say({ en: `there is no namespace '${name}' at this point`, zh: `到这里还没有网络命名空间 '${name}'` }) +
        meant(name, Object.keys(network.netns)),
    );
  return netns;
}

export function linkOf(network: Network, netns: string, dev: string): Link {
  const { links } = netnsOf(network, netns);
  const link = links[dev];
  if (!link)
    throw new RangeError(
      say({ en: `there is no device '${dev}' in ${netns} at this point`, zh: `到这里 ${netns} 里还没有设备 '${dev}'` }) +
        meant(dev, Object.keys(links)),
    );
  return link;
}

/** The link that holds an address (without its length), if any. */
export function linkWith(network: Network, netns: string, address: string): Link | undefined {
  return Object.values(network.netns[netns]?.links ?? {}).find((link) => link.addresses.some((held) => held.split('/')[0] === address));
}

export function ovsBridgeOf(network: Network, name: string): OvsBridge {
  const bridge = network.ovs?.bridges[name];
  if (!bridge) throw new RangeError(say({ en: `there is no OVS bridge '${name}' at this point`, zh: `到这里还没有 OVS 网桥 '${name}'` }));
  return bridge;
}
