import * as v from 'valibot';
import { addLink } from '../../model/edits.ts';
import { devName, place } from '../../model/names.ts';
import type { Link } from '../../model/network.ts';
import { DASH_N, defineAction, devicesMade, tool, WHERE } from '../define.ts';

/** Creates a veth pair, both ends in the same namespace (veth(4)). */
export const veth = defineAction({
  kind: 'veth',
  params: v.pipe(
    v.strictObject({ name: devName, peer: devName, netns: place }),
    v.check(({ name, peer }) => name !== peer, 'both ends of a veth in one namespace need different names'),
  ),
  about: {
    name: { en: 'one end' },
    peer: { en: 'the other end' },
    netns: WHERE,
  },
  template: 'veth-add',
  undo: 'link-del',
  makes: ({ name, peer, netns }) => devicesMade(netns, name, peer),
  effect(network, { name, peer, netns }) {
    const end = (self: string, other: string): Link => ({
      name: self,
      kind: 'veth',
      up: false,
      addresses: [],
      peer: { netns, dev: other },
    });
    return [addLink(network, netns, end(name, peer)), addLink(network, netns, end(peer, name))];
  },
  needs: () => [tool('ip'), { kind: 'link', type: 'veth' }],
  title: ({ name, peer }) => ({ en: `Create the veth pair ${name} and ${peer}` }),
  purpose: {
    en: 'A veth pair is a cable with a network card at each end: what is sent into one end comes out of the other, in whatever namespace that is.',
  },
  flags: [
    DASH_N,
    { flag: 'link add', means: { en: 'create a network device' } },
    { flag: 'type veth', means: { en: 'of the kind "virtual Ethernet", which always comes as a pair' } },
    { flag: 'peer name', means: { en: "the other end's name" } },
  ],
  mistakes: [{ en: 'A veth end has no carrier until both ends are up.' }],
  example: { given: [], params: { name: 'veth0', peer: 'veth1' } },
});
