import * as v from 'valibot';
import { changeLink, changeNetns } from '../../model/edits.ts';
import { formatPrefix, networkOf } from '../../model/inet.ts';
import { devName, interfaceAddress, ipv4, place, prefix } from '../../model/names.ts';
import { linkOf, netnsOf, type Route } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { defineAction } from '../define.ts';
import { connectedRoutes } from '../effects.ts';
import { tool } from '../needs.ts';
import { DASH_N, WHERE } from '../notes.ts';
import { address } from './address.ts';
import { up } from './link-state.ts';
import { route } from './route.ts';
import { veth } from './veth.ts';

/** A route by its destination and its gateway. */
const lostRoute = v.strictObject({ to: v.union([v.literal('default'), prefix]), via: ipv4 });

const keyOf = ({ to, via }: { readonly to: string; readonly via: string | undefined }): string => `${to} via ${via}`;

function sayRoutes(routes: readonly string[]): string {
  return routes.length > 0 ? routes.join(' and ') : 'none';
}

/**
 * Takes an IPv4 address from a device, with the connected route that came with it. `loses` are the further routes that go
 * with the last address of a device, which undo puts back; they must be those that really go.
 */
export const removeAddress = defineAction({
  kind: 'remove-address',
  params: v.strictObject({ dev: devName, address: interfaceAddress, netns: place, loses: v.optional(v.array(lostRoute), []) }),
  about: {
    dev: { en: 'the device', zh: '设备' },
    address: { en: 'the address, with its prefix length', zh: '地址，带前缀长度' },
    netns: WHERE,
    loses: {
      en: 'the routes through gateways that go with the last address of the device; undo puts them back',
      zh: '随设备最后一个地址一起消失的、经网关的路由；撤销时会加回来',
    },
  },
  template: 'address-del',
  devicesStay: true,
  undo: 'address-restore',
  dialect: 'ip',
  forms: { short: { template: 'dialect/short-address-del', undo: 'address-restore', abbreviates: true } },
  goesWith: ({ netns }) => ({ netns }),
  effect(network, { dev, address: removed, netns, loses }) {
    const before = linkOf(network, netns, dev);
    if (!before.addresses.includes(removed))
      throw new RangeError(say({ en: `${dev} in ${netns} does not hold ${removed}`, zh: `${netns} 里的 ${dev} 没有 ${removed}` }));
    const subnet = formatPrefix(networkOf(removed));
    const same = before.addresses.filter((own) => formatPrefix(networkOf(own)) === subnet);
    // With promote_secondaries 0 the kernel takes them away too (__inet_del_ifa, net/ipv4/devinet.c).
    if (same.length > 1 && same[0] === removed)
      throw new RangeError(
        say({
          en: `${removed} is the first address of ${dev} in ${subnet}, and the others would go with it; remove those first`,
          zh: `${removed} 是 ${dev} 在 ${subnet} 里的第一个地址，删掉它其他地址也会消失；请先删其他的`,
        }),
      );
    const addresses = before.addresses.filter((own) => own !== removed);
    const kept = connectedRoutes({ ...before, addresses });
    const isGone = (own: Route) => own.proto === 'kernel' && !kept.some(({ dst }) => dst === own.dst);
    const { routes } = netnsOf(network, netns);
    const through = routes.filter((own) => own.dev === dev);
    // With its last address the device loses all routes (fib_inetaddr_event, net/ipv4/fib_frontend.c).
    const gone = through.filter((own) => addresses.length === 0 || isGone(own));
    const lost = gone.filter((own) => own.proto !== 'kernel').map(({ dst, via }) => keyOf({ to: dst, via }));
    const said = loses.map(keyOf);
    if ([...lost].sort().join() !== [...said].sort().join())
      throw new RangeError(
        say({
          en: `the routes that go with ${removed} of ${dev} are: ${sayRoutes(lost)}; loses says: ${sayRoutes(said)}`,
          zh: `随 ${dev} 的 ${removed} 一起消失的路由是：${sayRoutes(lost)}；loses 写的是：${sayRoutes(said)}`,
        }),
      );
    return [
      changeLink(network, netns, dev, { addresses }),
      changeNetns(network, netns, () => ({ routes: routes.filter((own) => !gone.includes(own)) })),
    ];
  },
  needs: () => [tool('ip')],
  title: ({ dev, address: removed }) => ({ en: `Take the address ${removed} from ${dev}`, zh: `从 ${dev} 上删除地址 ${removed}` }),
  purpose: {
    en: 'The route to the network of the address goes with it, and with the last address of a device every route through that device.',
    zh: '地址所在网段的直连路由会随之消失；若是设备的最后一个地址，经由该设备的所有路由都会消失。',
  },
  flags: [
    DASH_N,
    { flag: 'address del', means: { en: 'take an address from the device', zh: '删除设备上的地址' } },
    { flag: 'dev', means: { en: 'the device', zh: '设备' } },
  ],
  mistakes: [
    {
      en: 'Putting the address back brings back its connected route only: a default route that went with it must be added again.',
      zh: '把地址加回来只会恢复它的直连路由；随之消失的默认路由必须重新添加。',
    },
  ],
  example: {
    given: [
      veth({ name: 'veth0', peer: 'veth1' }),
      address({ dev: 'veth0', address: '10.0.0.2/24' }),
      up({ dev: 'veth0' }),
      route({ to: 'default', via: '10.0.0.1' }),
    ],
    params: { dev: 'veth0', address: '10.0.0.2/24', loses: [{ to: 'default', via: '10.0.0.1' }] },
  },
});
