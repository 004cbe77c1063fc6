import * as v from 'valibot';
import { changeLink, changeNetns } from '../../model/edits.ts';
import { addressOf, formatPrefix, netmaskOf, networkOf, overlaps } from '../../model/inet.ts';
import { devName, interfaceAddress, place } from '../../model/names.ts';
import { linkOf, type Network, netnsOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { defineAction } from '../define.ts';
import { connectedRoutes } from '../effects.ts';
import { tool } from '../needs.ts';
import { DASH_N, NETNS_EXEC, WHERE } from '../notes.ts';
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
  dialect: 'ip',
  forms: {
    short: { template: 'dialect/short-address-add', undo: 'dialect/short-address-del', abbreviates: true },
    ifconfig: {
      template: 'dialect/ifconfig-address',
      undo: 'dialect/ifconfig-address-del',
      devicesStay: true,
      data: ({ dev, address: added, netns }, network) => ({
        ...{ netns, dev, host: addressOf(added), netmask: netmaskOf(networkOf(added).length) },
        up: network.netns[netns]?.links[dev]?.up === true,
      }),
      // It replaces what is there: a device has one address for each of its names.
      fits: ({ dev, netns }, network) => (network.netns[netns]?.links[dev]?.addresses ?? []).length === 0,
      needs: () => [tool('ifconfig')],
      flags: [
        NETNS_EXEC,
        {
          flag: 'netmask',
          means: { en: 'the prefix length, as an address: 255.255.255.0 is /24', zh: '前缀长度写成地址：255.255.255.0 即 /24' },
        },
        {
          flag: 'broadcast 0.0.0.0',
          means: {
            en: 'no broadcast address of its own, as `ip address add` leaves it; ifconfig would make one up from the address',
            zh: '不另设广播地址，与 `ip address add` 的结果一致；否则 ifconfig 会按地址自行推算一个',
          },
        },
        {
          flag: 'down',
          means: {
            en: 'stay off: ifconfig switches a device on as it gives it an address',
            zh: '保持关闭：ifconfig 配地址时会顺带启用设备',
          },
        },
      ],
      mistakes: [
        {
          en: 'A second address replaces the first: ifconfig keeps one address for each name of a device.',
          zh: '再配一个地址会顶掉原来的：ifconfig 对设备的每个名字只保留一个地址。',
        },
        {
          en: 'Without `netmask` it guesses the prefix length from the class of the address: /8 for 10.0.0.1.',
          zh: '不写 `netmask` 时，它按地址类别猜前缀长度：10.0.0.1 会成为 /8。',
        },
      ],
    },
  },
  goesWith: ({ netns, dev }) => ({ netns, dev }),
  effect(network, { dev, address: added, netns, sharesSubnet }) {
    const before = linkOf(network, netns, dev);
    if (before.addresses.includes(added))
      throw new RangeError(say({ en: `${dev} in ${netns} already has ${added}`, zh: `${netns} 里的 ${dev} 已经有 ${added}` }));
    const other = sharesSubnet ? undefined : overlapping(network, netns, dev, added);
    if (other)
      throw new RangeError(
        say({
          en: `${formatPrefix(networkOf(added))} overlaps ${other.address} of ${other.dev} in ${netns}, so its packets may leave by either; choose another subnet, or write sharesSubnet: true if that is meant`,
          zh: `${formatPrefix(networkOf(added))} 和 ${netns} 里 ${other.dev} 的 ${other.address} 重叠，包从哪个设备出去都有可能；换一个网段，或确实要这样就写 sharesSubnet: true`,
        }),
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
