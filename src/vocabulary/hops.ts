import type { Hop } from '../model/hop.ts';
import { han, type Text } from '../model/text.ts';
import { sayLoss } from './losses.ts';
import { at, inside, who } from './where.ts';

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

function sayRedirect({ netns, to, becomes, port, toPort, own }: Extract<Hop, { kind: 'redirect' }>): Text {
  const with_ = (address: string, at: number | undefined) => (at === undefined ? address : `${address}:${at}`);
  const [was, is] = [with_(to, port), with_(becomes, toPort)];
  if (own)
    return {
      en: `As ${who(netns).en} sends it, the DNAT rule of the chain OUTPUT rewrites the destination, ${was} becomes ${is}, and a route is looked up anew. Connection tracking remembers it.`,
      zh: han`${who(netns).zh}发出这个包时，OUTPUT 链的 DNAT 规则改写目的地址：${was} 变成 ${is}，随后重新查路由。连接跟踪记下这次改写。`,
    };
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
