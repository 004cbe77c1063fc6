import type { Link, Netns, Network } from './network.ts';

/** For each namespace, new names of devices by their old ones. */
type Names = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What each name that stands in for one is in truth: that of the device of the same namespace whose cable ends at the same place. */
function seenNames(expected: Network, observed: Network): Names {
  const names = new Map<string, ReadonlyMap<string, string>>();
  for (const [netns, { links }] of Object.entries(expected.netns)) {
    const own = Object.values(links).flatMap(({ name, peer, standIn }) => {
      if (!standIn || !peer) return [];
      const seen = Object.values(observed.netns[netns]?.links ?? {}).find(
        (link) => link.peer?.netns === peer.netns && link.peer.dev === peer.dev,
      );
      return seen ? [[name, seen.name] as const] : [];
    });
    if (own.length > 0) names.set(netns, new Map(own));
  }
  return names;
}

function renamed(network: Network, names: Names): Network {
  if (names.size === 0) return network;
  const nameOf = (netns: string, dev: string) => names.get(netns)?.get(dev) ?? dev;
  const linkOf = (netns: string, link: Link): Link => ({
    ...link,
    name: nameOf(netns, link.name),
    ...(link.master === undefined ? {} : { master: nameOf(netns, link.master) }),
    ...(link.peer ? { peer: { netns: link.peer.netns, dev: nameOf(link.peer.netns, link.peer.dev) } } : {}),
  });
  const netnsOf = (netns: string, state: Netns): Netns => ({
    ...state,
    links: Object.fromEntries(Object.values(state.links).map((link) => [nameOf(netns, link.name), linkOf(netns, link)])),
    routes: state.routes.map((route) => ({ ...route, dev: nameOf(netns, route.dev) })),
  });
  return { ...network, netns: Object.fromEntries(Object.entries(network.netns).map(([name, state]) => [name, netnsOf(name, state)])) };
}

/**
 * The expected network with the names that programs have made up, as far as they are seen; where none is, the stand-in stays,
 * and the comparison misses a device of that name. The network itself where it has no stand-ins.
 */
export function withSeenNames(expected: Network, observed: Network): Network {
  return renamed(expected, seenNames(expected, observed));
}

/** The observed network with stand-ins for the names that programs have made up, so that it is the same from run to run. */
export function withStandIns(observed: Network, expected: Network): Network {
  const seen = seenNames(expected, observed);
  const back = new Map([...seen].map(([netns, names]) => [netns, new Map([...names].map(([standIn, name]) => [name, standIn]))]));
  return renamed(observed, back);
}
