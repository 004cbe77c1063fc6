import type { BridgePort, FdbEntry, Link, LinkKind, Neigh, Route } from '../model/network.ts';

interface BridgePortJson {
  readonly state?: string;
  readonly isolated?: boolean;
  readonly learning?: boolean;
  readonly flood?: boolean;
  readonly bcast_flood?: boolean;
}

/** What iproute2's JSON says of the parts that a lesson may touch (`ip -j -d address|route|neigh`, `bridge -j fdb`). */
export interface IpAddressJson {
  readonly ifindex: number;
  readonly ifname: string;
  readonly flags: readonly string[];
  readonly address?: string;
  readonly master?: string;
  /** The peer's name where it is in the same namespace. */
  readonly link?: string | null;
  /** The peer's index where it is not. */
  readonly link_index?: number;
  readonly link_netnsid?: number;
  readonly linkinfo?: {
    readonly info_kind?: string;
    readonly info_data?: { readonly stp_state?: number };
    readonly info_slave_kind?: string;
    readonly info_slave_data?: BridgePortJson;
  };
  readonly addr_info?: readonly { readonly family: string; readonly local: string; readonly prefixlen: number }[];
}

export interface IpRouteJson {
  readonly dst: string;
  readonly dev?: string;
  readonly gateway?: string;
  readonly prefsrc?: string;
  readonly protocol?: string;
}

export interface IpNeighJson {
  readonly dst: string;
  readonly dev: string;
  readonly lladdr?: string;
  readonly state: readonly string[];
}

export interface BridgeFdbJson {
  readonly mac: string;
  readonly ifname: string;
  readonly master?: string;
  readonly state?: string;
  readonly flags?: readonly string[];
}

const KINDS: Readonly<Record<string, LinkKind>> = { veth: 'veth', bridge: 'bridge', tun: 'tap', openvswitch: 'ovs-internal' };

/** A link as read, with what is needed to find its peer. */
export interface ReadLink {
  readonly link: Link;
  readonly peerName: string | undefined;
  readonly peerNetnsId: number | undefined;
}

/** The kernel's own datapath device; it is no part of any lesson. */
const OVS_SYSTEM = 'ovs-system';

function readPort({ isolated = false, learning = true, flood = true, bcast_flood: broadcastFlood = true }: BridgePortJson): BridgePort {
  return { isolated, learning, flood, broadcastFlood };
}

export function readLink(json: IpAddressJson): ReadLink {
  const { linkinfo } = json;
  const kind = json.flags.includes('LOOPBACK') ? 'loopback' : (KINDS[linkinfo?.info_kind ?? ''] ?? 'other');
  const link: Link = {
    name: json.ifname,
    kind,
    up: json.flags.includes('UP'),
    carrier: json.flags.includes('LOWER_UP'),
    addresses: (json.addr_info ?? []).filter(({ family }) => family === 'inet').map(({ local, prefixlen }) => `${local}/${prefixlen}`),
    master: json.master === OVS_SYSTEM ? undefined : json.master,
    ...(kind === 'bridge' ? { stp: linkinfo?.info_data?.stp_state === 1 } : {}),
    ifindex: json.ifindex,
    peerIndex: kind === 'veth' ? json.link_index : undefined,
    ...(json.address ? { mac: json.address } : {}),
    portState: linkinfo?.info_slave_kind === 'bridge' ? linkinfo.info_slave_data?.state : undefined,
    ...(linkinfo?.info_slave_kind === 'bridge' && linkinfo.info_slave_data ? { port: readPort(linkinfo.info_slave_data) } : {}),
    ...(json.flags.includes('NOARP') ? { noarp: true } : {}),
  };
  return { link, peerName: kind === 'veth' ? (json.link ?? undefined) : undefined, peerNetnsId: json.link_netnsid };
}

export function readRoute(json: IpRouteJson): readonly Route[] {
  if (json.dev === undefined) return [];
  const dst = json.dst === 'default' || json.dst.includes('/') ? json.dst : `${json.dst}/32`;
  const kernel = json.protocol === 'kernel';
  return [
    {
      dst,
      dev: json.dev,
      ...(json.gateway ? { via: json.gateway } : {}),
      ...(json.prefsrc ? { src: json.prefsrc } : {}),
      proto: kernel ? 'kernel' : 'boot',
    },
  ];
}

export function readNeigh({ dst, dev, lladdr, state }: IpNeighJson): Neigh {
  return { dst, dev, lladdr, state: state.join(',') };
}

/** Unicast entries of bridges; what a device listens to by itself is left out. */
export function readFdb({ mac, ifname, master, state, flags = [] }: BridgeFdbJson): readonly FdbEntry[] {
  if (master === undefined) return [];
  const learnt = state !== 'permanent' && state !== 'static';
  const fixed = state === 'permanent' ? 'own' : flags.includes('sticky') ? 'sticky' : undefined;
  return [{ mac, port: ifname, bridge: master, learnt, ...(fixed ? { fixed } : {}) }];
}
