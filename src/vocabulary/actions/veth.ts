import * as v from 'valibot';
import { addLink } from '../../model/edits.ts';
import { devName, netnsName, place } from '../../model/names.ts';
import type { Link } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { defineAction, devicesMade } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, WHERE } from '../notes.ts';

/** Creates a veth pair (veth(4)), both ends in the same namespace or the other one in a namespace of its own. */
export const veth = defineAction({
  kind: 'veth',
  params: v.pipe(
    v.strictObject({ name: devName, peer: devName, netns: place, peerNetns: v.optional(netnsName) }),
    v.check(
      ({ name, peer, netns, peerNetns = netns }) => name !== peer || peerNetns !== netns,
      () => say({ en: 'both ends of a veth in one namespace need different names', zh: '同一个网络命名空间里 veth 的两端要用不同的名字' }),
    ),
  ),
  about: {
    name: { en: 'one end', zh: '一端' },
    peer: { en: 'the other end', zh: '另一端' },
    netns: WHERE,
    peerNetns: {
      en: 'the namespace in which the other end is made; left out, where the first is',
      zh: '另一端在哪个命名空间里创建；不写则与这一端相同',
    },
  },
  template: 'veth-add',
  creates: ({ name }) => `dev ${name}`,
  undo: 'link-del',
  dialect: 'ip',
  forms: {
    short: { template: 'dialect/short-veth-add', undo: 'dialect/short-link-del', abbreviates: true },
  },
  makes: ({ name, peer, netns, peerNetns = netns }) => [...devicesMade(netns, name), ...devicesMade(peerNetns, peer)],
  effect(network, { name, peer, netns, peerNetns = netns }) {
    const end = (self: string, other: { netns: string; dev: string }): Link => ({
      name: self,
      kind: 'veth',
      up: false,
      addresses: [],
      peer: other,
    });
    return [
      addLink(network, netns, end(name, { netns: peerNetns, dev: peer })),
      addLink(network, peerNetns, end(peer, { netns, dev: name })),
    ];
  },
  needs: () => [tool('ip'), { kind: 'link', type: 'veth' }],
  title: ({ name, peer, peerNetns }) => ({
    en: `Create the veth pair ${name} and ${peer}${peerNetns ? `, which is in ${peerNetns}` : ''}`,
    zh: `创建 veth 设备对 ${name} 和 ${peer}${peerNetns ? `，后者在 ${peerNetns} 里` : ''}`,
  }),
  purpose: {
    en: 'A veth pair is a cable with a network card at each end: what is sent into one end comes out of the other, in whatever namespace that is.',
    zh: 'veth 设备对是一根两端各带一块网卡的网线：从一端送进去的，从另一端出来，不管另一端在哪个命名空间。',
  },
  flags: [
    DASH_N,
    { flag: 'link add', means: { en: 'create a network device', zh: '创建网络设备' } },
    {
      flag: 'type veth',
      means: { en: 'of the kind "virtual Ethernet", which always comes as a pair', zh: '类型是“虚拟以太网”，总是成对出现' },
    },
    { flag: 'peer name', means: { en: "the other end's name", zh: '另一端的名字' } },
    {
      flag: 'netns',
      means: {
        en: 'make the other end inside this namespace, instead of moving it there',
        zh: '直接在这个命名空间里创建另一端，不必再移过去',
      },
    },
  ],
  mistakes: [{ en: 'A veth end has no carrier until both ends are up.', zh: 'veth 的两端都启用之后才有载波。' }],
  example: { given: [], params: { name: 'veth0', peer: 'veth1' } },
});
