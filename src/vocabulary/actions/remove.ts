import * as v from 'valibot';
import { changeLink, changeNetns } from '../../model/edits.ts';
import { formatPrefix, networkOf } from '../../model/inet.ts';
import { devName, interfaceAddress, ipv4, place, prefix } from '../../model/names.ts';
import { linkOf, netnsOf } from '../../model/network.ts';
import { DASH_N, defineAction, tool, WHERE } from '../define.ts';
import { connectedRoutes } from '../effects.ts';
import { address } from './address.ts';
import { up } from './link-state.ts';
import { route } from './route.ts';
import { veth } from './veth.ts';

const UPLINK = [veth({ name: 'veth0', peer: 'veth1' }), address({ dev: 'veth0', address: '10.0.0.2/24' }), up({ dev: 'veth0' })];

/** Takes an IPv4 address from a device, with the connected route that came with it. */
export const removeAddress = defineAction({
  kind: 'remove-address',
  params: v.strictObject({ dev: devName, address: interfaceAddress, netns: place }),
  about: {
    dev: { en: 'the device', zh: '设备' },
    address: { en: 'the address, with its prefix length', zh: '地址，带前缀长度' },
    netns: WHERE,
  },
  template: 'address-del',
  devicesStay: true,
  undo: 'address-add',
  goesWith: ({ netns }) => ({ netns }),
  effect(network, { dev, address: removed, netns }) {
    const before = linkOf(network, netns, dev);
    if (!before.addresses.includes(removed)) throw new RangeError(`${dev} in ${netns} does not hold ${removed}`);
    const subnet = formatPrefix(networkOf(removed));
    const same = before.addresses.filter((own) => formatPrefix(networkOf(own)) === subnet);
    // With promote_secondaries 0 the kernel takes them away too (__inet_del_ifa, net/ipv4/devinet.c).
    if (same.length > 1 && same[0] === removed)
      throw new RangeError(`${removed} is the first address of ${dev} in ${subnet}, and the others would go with it; remove those first`);
    const addresses = before.addresses.filter((own) => own !== removed);
    const kept = connectedRoutes({ ...before, addresses });
    const gone = connectedRoutes(before).filter(({ dst }) => !kept.some((other) => other.dst === dst));
    const stay = netnsOf(network, netns).routes.filter((own) => own.dev !== dev || !gone.some(({ dst }) => dst === own.dst));
    // With its last address the device loses all routes (fib_inetaddr_event, net/ipv4/fib_frontend.c), which no undo would bring back.
    const lost = addresses.length === 0 ? stay.find((own) => own.dev === dev) : undefined;
    if (lost)
      throw new RangeError(
        `the route to ${lost.dst} would go with the last address of ${dev}; remove it first, so that it can be put back`,
      );
    return [changeLink(network, netns, dev, { addresses }), changeNetns(network, netns, () => ({ routes: stay }))];
  },
  needs: () => [tool('ip')],
  title: ({ dev, address: removed }) => ({ en: `Take the address ${removed} from ${dev}`, zh: `从 ${dev} 上删除地址 ${removed}` }),
  purpose: {
    en: 'The route to the network of the address goes with it, and with the last address of a device every route through it.',
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
  example: { given: UPLINK, params: { dev: 'veth0', address: '10.0.0.2/24' } },
});

/** Deletes a route through a gateway. */
export const removeRoute = defineAction({
  kind: 'remove-route',
  params: v.strictObject({ to: v.union([v.literal('default'), prefix]), via: ipv4, netns: place }),
  about: {
    to: { en: 'its destination', zh: '它的目的网络' },
    via: { en: 'its gateway', zh: '它的网关' },
    netns: WHERE,
  },
  template: 'route-del',
  devicesStay: true,
  undo: 'route-add',
  goesWith: ({ netns }) => ({ netns }),
  effect(network, { to, via, netns }) {
    const { routes } = netnsOf(network, netns);
    const found = routes.find((own) => own.dst === to && own.via === via);
    if (!found) throw new RangeError(`${netns} has no route to ${to} via ${via} at this point`);
    return [changeNetns(network, netns, () => ({ routes: routes.filter((own) => own !== found) }))];
  },
  needs: () => [tool('ip')],
  title: ({ to, via, netns }) => ({
    en: `Delete the ${to === 'default' ? 'default route' : `route to ${to}`} of ${netns} through ${via}`,
    zh: `删除 ${netns} 经 ${via} ${to === 'default' ? '的默认路由' : `到 ${to} 的路由`}`,
  }),
  purpose: {
    en: 'What no other route names can no longer be sent: the kernel refuses it at once.',
    zh: '其他路由都不匹配的流量从此无法发出：内核会当场拒绝。',
  },
  flags: [
    DASH_N,
    { flag: 'route del', means: { en: 'delete a route', zh: '删除路由' } },
    { flag: 'default', means: { en: 'the one for every destination that no other route names', zh: '其他路由都不匹配时所用的那一条' } },
    { flag: 'via', means: { en: 'the gateway', zh: '网关' } },
  ],
  mistakes: [],
  example: { given: [...UPLINK, route({ to: 'default', via: '10.0.0.1' })], params: { to: 'default', via: '10.0.0.1' } },
});
