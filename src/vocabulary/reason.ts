import { addressOf, contains, networkOf } from '../model/inet.ts';
import { HOST } from '../model/names.ts';
import { type Link, linkWith, type Network } from '../model/network.ts';
import { type Packet, pathOf } from '../model/path.ts';
import { routeTo } from '../model/routing.ts';
import { han, type Text } from '../model/text.ts';
import { sayLoss } from './hops.ts';
import { inside, who } from './where.ts';

/** Every namespace has these addresses for itself, on its lo. */
const LOOPBACK = networkOf('127.0.0.0/8');

/**
 * The first thing on the way from a namespace to an address that keeps packets from arriving, as far as the observed
 * state alone tells; `undefined` where the state looks right. Walks in the order in which the kernel would. With a port it is
 * about TCP, else about pings.
 */
export function whyUnreachable(network: Network, from: string, to: string, port?: number): Text | undefined {
  const source = network.netns[from];
  if (!source) return { en: `there is no namespace ${from}`, zh: `没有网络命名空间 ${from}` };
  if (contains(LOOPBACK, to))
    return source.links['lo']?.up ? undefined : { en: `lo in ${from} is down`, zh: han`${inside(from).zh}的 lo 处于 down 状态` };
  const holders = Object.keys(network.netns).filter((netns) => linkWith(network, netns, to));
  if (holders.length > 1)
    return {
      en: `${to} is held in ${holders.join(' and in ')}, and an address can have one holder only`,
      zh: han`${holders.map((netns) => who(netns).zh).join('、')} 都配置了 ${to}，而一个地址只能属于一方`,
    };
  if (holders[0] === from && source.links['lo']?.up === false)
    return {
      en: `${to} is an own address of ${from}, what goes to oneself goes by lo, and lo in ${from} is down`,
      zh: han`${to} 是 ${who(from).zh} 自己的地址，发给自己的包走 lo，而${inside(from).zh}的 lo 处于 down 状态`,
    };
  const links = Object.values(source.links);
  const direct = links.find(({ addresses }) => addresses.some((own) => contains(networkOf(own), to)));
  const route = direct ? undefined : routeTo(source, to);
  const out = direct ?? (route && source.links[route.dev]);
  if (!out) {
    return links.every(({ kind }) => kind === 'loopback')
      ? { en: `${from} has no device but lo`, zh: han`${inside(from).zh}除了 lo 没有别的设备` }
      : {
          en: `${from} has no address in the network of ${to} and no route to it`,
          zh: han`${who(from).zh} 没有 ${to} 所在网段的地址，也没有到它的路由`,
        };
  }
  return (
    whyWireDead(network, from, out) ??
    whyTargetMissing(network, to) ??
    whyFiltered(network, { from, to, port }) ??
    whyNotJoined(network, from, out, to)
  );
}

/** A rule of a firewall that the packet meets on its way, or its answer. */
function whyFiltered(network: Network, packet: Packet): Text | undefined {
  const last = pathOf(network, packet).at(-1);
  return last?.kind === 'lost' && last.loss.cause === 'filtered' ? sayLoss(last.loss) : undefined;
}

function whyWireDead(network: Network, netns: string, link: Link): Text | undefined {
  if (!link.up) return { en: `${link.name} in ${netns} is down`, zh: han`${inside(netns).zh}的 ${link.name} 处于 down 状态` };
  if (link.kind === 'tap' && !link.master)
    return {
      en: `${link.name} in ${netns} is a tap device: behind it is a program, if any, and no wire`,
      zh: han`${inside(netns).zh}的 ${link.name} 是 tap 设备：它的另一端只可能是程序，不是网线`,
    };
  if (!link.peer) return undefined;
  const other = network.netns[link.peer.netns]?.links[link.peer.dev];
  if (other && !other.up)
    return {
      en: `${other.name} on ${link.peer.netns}, the other end of ${link.name}, is down, so ${link.name} has no carrier`,
      zh: han`${link.name} 的对端，${inside(link.peer.netns).zh}的 ${other.name}，处于 down 状态，所以 ${link.name} 没有载波`,
    };
  if (!other?.master) return undefined;
  const master = network.netns[link.peer.netns]?.links[other.master];
  return master && !master.up ? { en: `the bridge ${master.name} is down`, zh: `网桥 ${master.name} 处于 down 状态` } : undefined;
}

function whyTargetMissing(network: Network, to: string): Text | undefined {
  const holders = Object.entries(network.netns).filter(([netns]) => linkWith(network, netns, to));
  const [holder] = holders;
  if (!holder) return { en: `nothing holds the address ${to}`, zh: `没有设备持有地址 ${to}` };
  const [netns] = holder;
  const link = linkWith(network, netns, to);
  return link ? whyWireDead(network, netns, link) : undefined;
}

/** Where frames from a link end up: the other end of its cable, or the switch behind it. */
function segmentOf(network: Network, netns: string, link: Link): Text {
  const bridge = (place: string, name: string) => ({ en: `the bridge ${name} on ${place}`, zh: han`${inside(place).zh}的网桥 ${name}` });
  const holderOf = (place: string, dev: Link): Text => {
    if (dev.master) return bridge(place, dev.master);
    const mayBePort = place === HOST || dev.kind === 'ovs-internal';
    const ovs = mayBePort && Object.entries(network.ovs?.bridges ?? {}).find(([, bridge]) => bridge.ports[dev.name]);
    return ovs
      ? { en: `the OVS bridge ${ovs[0]}`, zh: ` OVS 网桥 ${ovs[0]}` }
      : { en: `${dev.name} on ${place}`, zh: han`${inside(place).zh}的 ${dev.name}` };
  };
  if (link.kind === 'bridge') return bridge(netns, link.name);
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
  if (near.en === far.en) return undefined;
  return {
    en: `${out.name} of ${from} leads to ${near.en}, but ${link.name} of ${target} (${addressOf(to)}) to ${far.en}`,
    zh: han`${inside(from).zh}的 ${out.name} 通向 ${near.zh}，而${inside(target).zh}的 ${link.name}（${addressOf(to)}）通向 ${far.zh}`,
  };
}

function whyNotForwarded(network: Network, from: string, out: Link, to: string): Text | undefined {
  const sender = network.netns[from];
  const gateway = sender && routeTo(sender, to)?.via;
  if (!gateway) return undefined;
  const router = Object.keys(network.netns).find((netns) => linkWith(network, netns, gateway));
  if (!router) return { en: `nothing holds the gateway's address ${gateway}`, zh: `没有设备持有网关地址 ${gateway}` };
  if (network.netns[router]?.sysctls['net.ipv4.ip_forward'] === '0') {
    return {
      en: `${router} does not forward: net.ipv4.ip_forward is 0 there`,
      zh: han`${who(router).zh} 不转发：那里的 net.ipv4.ip_forward 是 0`,
    };
  }
  const source = out.addresses[0];
  const masked =
    source &&
    network.netns[router]?.nat.some((rule) => rule.target === 'masquerade' && contains(networkOf(rule.source), addressOf(source)));
  const target = Object.keys(network.netns).find((netns) => linkWith(network, netns, to));
  const back =
    target && source && network.netns[target]?.routes.some(({ dst }) => dst === 'default' || contains(networkOf(dst), addressOf(source)));
  if (!masked && !back && source) {
    return {
      en: `${target ?? to} has no route back to ${addressOf(source)}, and nothing on ${router} rewrites the source address`,
      zh: han`${target === undefined ? to : who(target).zh} 没有回到 ${addressOf(source)} 的路由，${inside(router).zh}也没有规则改写源地址`,
    };
  }
  return undefined;
}
