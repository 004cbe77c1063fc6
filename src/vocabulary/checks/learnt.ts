import * as v from 'valibot';
import { HOST } from '../../model/host.ts';
import { ipv4, netnsName } from '../../model/names.ts';
import type { Network } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { type Attachment, attachmentOf } from '../../model/switches.ts';
import { han } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { pluggedIn } from '../plugged-in.ts';
import { fails, holds, listMembers, type Member } from './verdicts.ts';

/** Behind which port a switch has learnt each MAC address. */
function learntAt(network: Network, { by, netns, name }: Attachment): ReadonlyMap<string, string> {
  if (by !== 'bridge') return new Map(Object.entries(network.ovs?.bridges[name]?.fdb ?? {}));
  const entries = (network.netns[netns]?.fdb ?? []).filter((entry) => entry.bridge === name && entry.learnt);
  return new Map(entries.map(({ mac, port }) => [mac, port]));
}

/** How many of the members are known behind their own ports, as a part of all. */
function knownPart(network: Network, members: readonly Member[]): number {
  const known = members.filter(({ netns, address }) => {
    const at = attachmentOf(network, netns, address);
    return at && learntAt(network, at).get(at.link.mac ?? '') === at.port;
  });
  return known.length / members.length;
}

/** The switch that joins the members has learnt each one's MAC address behind the member's own port. `on` says whose listing shows it. */
export const learnt = defineCheck({
  kind: 'learnt',
  params: v.strictObject({
    on: v.picklist(['bridge', 'ovs']),
    members: v.array(v.strictObject({ netns: netnsName, address: ipv4 })),
  }),
  about: {
    on: { en: 'whose listing shows it', zh: '从谁的列表里能看到' },
    members: { en: 'the namespaces, each with the address that it holds', zh: '各命名空间及其持有的地址' },
  },
  purpose: {
    en: 'The switch has seen a frame of each member, and knows behind which port it lives. It needs traffic first.',
    zh: '交换机收到过每个成员的帧，知道它在哪个端口后面。要先有流量。',
  },
  claim: ({ members }) => ({
    en: `the switch has learnt the MAC addresses of ${listMembers(members).en}`,
    zh: han`交换机已学到 ${listMembers(members).zh} 的 MAC 地址`,
  }),
  probe: () => [],
  judge({ members }, { network }) {
    const expected = { en: 'each MAC address behind its own port', zh: '每个 MAC 地址都在各自的端口后面' };
    const tables = new Map<string, ReadonlyMap<string, string>>();
    const seen: { readonly mac: string; readonly port: string }[] = [];
    for (const { netns, address } of members) {
      const attachment = attachmentOf(network, netns, address);
      if (!attachment)
        return fails({
          expected,
          actual: { en: `${netns} is on no switch`, zh: `${netns} 没有接到任何交换机` },
          reason: { en: 'a switch learns only from its ports', zh: '交换机只从自己的端口学习' },
        });
      const at = `${attachment.name} on ${attachment.netns}`;
      const table = tables.get(at) ?? learntAt(network, attachment);
      tables.set(at, table);
      const mac = attachment.link.mac ?? '';
      const port = table.get(mac);
      if (port !== attachment.port) {
        return fails({
          expected,
          actual: port
            ? { en: `${mac} of ${netns} is behind ${port}`, zh: `${netns} 的 ${mac} 在 ${port} 后面` }
            : { en: `${mac} of ${netns} is unknown to the switch`, zh: `交换机还不认识 ${netns} 的 ${mac}` },
          reason: {
            en: 'a switch learns an address from a frame that its owner sends; has it sent any?',
            zh: '交换机从地址主人发出的帧里学到地址：它发过帧吗？',
          },
          part: knownPart(network, members),
        });
      }
      seen.push({ mac, port });
    }
    const more = seen.length > 3;
    const shown = seen.slice(0, 3);
    return holds({
      en: `${shown.map(({ mac, port }) => `${mac} behind ${port}`).join(', ')}${more ? ` … (${seen.length})` : ''}`,
      zh: `${shown.map(({ mac, port }) => `${mac} 在 ${port} 后面`).join('，')}${more ? ` …（共 ${seen.length} 个）` : ''}`,
    });
  },
  printed({ members }, expected) {
    const plugged = pluggedIn(expected, members);
    if ('not' in plugged) return { by: 'cannot_hold', words: [[say(plugged.not)]] };
    const { by, netns, name, ports } = plugged;
    return by === 'bridge' ? { by: 'bridge_learnt', words: [[netns, name], ...ports] } : { by: 'ovs_learnt', words: [[name], ...ports] };
  },
  see: ({ on }) => (on === 'bridge' ? { template: 'see-fdb', data: { netns: HOST } } : { template: 'see-all-ovs-fdbs', data: {} }),
  shows: ({ on }) => ({
    en:
      on === 'bridge'
        ? 'Lines that end with `master` and the bridge alone were learnt: MAC address, `dev`, and the port that it is behind. Those marked `permanent` are the addresses of the ports themselves.'
        : 'A line for each MAC address: the number of the port that it is behind, and its age in seconds since the last frame.',
    zh:
      on === 'bridge'
        ? '以 `master` 加网桥名结尾的行是学到的：MAC 地址、`dev` 和所在的端口。标有 `permanent` 的是端口自己的地址。'
        : '每个 MAC 地址一行：所在端口的编号，以及距最后一帧的秒数。',
  }),
  flags: [
    {
      flag: 'fdb show',
      means: { en: 'print the forwarding database: which MAC address is behind which port', zh: '打印转发表：哪个 MAC 地址在哪个端口后面' },
    },
    { flag: 'list-br', means: { en: 'print the names of the bridges', zh: '打印各网桥的名字' } },
    { flag: '| xargs', means: { en: 'give those names, as words, to the command that follows', zh: '把这些名字作为参数交给后面的命令' } },
    { flag: '-n 1', means: { en: 'one name at a time', zh: '一次一个名字' } },
    { flag: 'fdb/show', means: { en: 'ask ovs-vswitchd what a bridge has learnt', zh: '询问 ovs-vswitchd 网桥学到了什么' } },
  ],
  needs: ({ on }) => (on === 'bridge' ? [tool('bridge')] : [tool('ovs-vsctl'), tool('ovs-appctl')]),
  places: ({ members }) => members.map(({ netns }) => ({ netns })),
  concurrent: false,
  wait: 'until-holds',
  stands: ({ members }, network) => !('not' in pluggedIn(network, members)),
  fdb: true,
  example: {
    on: 'bridge',
    members: [
      { netns: 'ns1', address: '10.0.0.2' },
      { netns: 'ns2', address: '10.0.0.3' },
    ],
  },
});
