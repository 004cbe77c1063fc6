import { ruleText } from '../model/firewall.ts';
import type { Hop, Loss } from '../model/path.ts';
import { han, type Text } from '../model/text.ts';
import type { End } from '../model/wire.ts';
import { inside, who } from './where.ts';

function at({ netns, dev }: End): Text {
  const where = inside(netns);
  return { en: `${dev} ${where.en}`, zh: han`${where.zh}的 ${dev}` };
}

function sayRoute({ netns, to, route, source, bound }: Extract<Hop, { kind: 'route' }>): Text {
  const where = inside(netns);
  const { dst, via, dev } = route;
  if (bound)
    return {
      en: `The sender ${where.en} is bound to ${dev} (\`-I\`), so the packet for ${to} leaves by that device, whatever the tables say. Its source is ${source}.`,
      zh: han`${where.zh}的发送方绑定了 ${dev}（\`-I\`），所以发往 ${to} 的包从这个设备出去，不管路由表怎么写。源地址是 ${source}。`,
    };
  const way = via ? `\`${dst} via ${via} dev ${dev}\`` : `\`${dst} dev ${dev}\``;
  const meaning = via
    ? {
        en: `no other route leads to ${to}, so it goes to the gateway ${via}`,
        zh: `没有别的路由通向 ${to}，所以交给网关 ${via}`,
      }
    : { en: `${to} is on the wire behind ${dev}, and no gateway is needed`, zh: `${to} 就在 ${dev} 所连的链路上，不需要网关` };
  return {
    en: `The routing table ${where.en} decides, here by ${way}: ${meaning.en}. The packet's source is ${source}.`,
    zh: han`${where.zh}查路由表，匹配到 ${way}：${meaning.zh}。包的源地址是 ${source}。`,
  };
}

function saySwitch({ sort, netns, name, in: from, out }: Extract<Hop, { kind: 'switch' }>): Text {
  const what =
    sort === 'ovs'
      ? { en: `the OVS bridge ${name}`, zh: ` OVS 网桥 ${name}` }
      : { en: `the bridge ${name} ${inside(netns).en}`, zh: han`${inside(netns).zh}的网桥 ${name}` };
  if (out === name)
    return {
      en: `There, ${from} is a port of ${what.en}. The destination MAC address is that of ${name} itself, so the switch hands the frame up to ${who(netns).en}.`,
      zh: han`在那里，${from} 是 ${what.zh} 的端口。目的 MAC 地址是 ${name} 自己的，所以交换机把帧向上交给 ${who(netns).zh}。`,
    };
  const entry =
    from === name
      ? { en: `The frame enters ${what.en} from the host itself.`, zh: han`帧由主机自己送进 ${what.zh}。` }
      : { en: `The frame enters ${what.en} by the port ${from}.`, zh: han`帧从端口 ${from} 进入 ${what.zh}。` };
  return {
    en: `${entry.en} The ARP request was flooded to every other port; by now the switch has learnt which MAC address is behind which port, and this frame leaves by ${out} alone.`,
    zh: han`${entry.zh}先前的 ARP 请求被泛洪到其他所有端口；现在交换机已经学到每个 MAC 地址在哪个端口后面，这一帧只从 ${out} 出去。`,
  };
}

function sayRedirect({ netns, to, becomes, port, toPort }: Extract<Hop, { kind: 'redirect' }>): Text {
  const with_ = (address: string, at: number | undefined) => (at === undefined ? address : `${address}:${at}`);
  const [was, is] = [with_(to, port), with_(becomes, toPort)];
  return {
    en: `As it comes in ${inside(netns).en}, before any route is chosen, the DNAT rule rewrites the destination: ${was} becomes ${is}. Connection tracking remembers it.`,
    zh: han`包一进入 ${who(netns).zh}，还没有查路由，DNAT 规则就改写目的地址：${was} 变成 ${is}。连接跟踪记下这次改写。`,
  };
}

