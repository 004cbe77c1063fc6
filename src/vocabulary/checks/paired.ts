import * as v from 'valibot';
import { ipv4, place } from '../../model/names.ts';
import { linkWith } from '../../model/network.ts';
import { han } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N } from '../notes.ts';
import { inside } from '../where.ts';
import { fails, holds, unheld } from './verdicts.ts';

const member = v.strictObject({ netns: place, address: ipv4 });

/** The devices that hold two addresses are the two ends of one veth pair, by the indexes that the kernel reports. */
export const paired = defineCheck({
  kind: 'paired',
  params: v.strictObject({ a: member, b: member }),
  about: {
    a: { en: 'one end: the namespace and the address that its device holds', zh: '一端：命名空间，以及该端设备持有的地址' },
    b: { en: 'the other end, likewise', zh: '另一端，写法相同' },
  },
  purpose: {
    en: 'Two devices are the ends of one cable, by the indexes that the kernel gives for each and its peer.',
    zh: '按内核给出的索引和对端索引，两个设备是同一根线缆的两端。',
  },
  claim: ({ a, b }) => ({
    en: `the devices of ${a.address} on ${a.netns} and ${b.address} on ${b.netns} are two ends of one veth`,
    zh: han`${inside(a.netns).zh}持有 ${a.address} 的设备与${inside(b.netns).zh}持有 ${b.address} 的设备是一个 veth 设备对的两端`,
  }),
  probe: () => [],
  judge({ a, b }, { network }) {
    const expected = {
      en: `a veth pair with ${a.address} and ${b.address} at its ends`,
      zh: `两端分别持有 ${a.address} 和 ${b.address} 的 veth 设备对`,
    };
    const [near, far] = [linkWith(network, a.netns, a.address), linkWith(network, b.netns, b.address)];
    if (!near || !far) {
      const missing = near ? b : a;
      const reason = { en: 'an address is missing', zh: '缺少一个地址' };
      return fails({ expected, actual: unheld(missing.netns, missing.address), reason });
    }
    if (near.kind !== 'veth' || far.kind !== 'veth') {
      const odd = near.kind === 'veth' ? far : near;
      return fails({
        expected,
        actual: { en: `${odd.name} is of the kind ${odd.kind}`, zh: `${odd.name} 的类型是 ${odd.kind}` },
        reason: { en: 'a veth pair is asked for', zh: '要求的是 veth 设备对' },
      });
    }
    const fits =
      near.peer?.netns === b.netns && near.peer.dev === far.name && near.peerIndex === far.ifindex && far.peerIndex === near.ifindex;
    const facts = {
      en: `${near.name} is index ${near.ifindex} with peer ${near.peerIndex}, ${far.name} is index ${far.ifindex} with peer ${far.peerIndex}`,
      zh: `${near.name} 的索引是 ${near.ifindex}，对端 ${near.peerIndex}；${far.name} 的索引是 ${far.ifindex}，对端 ${far.peerIndex}`,
    };
    const reason = { en: 'each must name the other as its peer', zh: '两端必须互为对端' };
    return fits ? holds(facts) : fails({ expected, actual: facts, reason });
  },
  printed: ({ a, b }) => ({ by: 'two_ends', words: [[a.netns, a.address, b.netns, b.address]] }),
  see: ({ a }) => ({ template: 'see-address', data: a }),
  shows: ({ a, b }) => ({
    en:
      a.netns === b.netns
        ? 'The line of the device begins with its index and its name, and behind the `@` stands its peer.'
        : 'The line of the device begins with its index; behind the `@` of its name, `if` and a number are the index that its peer has in the other namespace. Look there, and the numbers cross.',
    zh:
      a.netns === b.netns
        ? '设备那一行以索引和名字开头，`@` 后面是它的对端。'
        : '设备那一行以索引开头；名字里 `@` 后面的 `if` 加数字，是对端在另一个命名空间里的索引。到那边去看，两个数字正好互换。',
  }),
  flags: [
    DASH_N,
    { flag: 'address show', means: { en: 'list devices with their addresses', zh: '列出设备及其地址' } },
    { flag: 'to', means: { en: 'only the one with this address', zh: '只列持有这个地址的设备' } },
  ],
  needs: () => [tool('ip')],
  places: ({ a, b }) => [{ netns: a.netns }, { netns: b.netns }],
  concurrent: false,
  wait: 'until-holds',
  stands: 'as-judged',
  example: { a: { netns: 'ns1', address: '10.0.0.1' }, b: { netns: 'ns2', address: '10.0.0.2' } },
});
