import { ruleText } from '../model/firewall.ts';
import type { Loss } from '../model/loss.ts';
import type { Segment } from '../model/segment.ts';
import { han, type Text } from '../model/text.ts';
import { at, inside, who } from './where.ts';

type Of<Cause extends Loss['cause']> = Extract<Loss, { readonly cause: Cause }>;

function sayNoRoute({ netns, to, lacks }: Of<'no-route'>): Text {
  const here = who(netns);
  if (lacks === 'device') return { en: `${here.en} has no device but lo`, zh: han`${inside(netns).zh}除了 lo 没有别的设备` };
  if (lacks === 'address')
    return {
      en: `no device ${inside(netns).en} has an address, and so there is no route to ${to}`,
      zh: han`${inside(netns).zh}没有设备配置了地址，因此也没有到 ${to} 的路由`,
    };
  return {
    en: `${here.en} has no address in the network of ${to} and no route to it`,
    zh: han`${here.zh} 没有 ${to} 所在网段的地址，也没有到它的路由`,
  };
}

function saySegment({ sort, netns, name }: Segment): Text {
  const where = inside(netns);
  if (sort === 'bridge') return { en: `the bridge ${name} ${where.en}`, zh: han`${where.zh}的网桥 ${name}` };
  return sort === 'ovs' ? { en: `the OVS bridge ${name}`, zh: ` OVS 网桥 ${name}` } : at({ netns, dev: name });
}

function sayApart({ netns, dev, asks, near, holder, far }: Of<'apart'>): Text {
  const [here, there] = [saySegment(near), saySegment(far)];
  return {
    en: `${at({ netns, dev }).en} leads to ${here.en}, but ${at(holder).en}, which holds ${asks}, to ${there.en}`,
    zh: han`${at({ netns, dev }).zh} 通向 ${here.zh}，而持有 ${asks} 的${at(holder).zh} 通向 ${there.zh}`,
  };
}

function sayNoFlood({ netns, dev, bridge, kind }: Of<'no-flood'>): Text {
  const port = at({ netns, dev });
  return kind === 'broadcast'
    ? {
        en: `the bridge ${bridge} sends no broadcasts out of its port ${port.en} (bcast_flood off), so no ARP request gets through`,
        zh: han`网桥 ${bridge} 不从端口 ${port.zh} 发送广播（bcast_flood off），ARP 请求出不去`,
      }
    : {
        en: `the bridge ${bridge} learns nobody at its port ${port.en} (learning off) and sends nothing there for those whom it does not know (flood off)`,
        zh: han`网桥 ${bridge} 在端口 ${port.zh} 上不学习地址（learning off），又不向它泛洪未知目的地址的帧（flood off）`,
      };
}

/** What does not let a packet pass, as the middle of a sentence. */
function sayObstacle({ by, hook }: Extract<Loss, { cause: 'filtered' }>): Text {
  const base = hook.toUpperCase();
  if (by === 'policy')
    return {
      en: `no rule of the chain ${base} accepts it, and its policy is DROP`,
      zh: `${base} 链里没有规则放行它，而该链的默认策略是 DROP`,
    };
  const chain = by.chain === hook ? base : by.chain;
  const rule = ruleText(by);
  return by.target === 'reject'
    ? { en: `a rule of the chain ${chain} rejects it: "${rule}"`, zh: han`${chain} 链的一条规则拒绝了它：“${rule}”` }
    : { en: `a rule of the chain ${chain} drops it: "${rule}"`, zh: han`${chain} 链的一条规则把它丢弃：“${rule}”` };
}

