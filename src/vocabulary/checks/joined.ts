import * as v from 'valibot';
import { HOST } from '../../model/host.ts';
import { ipv4, netnsName } from '../../model/names.ts';
import { linkWith, type Network } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { type Attachment, attachmentOf } from '../../model/switches.ts';
import { han, type Text } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { pluggedIn } from '../plugged-in.ts';
import { inside } from '../where.ts';
import { fails, holds, listMembers, type Member, noNetns, unheld } from './verdicts.ts';

const KIND = {
  bridge: { en: 'a Linux bridge through veth pairs', zh: '通过 veth 设备对连接的 Linux 网桥' },
  'ovs-veth': { en: 'an OVS bridge through veth pairs', zh: '通过 veth 设备对连接的 OVS 网桥' },
  'ovs-internal': { en: 'an OVS bridge through internal ports', zh: '通过内部端口连接的 OVS 网桥' },
} as const;

const OVS_BRIDGE: Text = { en: 'OVS bridge', zh: 'OVS 网桥' };

/** What members are to be plugged into, in a word. */
const ANY: Readonly<Record<Attachment['by'], Text>> = {
  bridge: { en: 'Linux bridge', zh: 'Linux 网桥' },
  'ovs-veth': OVS_BRIDGE,
  'ovs-internal': OVS_BRIDGE,
};

const NOTHING: Text = { en: '', zh: '' };

/** Whether the switch passes frames of that port on; the reason where it does not. */
function whyNotForwarding(network: Network, { by, netns, name, port, link }: Attachment): Text | undefined {
  if (!link.up) return { en: `${link.name} is down`, zh: han`${link.name} 处于 down 状态` };
  if (by === 'ovs-veth' && network.netns[netns]?.links[port]?.up === false)
    return { en: `${port} is down`, zh: han`${port} 处于 down 状态` };
  if (by !== 'bridge') {
    const error = network.ovs?.bridges[name]?.ports[port]?.error;
    return error ? { en: `ovs-vswitchd reports: ${error}`, zh: `ovs-vswitchd 报告：${error}` } : undefined;
  }
  const state = network.netns[netns];
  if (!state?.links[name]?.up) return { en: `the bridge ${name} is down`, zh: `网桥 ${name} 处于 down 状态` };
  const portState = state.links[port]?.portState;
  if (portState === 'forwarding') return undefined;
  const stp = state.links[name]?.stp ? { en: `, and spanning tree is on at ${name}`, zh: han`，而且 ${name} 开启了生成树` } : NOTHING;
  return {
    en: `the port ${port} is ${portState ?? 'in no state'}${stp.en}`,
    zh: han`端口 ${port} 的状态是 ${portState ?? '无'}${stp.zh}`,
  };
}