function sayDisguise({ netns, source, becomes }: Extract<Hop, { kind: 'disguise' }>): Text {
  return {
    en: `Connection tracking ${inside(netns).en} knows whom it answers, and rewrites its source ${source} to ${becomes}, the address that was called; no rule says so.`,
    zh: han`${inside(netns).zh}的连接跟踪知道它属于哪个连接，把源地址 ${source} 改回对方当初访问的 ${becomes}，不需要任何规则。`,
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
  return { en: `a rule of the chain ${chain} drops it: "${rule}"`, zh: han`${chain} 链的一条规则把它丢弃：“${rule}”` };
}

function sayBack({ devices, restored, disguised }: Extract<Hop, { kind: 'back' }>): Text {
  if (devices.every(({ dev }) => dev === 'lo'))
    return {
      en: 'The answer takes another way. It goes from the namespace to itself, so the table `local`, which is asked first, keeps it there: it travels on lo, and on no wire at all.',
      zh: '应答走的是另一条路。它从这个命名空间发给自己，而最先查的是 `local` 表，包就留在了本地：它走 lo，不经过任何线缆。',
    };
  const moved = devices.map((end, index) => ({ ...end, elsewhere: end.netns !== devices[index - 1]?.netns }));
  const way = {
    en: moved.map((end) => (end.elsewhere ? at(end).en : end.dev)).join(', '),
    zh: moved.map((end) => (end.elsewhere ? at(end).zh : end.dev)).join('、'),
  };
  const turned = restored
    ? {
        en: ` Connection tracking ${inside(restored.netns).en} knows the answer and puts ${restored.becomes} back where it says ${restored.to}.`,
        zh: han`${inside(restored.netns).zh}的连接跟踪认出这个应答，把其中的 ${restored.to} 换回 ${restored.becomes}。`,
      }
    : { en: '', zh: '' };
  const named = disguised ? sayDisguise(disguised) : { en: '', zh: '' };
  return {
    en: `The answer comes back by ${way.en}.${turned.en}${named.en && ` ${named.en}`}`,
    zh: han`应答依次经过 ${way.zh} 返回。${turned.zh}${named.zh}`,
  };
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
      return { en: `${here.en} has no route to ${loss.to}`, zh: han`${here.zh} 没有到 ${loss.to} 的路由` };
    case 'down':
      return { en: `${at(loss).en} is down`, zh: han`${at(loss).zh} 处于 down 状态` };
    case 'no-answer':
      return {
        en: `nobody on the wire behind ${at(loss).en} holds ${loss.asks}, so ARP gets no answer`,
        zh: han`${at(loss).zh} 所连的链路上没有谁持有 ${loss.asks}，ARP 得不到应答`,
      };
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

function say(hop: Hop): Text {
  switch (hop.kind) {
    case 'route':
      return sayRoute(hop);
    case 'local':
      return {
        en: `${hop.to} is an address of ${who(hop.netns).en} itself: the table \`local\` keeps the packet there, on lo, and no wire is involved.`,
        zh: han`${hop.to} 是 ${who(hop.netns).zh} 自己的地址：\`local\` 表把包留在本地，走 lo，不经过任何线缆。`,
      };
    case 'arp':
      return {
        en: `A frame needs a MAC address to go to. Unless the neighbour table ${inside(hop.netns).en} holds that of ${hop.asks}, ARP asks for it through ${hop.dev}, "who has ${hop.asks}?", and ${at(hop.answers).en} answers.`,
        zh: han`帧要有目的 MAC 地址。如果${inside(hop.netns).zh}的邻居表里没有 ${hop.asks} 的，ARP 就从 ${hop.dev} 发出请求“谁是 ${hop.asks}？”，由 ${at(hop.answers).zh} 应答。`,
      };
    case 'cable':
      return {
        en: `The frame goes into ${at(hop.from).en} and comes out of the other end of the cable, ${at(hop.to).en}.`,
        zh: han`帧进入 ${at(hop.from).zh}，从线缆的另一端，也就是 ${at(hop.to).zh} 出来。`,
      };
    case 'switch':
      return saySwitch(hop);
    case 'forward':
      return {
        en: `${hop.to} is no address of ${who(hop.netns).en}, and net.ipv4.ip_forward is 1 there: the packet is forwarded. From now on it is routed as if it came from here, but keeps its source.`,
        zh: han`${hop.to} 不是 ${who(hop.netns).zh} 的地址，而那里的 net.ipv4.ip_forward 是 1：这个包被转发。接下来像从这里发出的包一样查路由，但源地址不变。`,
      };
    case 'rewrite':
      return {
        en: `On the way out by ${hop.dev}, the MASQUERADE rule rewrites the source: ${hop.source} becomes ${hop.becomes}. Connection tracking remembers it.`,
        zh: han`从 ${hop.dev} 出去时，MASQUERADE 规则改写源地址：${hop.source} 变成 ${hop.becomes}。连接跟踪记下这次改写。`,
      };
    case 'redirect':
      return sayRedirect(hop);
    case 'disguise':
      return sayDisguise(hop);
    case 'restore':
      return {
        en: `Connection tracking ${inside(hop.netns).en} puts ${hop.becomes} back where the answer says ${hop.to}.`,
        zh: han`${inside(hop.netns).zh}的连接跟踪把应答里的 ${hop.to} 换回 ${hop.becomes}。`,
      };
    case 'arrive':
      return {
        en: `The packet has arrived: it comes in by ${hop.dev} ${inside(hop.netns).en}, and ${hop.to} is an address of ${who(hop.netns).en}. Its sender, as seen from there, is ${hop.source}.`,
        zh: han`包到达了：它从 ${at(hop).zh} 进来，${hop.to} 是 ${who(hop.netns).zh} 的地址。在那里看到的发送方是 ${hop.source}。`,
      };
    case 'back':
      return sayBack(hop);
    case 'lost': {
      const why = sayLoss(hop.loss);
      return {
        en: `Here the ${hop.direction === 'there' ? 'packet' : 'answer'} is lost: ${why.en}.`,
        zh: han`${hop.direction === 'there' ? '包' : '应答'}到这里就丢了：${why.zh}。`,
      };
    }
    default:
      return hop satisfies never;
  }
}

/** A hop in a sentence or two for a learner. */
export function sayHop(hop: Hop): Text {
  const { en, zh } = say(hop);
  return { en: en.charAt(0).toUpperCase() + en.slice(1), zh };
}