/** Why a packet gets no further, as the end of a sentence. */
export function sayLoss(loss: Loss): Text {
  const here = who(loss.netns);
  switch (loss.cause) {
    case 'no-netns':
      return { en: `there is no namespace ${loss.netns}`, zh: `没有网络命名空间 ${loss.netns}` };
    case 'no-device':
      return { en: `${here.en} has no device ${loss.dev}`, zh: han`${inside(loss.netns).zh}没有设备 ${loss.dev}` };
    case 'no-route':
      return sayNoRoute(loss);
    case 'refusing-route':
      return {
        en: `${here.en} has a route of the type ${loss.type} for ${loss.to}, which lets nothing through`,
        zh: han`${inside(loss.netns).zh}有一条匹配 ${loss.to} 的 ${loss.type} 类型路由，它什么都不放行`,
      };
    case 'down':
      if (loss.dev === 'lo')
        return {
          en: `what ${here.en} sends to itself goes by lo, and ${at(loss).en} is down`,
          zh: han`${here.zh} 发给自己的包走 lo，而${at(loss).zh} 处于 down 状态`,
        };
      if (loss.otherEndOf !== undefined)
        return {
          en: `${at(loss).en}, the other end of ${loss.otherEndOf}, is down, so ${loss.otherEndOf} has no carrier`,
          zh: han`${loss.otherEndOf} 的对端，${at(loss).zh}，处于 down 状态，所以 ${loss.otherEndOf} 没有载波`,
        };
      return { en: `${at(loss).en} is down`, zh: han`${at(loss).zh} 处于 down 状态` };
    case 'no-carrier':
      return {
        en: `${at(loss).en} is up but has no carrier: nothing that is up is plugged in behind it`,
        zh: han`${at(loss).zh} 已启用但没有载波：它后面没有连着任何已启用的设备`,
      };
    case 'no-answer':
      return {
        en: `nobody on the wire behind ${at(loss).en} holds ${loss.gateway ? "the gateway's address " : ''}${loss.asks}, so ARP gets no answer`,
        zh: han`${at(loss).zh} 所连的链路上没有谁持有${loss.gateway ? '网关地址' : ''} ${loss.asks}，ARP 得不到应答`,
      };
    case 'apart':
      return sayApart(loss);
    case 'duplicate':
      return {
        en: `${loss.asks} is held by ${loss.holders.map((end) => at(end).en).join(' and by ')}, and an address can have one holder only`,
        zh: han`${loss.holders.map((end) => at(end).zh).join('、')} 都配置了 ${loss.asks}，而一个地址只能属于一方`,
      };
    case 'port-state':
      return {
        en: `the port ${at(loss).en} of the bridge ${loss.bridge} is in the state ${loss.state} and passes no frames`,
        zh: han`${at(loss).zh} 是网桥 ${loss.bridge} 的端口，处于 ${loss.state} 状态，不转发帧`,
      };
    case 'isolated':
      return {
        en: `the ports ${loss.other} and ${loss.dev} of the bridge ${loss.bridge} are both isolated, so it passes nothing between them`,
        zh: han`网桥 ${loss.bridge} 的端口 ${loss.other} 和 ${loss.dev} 都是隔离的（isolated），它们之间不转发任何帧`,
      };
    case 'ovs-tag': {
      const named = (tag: number): Text => (tag === 0 ? { en: 'no VLAN', zh: '无 VLAN' } : { en: `VLAN ${tag}`, zh: `VLAN ${tag}` });
      const [entry, exit] = loss.tags.map(named);
      return {
        en: `the OVS bridge ${loss.bridge} keeps VLANs apart: its port ${loss.other} is in ${entry?.en ?? ''}, and ${loss.dev} in ${exit?.en ?? ''}`,
        zh: han`OVS 网桥 ${loss.bridge} 隔离不同的 VLAN：端口 ${loss.other} 属于 ${entry?.zh ?? ''}，而 ${loss.dev} 属于 ${exit?.zh ?? ''}`,
      };
    }
    case 'ovs-flow':
      return {
        en: `the flows of the OVS bridge ${loss.bridge} do not pass it on to ${loss.dev}: it meets "${loss.flow}"`,
        zh: han`OVS 网桥 ${loss.bridge} 的流表不把它转发到 ${loss.dev}：它命中的是“${loss.flow}”`,
      };
    case 'arp-off':
      return {
        en: `ARP is off at ${at(loss).en}: it neither asks for MAC addresses nor answers`,
        zh: han`${at(loss).zh} 关闭了 ARP：既不询问 MAC 地址，也不应答`,
      };
    case 'arp-ignored':
      return {
        en: `${at(loss).en} does not answer ARP for ${loss.asks}: arp_ignore is ${loss.value}`,
        zh: han`${at(loss).zh} 不应答对 ${loss.asks} 的 ARP 请求：arp_ignore 是 ${loss.value}`,
      };
    case 'wrong-neighbour':
      return {
        en: `the neighbour table ${inside(loss.netns).en} says for good that ${loss.asks} is at ${loss.lladdr}, but ${at(loss.holder).en} has the MAC address ${loss.mac}`,
        zh: han`${inside(loss.netns).zh}的邻居表里有一条永久条目，说 ${loss.asks} 在 ${loss.lladdr}，而${at(loss.holder).zh} 的 MAC 地址是 ${loss.mac}`,
      };
    case 'same-mac':
      return {
        en: `${at(loss).en} and ${at(loss.other).en} have the same MAC address ${loss.mac}, so frames for the one end at the other`,
        zh: han`${at(loss).zh} 和${at(loss.other).zh} 的 MAC 地址相同（${loss.mac}），发给一个的帧会到另一个那里`,
      };
    case 'wrong-fdb':
      return {
        en: `the bridge ${loss.bridge} was told that ${loss.mac} is at ${loss.port}, but it is behind ${loss.dev}`,
        zh: han`有人给网桥 ${loss.bridge} 写了条目，说 ${loss.mac} 在 ${loss.port}，而它其实在 ${loss.dev} 后面`,
      };
    case 'echo-ignored':
      return {
        en: `the ping arrives, but ${here.en} answers none: net.ipv4.icmp_echo_ignore_all is 1 there`,
        zh: han`ping 到达了，但 ${here.zh} 不应答任何 ping：那里的 net.ipv4.icmp_echo_ignore_all 是 1`,
      };
    case 'not-listening':
      return {
        en: `it arrives, but no program ${inside(loss.netns).en} listens at TCP port ${loss.port} of ${loss.to}`,
        zh: han`包到达了，但${inside(loss.netns).zh}没有程序在 ${loss.to} 的 TCP 端口 ${loss.port} 上监听`,
      };
    case 'no-flood':
      return sayNoFlood(loss);
    case 'tap':
      return {
        en: `${at(loss).en} is a tap device: what is sent into it goes to the program that holds it, if there is one, and to no wire`,
        zh: han`${at(loss).zh} 是 tap 设备：发进去的包交给持有它的程序（如果有），不会上任何线缆`,
      };
    case 'no-forwarding':
      return {
        en: `${here.en} does not forward: net.ipv4.ip_forward is 0 there`,
        zh: han`${here.zh} 不转发：那里的 net.ipv4.ip_forward 是 0`,
      };
    case 'own-source':
      return {
        en: `${at(loss).en} receives a packet from a wire that claims to come from ${loss.source}, an address of ${here.en} itself, and accept_local is 0`,
        zh: han`${at(loss).zh} 从线缆收到一个包，它自称来自 ${loss.source}，而这正是 ${here.zh} 自己的地址，accept_local 又是 0`,
      };
    case 'reverse-path':
      return {
        en: `${at(loss).en} receives a packet from ${loss.source}, to which the way back is another device, and rp_filter is strict`,
        zh: han`${at(loss).zh} 收到来自 ${loss.source} 的包，但回到该地址要走另一个设备，而 rp_filter 是严格模式`,
      };
    case 'filtered': {
      const obstacle = sayObstacle(loss);
      return { en: `${here.en} does not let it pass: ${obstacle.en}`, zh: han`${here.zh} 不放行：${obstacle.zh}` };
    }
    case 'loop':
      return { en: `it goes in circles at ${here.en}`, zh: han`它在 ${here.zh} 那里兜圈子` };
    default:
      return loss satisfies never;
  }
}
