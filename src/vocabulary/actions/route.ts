import * as v from 'valibot';
import { changeNetns } from '../../model/edits.ts';
import { HOST } from '../../model/host.ts';
import { addressOf, contains, networkOf } from '../../model/inet.ts';
import { devName, ipv4, place, prefix } from '../../model/names.ts';
import { type Link, linkOf, type Network, netnsOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { han } from '../../model/text.ts';
import { defineAction } from '../define.ts';
import { tool } from '../needs.ts';
import { DASH_N, NETNS_EXEC, WHERE } from '../notes.ts';
import { who } from '../where.ts';
import { address } from './address.ts';
import { up } from './link-state.ts';
import { veth } from './veth.ts';

const params = v.pipe(
  v.strictObject({
    to: v.union([v.literal('default'), prefix], () =>
      say({ en: "a route goes to 'default' or to a network such as 10.0.0.0/8", zh: "路由的目的是 'default' 或一个网段，例如 10.0.0.0/8" }),
    ),
    via: v.optional(ipv4),
    dev: v.optional(devName),
    netns: place,
  }),
  v.check(
    ({ via, dev }) => via !== undefined || dev !== undefined,
    () => say({ en: 'a route needs a gateway (via), a device (dev) or both', zh: '路由要有网关（via）或设备（dev），或两者都有' }),
  ),
);

/** A destination as route(8) takes it: it tells networks from single addresses by a word before them. */
function destination(to: string): { readonly sort: string; readonly to: string } {
  if (to === 'default') return { sort: '', to };
  return to.endsWith('/32') ? { sort: '-host', to: addressOf(to) } : { sort: '-net', to };
}

/** The device through which a route leads; throws `RangeError` where the kernel would refuse it. */
function deviceOf(network: Network, { via, dev, netns }: v.InferOutput<typeof params>): Link {
  const chosen = dev === undefined ? undefined : linkOf(network, netns, dev);
  if (chosen && !chosen.up)
    throw new RangeError(
      say({
        en: `${chosen.name} in ${netns} is down, and no route leads through a device that is`,
        zh: `${netns} 里的 ${chosen.name} 没有启用，路由不能经过没有启用的设备`,
      }),
    );
  if (chosen && via === undefined) return chosen;
  const near = (link: Link) => link.up && link.addresses.some((own) => contains(networkOf(own), via ?? '') && addressOf(own) !== via);
  const link = chosen ? [chosen].find(near) : Object.values(netnsOf(network, netns).links).find(near);
  if (link) return link;
  throw new RangeError(
    chosen
      ? say({
          en: `the gateway ${via} is not in a network of ${chosen.name} in ${netns}`,
          zh: `网关 ${via} 不在 ${netns} 里 ${chosen.name} 的任何网段中`,
        })
      : say({
          en: `${netns} has no device that is up in the network of the gateway ${via}`,
          zh: `${netns} 里没有启用的设备处在网关 ${via} 的网段中`,
        }),
  );
}

/** Adds a route through a gateway, the device following from the gateway's network, or straight out of a device. */
export const route = defineAction({
  kind: 'route',
  params,
  about: {
    to: { en: 'where to: everything that no other route names, or a network', zh: '目的地：一个网段，或者其他路由都没有包括的一切目的地' },
    via: {
      en: 'the gateway; it must be on a network of a device that is up. Left out, the destination is directly at the device',
      zh: '网关，必须位于某个已启用设备的网段内。省略则目的网络与设备直连',
    },
    dev: { en: 'the device; left out, the one in whose network the gateway is', zh: '出口设备；省略则取网关所在网段的设备' },
    netns: WHERE,
  },
  template: 'route-add',
  undo: 'route-del',
  dialect: 'ip',
  forms: {
    short: { template: 'dialect/short-route-add', undo: 'dialect/short-route-del', abbreviates: true },
    ifconfig: {
      template: 'dialect/ifconfig-route-add',
      undo: 'dialect/ifconfig-route-del',
      devicesStay: true,
      data: ({ to, via, dev, netns }) => ({ netns, via, dev, ...destination(to) }),
      needs: () => [tool('route')],
      flags: [
        NETNS_EXEC,
        { flag: 'add', means: { en: 'add a route', zh: '添加路由' } },
        { flag: '-net', means: { en: 'to a network', zh: '目的地是一个网段' } },
        { flag: '-host', means: { en: 'to one address', zh: '目的地是单个地址' } },
        { flag: 'default', means: { en: 'for every destination that no other route names', zh: '用于其他路由都没有包括的所有目的地' } },
        { flag: 'gw', means: { en: 'the gateway; it must be on a directly connected network', zh: '网关；必须在直连网段里' } },
        { flag: 'dev', means: { en: 'the device through which it leads', zh: '经由的设备' } },
      ],
      mistakes: [
        {
          en: '"SIOCADDRT: Network is unreachable" means that the gateway is on none of these wires, or the device is still down.',
          zh: '“SIOCADDRT: Network is unreachable” 表示网关不在任何直连网段内，或者设备还没有启用。',
        },
      ],
    },
  },
  goesWith: ({ netns }) => ({ netns }),
  makes: ({ to, netns }) => (netns === HOST ? [{ what: 'route', name: to }] : []),
  effect(network, wanted) {
    const { to, via, netns } = wanted;
    const { name: dev } = deviceOf(network, wanted);
    if (netnsOf(network, netns).routes.some(({ dst }) => dst === to))
      throw new RangeError(say({ en: `${netns} already has a route to ${to}`, zh: `${netns} 已经有到 ${to} 的路由` }));
    return [
      changeNetns(network, netns, ({ routes }) => ({ routes: [...routes, { dst: to, ...(via ? { via } : {}), dev, proto: 'boot' }] })),
    ];
  },
  needs: () => [tool('ip')],
  title: ({ to, via, dev, netns }) => ({
    en: `Send ${to === 'default' ? 'everything else' : `what is for ${to}`} from ${netns} ${via ? `to the gateway ${via}` : `straight out of ${dev}`}`,
    zh: han`让 ${who(netns).zh} 把${to === 'default' ? '其余的包都' : `发往 ${to} 的包`}${via ? `交给网关 ${via}` : `直接从 ${dev} 发出`}`,
  }),
  purpose: {
    en: 'Whatever is on none of the wires that a namespace is plugged into goes to a gateway that is. A route without a gateway says that the network is on the wire of the device itself.',
    zh: '目的地不在命名空间所接的任何一条链路上时，包就交给某条链路上的网关。不写网关的路由，说的是那个网段就在该设备的链路上。',
  },
  flags: [
    DASH_N,
    { flag: 'route add', means: { en: 'add a route', zh: '添加路由' } },
    { flag: 'default', means: { en: 'for every destination that no other route names', zh: '用于其他路由都没有包括的所有目的地' } },
    { flag: 'via', means: { en: 'the gateway; it must be on a directly connected network', zh: '网关；必须在直连网段里' } },
    { flag: 'dev', means: { en: 'the device through which it leads', zh: '经由的设备' } },
  ],
  mistakes: [
    {
      en: '"Nexthop has invalid gateway" means that the gateway is on none of these wires, or the device is still down.',
      zh: '“Nexthop has invalid gateway”表示网关不在任何一条直连链路上，或者设备还处于 down 状态。',
    },
  ],
  example: {
    given: [veth({ name: 'veth0', peer: 'veth1' }), address({ dev: 'veth0', address: '10.0.0.2/24' }), up({ dev: 'veth0' })],
    params: { to: 'default', via: '10.0.0.1' },
  },
});
