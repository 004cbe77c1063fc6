import { changeLink, changeNetns, type Edit } from '../model/edits.ts';
import { addressOf, formatPrefix, networkOf } from '../model/inet.ts';
import { type Link, linkOf, type Network, type Route } from '../model/network.ts';

/**
 * The routes that the kernel adds by itself for a link's addresses once it is up (`fib_add_ifaddr`, net/ipv4/fib_frontend.c).
 * 127.0.0.0/8 goes to the local table only, and a further address in the same network is secondary: it adds none.
 */
export function connectedRoutes(link: Link): readonly Route[] {
  if (!link.up || link.kind === 'loopback') return [];
  const networks = link.addresses.map((address) => formatPrefix(networkOf(address)));
  return link.addresses
    .filter((address, index) => networkOf(address).length < 32 && networks.indexOf(networks[index] ?? '') === index)
    .map((address) => ({ dst: formatPrefix(networkOf(address)), dev: link.name, src: addressOf(address), proto: 'kernel' }));
}

/** Sets a link up or down, with what follows for its routes: up adds the connected ones, down flushes all. */
export function setLinkState(network: Network, netns: string, dev: string, up: boolean): readonly Edit[] {
  const before = linkOf(network, netns, dev);
  if (before.up === up) return [];
  const addresses = before.kind === 'loopback' && up && before.addresses.length === 0 ? ['127.0.0.1/8'] : before.addresses;
  const connected = up ? connectedRoutes({ ...before, up, addresses }) : [];
  return [
    changeLink(network, netns, dev, { up, addresses }),
    changeNetns(network, netns, ({ routes }) => ({ routes: [...routes.filter((route) => up || route.dev !== dev), ...connected] })),
  ];
}
