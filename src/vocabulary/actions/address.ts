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
    dev: { en: 'the device', zh: '设备' },
    address: { en: 'the address, with the prefix length of its network', zh: '地址，带所在网段的前缀长度' },
    netns: WHERE,
    sharesSubnet: {
      en: 'whether another device of the namespace is meant to be in the same subnet; without it that is a fault',
      zh: '该命名空间的另一个设备是否有意处在同一子网；不写就按错误处理',
    },
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
  title: ({ dev, address: added }) => ({ en: `Give ${dev} the address ${added}`, zh: `给 ${dev} 配置地址 ${added}` }),
  purpose: {
    en: 'The prefix length says which other addresses are on the same wire: once the device is up, the kernel adds the route to that network by itself.',
    zh: '前缀长度说明还有哪些地址在同一条链路上：设备一启用，内核就自动加上到这个网段的路由。',
  },
  flags: [
    DASH_N,
    {
      flag: 'address add',
      means: { en: 'give the device an address; `ip a a` is short for it', zh: '给设备配置地址；可以简写成 `ip a a`' },
    },
    { flag: 'dev', means: { en: 'the device', zh: '设备' } },
  ],
  mistakes: [
    {
      en: '`ip link add ADDRESS dev …` creates devices, not addresses: it is `ip address add`.',
      zh: '`ip link add ADDRESS dev …` 创建的是设备，不是地址：应该用 `ip address add`。',
    },
    {
      en: 'Without a prefix length the address is a /32: nothing else is on the same wire.',
      zh: '不写前缀长度，地址就是 /32：同一条链路上没有别的地址。',
    },
  ],
  example: { given: [veth({ name: 'veth0', peer: 'veth1' })], params: { dev: 'veth0', address: '10.0.0.1/24' } },
});
