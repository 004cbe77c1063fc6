import type { Hop } from '../model/hop.ts';
import { han, type Text } from '../model/text.ts';
import { at, inside, who } from '../vocabulary/where.ts';

type Passed = Exclude<Hop, { kind: 'back' | 'lost' }>;

function sayRoute({ netns, to, route, source }: Extract<Hop, { kind: 'route' }>): Text {
  const here = who(netns);
  return route.via
    ? {
        en: `${here.en} sends what is for ${to} to the gateway ${route.via}, out of ${route.dev}, source ${source}`,
        zh: han`${here.zh} 把发往 ${to} 的包从 ${route.dev} 交给网关 ${route.via}，源地址 ${source}`,
      }
    : {
        en: `${here.en} sends what is for ${to} out of ${route.dev}, source ${source}`,
        zh: han`${here.zh} 把发往 ${to} 的包从 ${route.dev} 发出，源地址 ${source}`,
      };
}

function saySwitch({ sort, netns, name, in: from, out }: Extract<Hop, { kind: 'switch' }>): Text {
  const what =
    sort === 'ovs'
      ? { en: `the OVS bridge ${name}`, zh: `OVS 网桥 ${name}` }
      : { en: `the bridge ${name} ${inside(netns).en}`, zh: han`${inside(netns).zh}的网桥 ${name}` };
  return { en: `${what.en} passes it from ${from} to ${out}`, zh: han`${what.zh} 把它从 ${from} 转发到 ${out}` };
}

/** A hop that works, in a line. */
export function hopLine(hop: Passed): Text {
  switch (hop.kind) {
    case 'route':
      return sayRoute(hop);
    case 'local':
      return {
        en: `${hop.to} is an own address of ${who(hop.netns).en}: it stays there, on lo`,
        zh: han`${hop.to} 是 ${who(hop.netns).zh} 自己的地址：包留在那里，走 lo`,
      };
    case 'arp':
      return {
        en: `${at(hop.answers).en} answers ARP for ${hop.asks}`,
        zh: han`${at(hop.answers).zh} 应答对 ${hop.asks} 的 ARP 请求`,
      };
    case 'cable':
      return {
        en: `${at(hop.from).en} is wired to ${at(hop.to).en}`,
        zh: han`${at(hop.from).zh} 连着 ${at(hop.to).zh}`,
      };
    case 'switch':
      return saySwitch(hop);
    case 'forward':
      return { en: `${who(hop.netns).en} forwards it`, zh: han`${who(hop.netns).zh} 转发它` };
    case 'rewrite':
      return {
        en: `${who(hop.netns).en} rewrites its source ${hop.source} to ${hop.becomes} (MASQUERADE)`,
        zh: han`${who(hop.netns).zh} 把源地址 ${hop.source} 改写为 ${hop.becomes}（MASQUERADE）`,
      };
    case 'redirect':
      return {
        en: `${who(hop.netns).en} rewrites its destination ${hop.to} to ${hop.becomes} (DNAT)`,
        zh: han`${who(hop.netns).zh} 把目的地址 ${hop.to} 改写为 ${hop.becomes}（DNAT）`,
      };
    case 'restore':
      return {
        en: `${who(hop.netns).en} puts ${hop.becomes} back where the answer says ${hop.to}`,
        zh: han`${who(hop.netns).zh} 把应答里的 ${hop.to} 换回 ${hop.becomes}`,
      };
    case 'disguise':
      return {
        en: `${who(hop.netns).en} gives the answer the source ${hop.becomes} in place of ${hop.source}`,
        zh: han`${who(hop.netns).zh} 把应答的源地址 ${hop.source} 换成 ${hop.becomes}`,
      };
    case 'arrive':
      return {
        en: `${who(hop.netns).en} takes it in at ${hop.dev}, from ${hop.source}`,
        zh: han`${who(hop.netns).zh} 在 ${hop.dev} 收下它，来自 ${hop.source}`,
      };
    default:
      return hop satisfies never;
  }
}
