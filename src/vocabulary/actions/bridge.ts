import * as v from 'valibot';
import { addLink, changeLink } from '../../model/edits.ts';
import { devName, place } from '../../model/names.ts';
import { linkOf } from '../../model/network.ts';
import { DASH_N, defineAction, devicesMade, LINK_SET, tool, WHERE } from '../define.ts';
import { veth } from './veth.ts';

/** Creates a Linux bridge; `stp` switches spanning tree on. */
export const bridge = defineAction({
  kind: 'bridge',
  params: v.strictObject({ name: devName, stp: v.optional(v.boolean(), false), netns: place }),
  about: {
    name: { en: "the bridge's name" },
    stp: { en: 'whether spanning tree is on' },
    netns: WHERE,
  },
  template: 'bridge-add',
  undo: 'bridge-del',
  makes: ({ name, netns }) => devicesMade(netns, name),
  effect: (network, { name, stp, netns }) => [addLink(network, netns, { name, kind: 'bridge', up: false, addresses: [], stp })],
  needs: () => [tool('ip'), { kind: 'link', type: 'bridge' }],
  title: ({ name }) => ({ en: `Create the bridge ${name}` }),
  purpose: {
    en: 'A bridge is a switch made of software. It learns from the frames that arrive which MAC address lives behind which port.',
  },
  flags: [
    DASH_N,
    { flag: 'link add', means: { en: 'create a network device' } },
    { flag: 'type bridge', means: { en: 'of the kind "Linux bridge"' } },
    {
      flag: 'stp_state',
      means: { en: 'spanning tree: 0 is off, so a port forwards as soon as it has a carrier instead of listening for loops first' },
    },
  ],
  mistakes: [{ en: 'A bridge that is down forwards nothing, however many ports it has.' }],
  example: { given: [], params: { name: 'br0' } },
});

/** Makes a device a port of a bridge. */
export const bridgePort = defineAction({
  kind: 'bridge-port',
  params: v.strictObject({ dev: devName, bridge: devName, netns: place }),
  about: {
    dev: { en: 'the device that becomes a port' },
    bridge: { en: 'the bridge, in the same namespace' },
    netns: WHERE,
  },
  template: 'link-set-master',
  undo: 'link-set-nomaster',
  goesWith: ({ netns, dev }) => ({ netns, dev }),
  effect(network, { dev, bridge: master, netns }) {
    if (linkOf(network, netns, master).kind !== 'bridge') throw new RangeError(`'${master}' in ${netns} is not a bridge`);
    return [changeLink(network, netns, dev, { master })];
  },
  needs: () => [tool('ip')],
  title: ({ dev, bridge: master }) => ({ en: `Plug ${dev} into ${master}` }),
  purpose: {
    en: 'A port hands every frame that it receives to the bridge; the host itself no longer sees them as traffic of that device.',
  },
  flags: [DASH_N, LINK_SET, { flag: 'master', means: { en: 'the bridge that the device becomes a port of; `brctl addif` does the same' } }],
  mistakes: [{ en: 'An address on a port is dead weight: it belongs on the bridge.' }],
  example: { given: [bridge({ name: 'br0' }), veth({ name: 'veth0', peer: 'veth1' })], params: { dev: 'veth1', bridge: 'br0' } },
});
