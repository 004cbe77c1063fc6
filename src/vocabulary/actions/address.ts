import * as v from 'valibot';
import { changeLink, changeNetns } from '../../model/edits.ts';
import { formatPrefix, networkOf, overlaps } from '../../model/inet.ts';
import { devName, interfaceAddress, place } from '../../model/names.ts';
import { linkOf, type Network, netnsOf } from '../../model/network.ts';
import { DASH_N, defineAction, tool, WHERE } from '../define.ts';
import { connectedRoutes } from '../effects.ts';
import { veth } from './veth.ts';

/** An address of another device of the namespace in a subnet that has addresses in common with this one's. */
function overlapping(network: Network, netns: string, dev: string, added: string): { dev: string; address: string } | undefined {
  const others = Object.values(netnsOf(network, netns).links).filter(({ name }) => name !== dev);
  return others
    .flatMap(({ name, addresses }) => addresses.map((address) => ({ dev: name, address })))
    .find(({ address }) => overlaps(networkOf(address), networkOf(added)));
}

/** Gives a device an IPv4 address (ip-address(8)). */
export const address = defineAction({
  kind: 'address',
  params: v.strictObject({
    dev: devName,
    address: interfaceAddress,
    netns: place,
    sharesSubnet: v.optional(v.boolean(), false),
  }),
  about: {
    dev: { en: 'the device' },
    address: { en: 'the address, with the prefix length of its network' },
    netns: WHERE,
    sharesSubnet: { en: 'whether another device of the namespace is meant to be in the same subnet; without it that is a fault' },
  },
  template: 'address-add',
  undo: 'address-del',
  goesWith: ({ netns, dev }) => ({ netns, dev }),
  effect(network, { dev, address: added, netns, sharesSubnet }) {
    const before = linkOf(network, netns, dev);
    if (before.addresses.includes(added)) throw new RangeError(`${dev} in ${netns} already has ${added}`);
    const other = sharesSubnet ? undefined : overlapping(network, netns, dev, added);
    if (other)
      throw new RangeError(
        `${formatPrefix(networkOf(added))} overlaps ${other.address} of ${other.dev} in ${netns}, so its packets may leave by either; choose another subnet, or write sharesSubnet: true if that is meant`,
      );
    const addresses = [...before.addresses, added];
    const connected = connectedRoutes({ ...before, addresses }).slice(connectedRoutes(before).length);
    return [
      changeLink(network, netns, dev, { addresses }),
      changeNetns(network, netns, ({ routes }) => ({ routes: [...routes, ...connected] })),
    ];
  },
  needs: () => [tool('ip')],
  title: ({ dev, address: added }) => ({ en: `Give ${dev} the address ${added}` }),
  purpose: {
    en: 'The prefix length says which other addresses are on the same wire: once the device is up, the kernel adds the route to that network by itself.',
  },
  flags: [
    DASH_N,
    { flag: 'address add', means: { en: 'give the device an address; `ip a a` is short for it' } },
    { flag: 'dev', means: { en: 'the device' } },
  ],
  mistakes: [
    { en: '`ip link add ADDRESS dev …` creates devices, not addresses: it is `ip address add`.' },
    { en: 'Without a prefix length the address is a /32: nothing else is on the same wire.' },
  ],
  example: { given: [veth({ name: 'veth0', peer: 'veth1' })], params: { dev: 'veth0', address: '10.0.0.1/24' } },
});
