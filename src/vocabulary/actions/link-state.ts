import * as v from 'valibot';
import { devName, place } from '../../model/names.ts';
import { DASH_N, defineAction, LINK_SET, type Place, tool, WHERE } from '../define.ts';
import { setLinkState } from '../effects.ts';
import { address } from './address.ts';
import { veth } from './veth.ts';

const params = v.strictObject({ dev: devName, netns: place });

function goesWith({ netns, dev }: v.InferOutput<typeof params>): Place {
  return { netns, dev };
}

/** Sets a device up. */
export const up = defineAction({
  kind: 'up',
  params,
  about: {
    dev: { en: 'the device' },
    netns: WHERE,
  },
  template: 'link-set-up',
  undo: 'link-set-down',
  goesWith,
  effect: (network, { dev, netns }) => setLinkState(network, netns, dev, true),
  needs: () => [tool('ip')],
  title: ({ dev }) => ({ en: `Set ${dev} up` }),
  purpose: { en: 'A device carries traffic only while it is up, and a veth only while both of its ends are.' },
  flags: [DASH_N, LINK_SET, { flag: 'up', means: { en: 'switch the device on' } }],
  mistakes: [{ en: 'NO-CARRIER on a veth means that the other end is down.' }],
  example: { given: [veth({ name: 'veth0', peer: 'veth1' }), address({ dev: 'veth0', address: '10.0.0.1/24' })], params: { dev: 'veth0' } },
});

/** Sets a device down; its routes go with it. */
export const down = defineAction({
  kind: 'down',
  params,
  about: {
    dev: { en: 'the device' },
    netns: WHERE,
  },
  template: 'link-set-down',
  undo: 'link-set-up',
  goesWith,
  effect: (network, { dev, netns }) => setLinkState(network, netns, dev, false),
  needs: () => [tool('ip')],
  title: ({ dev }) => ({ en: `Set ${dev} down` }),
  purpose: { en: 'A device that is down sends and receives nothing, and the kernel drops every route through it.' },
  flags: [DASH_N, LINK_SET, { flag: 'down', means: { en: 'switch the device off' } }],
  mistakes: [{ en: 'Setting the device up again brings back the connected routes only; others must be added again.' }],
  example: {
    given: [veth({ name: 'veth0', peer: 'veth1' }), address({ dev: 'veth0', address: '10.0.0.1/24' }), up({ dev: 'veth0' })],
    params: { dev: 'veth0' },
  },
});
