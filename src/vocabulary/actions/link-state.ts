import * as v from 'valibot';
import { devName, place } from '../../model/names.ts';
import { DASH_N, defineAction, tool } from '../define.ts';
import { setLinkState } from '../effects.ts';

const params = v.strictObject({ dev: devName, netns: place });

/** Sets a device up. */
export const up = defineAction({
  kind: 'up',
  params,
  template: 'link-set-up',
  undo: 'link-set-down',
  effect: (network, { dev, netns }) => setLinkState(network, netns, dev, true),
  needs: () => [tool('ip')],
  title: ({ dev }) => ({ en: `Set ${dev} up` }),
  purpose: { en: 'A device carries traffic only while it is up, and a veth only while both of its ends are.' },
  flags: [DASH_N, { flag: 'up', means: { en: 'switch the device on' } }],
  mistakes: [{ en: 'NO-CARRIER on a veth means that the other end is down.' }],
});

/** Sets a device down; its routes go with it. */
export const down = defineAction({
  kind: 'down',
  params,
  template: 'link-set-down',
  undo: 'link-set-up',
  effect: (network, { dev, netns }) => setLinkState(network, netns, dev, false),
  needs: () => [tool('ip')],
  title: ({ dev }) => ({ en: `Set ${dev} down` }),
  purpose: { en: 'A device that is down sends and receives nothing, and the kernel drops every route through it.' },
  flags: [DASH_N, { flag: 'down', means: { en: 'switch the device off' } }],
  mistakes: [{ en: 'Setting the device up again brings back the connected routes only; others must be added again.' }],
});
