import { addressOf, contains, networkOf } from './inet.ts';
import type { Link, Netns, Network, Route } from './network.ts';

/** The route of the main table that the kernel takes: of those that fit, the one to the smallest network; with `dev`, of those through it. */
export function routeTo({ routes }: Netns, to: string, dev?: string): Route | undefined {
  const length = ({ dst }: Route) => (dst === 'default' ? 0 : networkOf(dst).length);
  const fitting = routes.filter(
    (route) => (dev === undefined || route.dev === dev) && (route.dst === 'default' || contains(networkOf(route.dst), to)),
  );
  return fitting.sort((a, b) => length(b) - length(a))[0];
}

/**
 * The device that is up and holds an address, so that the table `local` delivers packets for it here. Of lo that is the
 * whole network of each of its addresses (`fib_add_ifaddr`, net/ipv4/fib_frontend.c).
 */
export function localLink(network: Network, netns: string, address: string): Link | undefined {
  const links = Object.values(network.netns[netns]?.links ?? {});
  return links.find(
    ({ kind, up, addresses }) =>
      up && addresses.some((own) => (kind === 'loopback' ? contains(networkOf(own), address) : addressOf(own) === address)),
  );
}

/** The address with which a namespace speaks to `nexthop` through a device: one in the same network, else the first of the device. */
export function sourceFor(link: Link, nexthop: string): string | undefined {
  const chosen = link.addresses.find((own) => contains(networkOf(own), nexthop)) ?? link.addresses[0];
  return chosen === undefined ? undefined : addressOf(chosen);
}
