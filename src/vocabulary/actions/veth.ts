import * as v from 'valibot';
import { addLink } from '../../model/edits.ts';
import { devName, netnsName, place } from '../../model/names.ts';
import type { Link } from '../../model/network.ts';
import { DASH_N, defineAction, devicesMade, tool, WHERE } from '../define.ts';

/** Creates a veth pair (veth(4)), both ends in the same namespace or the other one in a namespace of its own. */
export const veth = defineAction({
  kind: 'veth',
  params: v.pipe(
    v.strictObject({ name: devName, peer: devName, netns: place, peerNetns: v.optional(netnsName) }),
    v.check(
      ({ name, peer, netns, peerNetns = netns }) => name !== peer || peerNetns !== netns,
      'both ends of a veth in one namespace need different names',
    ),
  ),
  about: {
    name: { en: 'one end' },
    peer: { en: 'the other end' },
    netns: WHERE,
    peerNetns: { en: 'the namespace in which the other end is made; left out, where the first is' },
  },
  template: 'veth-add',
  undo: 'link-del',
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
  }),
  purpose: {
    en: 'A veth pair is a cable with a network card at each end: what is sent into one end comes out of the other, in whatever namespace that is.',
  },
  flags: [
    DASH_N,
    { flag: 'link add', means: { en: 'create a network device' } },
    { flag: 'type veth', means: { en: 'of the kind "virtual Ethernet", which always comes as a pair' } },
    { flag: 'peer name', means: { en: "the other end's name" } },
    { flag: 'netns', means: { en: 'make the other end inside this namespace, instead of moving it there' } },
  ],
  mistakes: [{ en: 'A veth end has no carrier until both ends are up.' }],
  example: { given: [], params: { name: 'veth0', peer: 'veth1' } },
});