/** How many of the members are joined, as a part of all: those on the switch that joins most of them. One alone is joined to nobody. */
function joinedPart(network: Network, by: Attachment['by'], members: readonly Member[]): number {
  const sizes = new Map<string, number>();
  for (const { netns, address } of members) {
    const at = attachmentOf(network, netns, address);
    if (at?.by !== by || whyNotForwarding(network, at)) continue;
    const key = JSON.stringify([at.netns, at.name]);
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  const most = Math.max(0, ...sizes.values());
  return most > 1 ? most / members.length : 0;
}

/** Whether all that a frame of a member passes in its switch is up. */
function isSwitchedOn({ netns: all }: Network, at: Attachment | undefined): boolean {
  const links = all[at?.netns ?? '']?.links;
  const port = at && links?.[at.port];
  if (!at?.link.up) return false;
  return at.by !== 'bridge' || (port?.up === true && links?.[at.name]?.up === true);
}

/** The holders of the addresses are ports of one and the same switch, in the given way, and each port forwards. */
export const joined = defineCheck({
  kind: 'joined',
  params: v.strictObject({
    by: v.picklist(['bridge', 'ovs-veth', 'ovs-internal']),
    members: v.pipe(
      v.array(v.strictObject({ netns: netnsName, address: ipv4 })),
      v.minLength(2, () => say({ en: 'joining takes at least two members', zh: '连接至少要有两个成员' })),
    ),
  }),
  about: {
    by: { en: 'how they are plugged in', zh: '怎样接入' },
    members: { en: 'the namespaces, each with the address that it holds', zh: '各命名空间及其持有的地址' },
  },
  purpose: {
    en: 'The members are ports of one and the same switch, whatever it and its ports are called, and each port forwards.',
    zh: '各成员都是同一个交换机的端口，不管交换机和端口叫什么名字，而且每个端口都在转发。',
  },
  claim: ({ by, members }) => ({
    en: `${KIND[by].en} joins ${listMembers(members).en}, every port forwarding`,
    zh: han`${listMembers(members).zh} 都接在同一个${KIND[by].zh}上，每个端口都在转发`,
  }),
  probe: () => [],
  judge({ by, members }, { network }) {
    const expected = { en: `${members.length} members on ${KIND[by].en}`, zh: han`${members.length} 个成员都接在同一个${KIND[by].zh}上` };
    const found: Attachment[] = [];
    const part = joinedPart(network, by, members);
    for (const member of members) {
      const attachment = attachmentOf(network, member.netns, member.address);
      if (!attachment) {
        const any = ANY[by];
        const reason = { en: `${member.netns} is on no ${any.en}`, zh: han`${member.netns} 没有接到任何${any.zh}` };
        return fails({ expected, actual: whyLoose(network, member, any), reason, part });
      }
      if (attachment.by !== by)
        return fails({
          expected,
          actual: { en: `${member.netns} is on ${KIND[attachment.by].en}`, zh: han`${member.netns} 接在${KIND[attachment.by].zh}上` },
          reason: { en: 'another kind of wiring is asked for', zh: '要求的是另一种接法' },
          part,
        });
      const fault = whyNotForwarding(network, attachment);
      if (fault) {
        const reason = { en: `the switch passes nothing on for ${member.netns}`, zh: `交换机不会转发 ${member.netns} 的帧` };
        return fails({ expected, actual: fault, reason, part });
      }
      found.push(attachment);
    }
    const switches = new Map(found.map(({ netns, name }) => [`${name} on ${netns}`, han`${inside(netns).zh}的 ${name}`]));
    const names = { en: [...switches.keys()].join(' and '), zh: [...switches.values()].join('、') };
    if (switches.size > 1)
      return fails({
        expected,
        actual: { en: `they are on ${names.en}`, zh: han`它们分别接在 ${names.zh}` },
        reason: { en: 'all must be ports of one switch', zh: '它们必须是同一个交换机的端口' },
        part,
      });
    const ports = found.slice(0, 4).map(({ port }) => port);
    const more = found.length > 4 ? ' …' : '';
    return holds({ en: `${names.en}: ${ports.join(', ')}${more}`, zh: `${names.zh}：${ports.join('、')}${more}` });
  },
  printed({ by, members }, expected) {
    const plugged = pluggedIn(expected, members, by);
    if ('not' in plugged) return { by: 'cannot_hold', words: [[say(plugged.not)]] };
    const { netns, name, ports } = plugged;
    if (by === 'bridge') return { by: 'bridge_joins', words: [[netns, name], ...ports] };
    return { by: 'ovs_joins', words: [[by === 'ovs-veth' ? 'veth' : 'internal', name], ...ports] };
  },
  see: ({ by }) => (by === 'bridge' ? { template: 'see-bridge-ports', data: { netns: HOST } } : { template: 'see-ovs', data: {} }),
  shows: ({ by }) => ({
    en:
      by === 'bridge'
        ? 'One line for each port. `master` names the bridge, `state forwarding` says that frames pass.'
        : 'Below `Bridge` there is a `Port` for each member, and no line with `error`. The port that has the name of the bridge is its local port.',
    zh:
      by === 'bridge'
        ? '每个端口一行。`master` 后面是网桥的名字，`state forwarding` 表示在转发帧。'
        : '`Bridge` 下面每个成员各有一个 `Port`，没有带 `error` 的行。与网桥同名的端口是它的本地端口。',
  }),
  flags: [
    { flag: 'link show', means: { en: 'list the ports of Linux bridges', zh: '列出 Linux 网桥的端口' } },
    { flag: 'show', means: { en: 'print what is configured: bridges, their ports, and errors', zh: '打印配置：网桥、端口和错误' } },
  ],
  needs: ({ by }) => [tool(by === 'bridge' ? 'bridge' : 'ovs-vsctl')],
  places: ({ members }) => members.map(({ netns }) => ({ netns })),
  concurrent: false,
  wait: 'until-holds',
  stands: ({ by, members }, network) =>
    !('not' in pluggedIn(network, members, by)) &&
    members.every(({ netns, address }) => isSwitchedOn(network, attachmentOf(network, netns, address))),
  example: {
    by: 'bridge',
    members: [
      { netns: 'ns1', address: '10.0.0.2' },
      { netns: 'ns2', address: '10.0.0.3' },
    ],
  },
});

function whyLoose(network: Network, { netns, address }: Member, any: Text): Text {
  if (!network.netns[netns]) return noNetns(netns);
  const link = linkWith(network, netns, address);
  if (!link) return unheld(netns, address);
  return link.peer
    ? { en: `the other end of ${link.name} is no port of any ${any.en}`, zh: han`${link.name} 的对端不是任何${any.zh}的端口` }
    : {
        en: `${link.name} is of the kind ${link.kind} and leads to no ${any.en}`,
        zh: han`${link.name} 的类型是 ${link.kind}，没有通向任何${any.zh}`,
      };
}
