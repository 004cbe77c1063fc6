import * as v from 'valibot';
import { changeNetns } from '../../model/edits.ts';
import { addressOf, contains, networkOf } from '../../model/inet.ts';
import { HOST, ipv4, place, prefix } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { DASH_N, defineAction, tool, WHERE } from '../define.ts';
import { address } from './address.ts';
import { up } from './link-state.ts';
import { veth } from './veth.ts';

/** Adds a route through a gateway; the device follows from the gateway's network. */
export const route = defineAction({
  kind: 'route',
  params: v.strictObject({
    to: v.union([v.literal('default'), prefix], "a route goes to 'default' or to a network such as 10.0.0.0/8"),
    via: ipv4,
    netns: place,
  }),
  about: {
    to: { en: 'where to: everything that no other route names, or a network' },
    via: { en: 'the gateway; it must be on a network of a device that is up' },
    netns: WHERE,
  },
  template: 'route-add',
  undo: 'route-del',
  goesWith: ({ netns }) => ({ netns }),
  makes: ({ to, netns }) => (netns === HOST ? [{ what: 'route', name: to }] : []),
  effect(network, { to, via, netns }) {
    const state = netnsOf(network, netns);
    const link = Object.values(state.links).find(
      ({ up, addresses }) => up && addresses.some((own) => contains(networkOf(own), via) && addressOf(own) !== via),
    );
    if (!link) throw new RangeError(`${netns} has no device that is up in the network of the gateway ${via}`);
    if (state.routes.some(({ dst }) => dst === to)) throw new RangeError(`${netns} already has a route to ${to}`);
    return [changeNetns(network, netns, ({ routes }) => ({ routes: [...routes, { dst: to, via, dev: link.name, proto: 'boot' }] }))];
  },
  needs: () => [tool('ip')],
  title: ({ to, via, netns }) => ({
    en: `Send ${to === 'default' ? 'everything else' : `what is for ${to}`} from ${netns} to the gateway ${via}`,
  }),
  purpose: { en: 'Whatever is on none of the wires that a namespace is plugged into goes to a gateway that is.' },
  flags: [
    DASH_N,
    { flag: 'route add', means: { en: 'add a route' } },
    { flag: 'default', means: { en: 'for every destination that no other route names' } },
    { flag: 'via', means: { en: 'the gateway; it must be on a directly connected network' } },
  ],
  mistakes: [{ en: '"Nexthop has invalid gateway" means that the gateway is on none of these wires, or the device is still down.' }],
  example: {
    given: [veth({ name: 'veth0', peer: 'veth1' }), address({ dev: 'veth0', address: '10.0.0.2/24' }), up({ dev: 'veth0' })],
    params: { to: 'default', via: '10.0.0.1' },
  },
});
