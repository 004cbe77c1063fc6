import type { Link } from '../model/network.ts';
import type { ReadLink } from './iproute.ts';

type Links = Readonly<Record<string, readonly ReadLink[]>>;

interface Place {
  readonly netns: string;
  readonly dev: string;
}

/** Which namespace each id means in a namespace, by both. */
export type NetnsIds = ReadonlyMap<string, string>;

export const netnsIdKey = (netns: string, id: number | undefined): string => `${netns} ${id}`;

type ByIndexes = ReadonlyMap<string, readonly (Place & { readonly id: number | undefined })[]>;

function endsByIndexes(read: Links): ByIndexes {
  const ends = new Map<string, (Place & { id: number | undefined })[]>();
  for (const [netns, links] of Object.entries(read)) {
    for (const { link, peerNetnsId } of links) {
      if (link.kind !== 'veth' || link.peerIndex === undefined) continue;
      const key = `${link.ifindex}-${link.peerIndex}`;
      ends.set(key, [...(ends.get(key) ?? []), { netns, dev: link.name, id: peerNetnsId }]);
    }
  }
  return ends;
}

/** Namespaces with a veth whose other end may be one of several, as far as indexes tell. */
export function withDoubtfulPeers(read: Links): readonly string[] {
  const ends = endsByIndexes(read);
  const isDoubtful = (netns: string, { link, peerNetnsId }: ReadLink) =>
    link.kind === 'veth' &&
    peerNetnsId !== undefined &&
    (ends.get(`${link.peerIndex}-${link.ifindex}`) ?? []).filter((other) => other.netns !== netns).length > 1;
  return Object.entries(read).flatMap(([netns, links]) => (links.some((entry) => isDoubtful(netns, entry)) ? [netns] : []));
}

/**
 * Finds both ends of every veth across namespaces. The kernel gives each end the other's index, and where that is in
 * another namespace an id that only the near namespace knows. Two ends belong together if each has the other's index;
 * where that fits several, the ids decide: in one namespace, one id always means the same other namespace.
 */
export function resolvePeers(read: Links, ids: NetnsIds = new Map()): Readonly<Record<string, Readonly<Record<string, Link>>>> {
  const byIndexes = endsByIndexes(read);
  const meaning = new Map<string, string>(ids);
  const candidatesFor = (netns: string, { link, peerNetnsId }: ReadLink) =>
    (byIndexes.get(`${link.peerIndex}-${link.ifindex}`) ?? []).filter(
      (other) => !(other.netns === netns && other.dev === link.name) && (other.netns === netns) === (peerNetnsId === undefined),
    );
  const settle = (netns: string, entry: ReadLink): Place | undefined => {
    const candidates = candidatesFor(netns, entry);
    if (candidates.length === 1) return candidates[0];
    const known = meaning.get(netnsIdKey(netns, entry.peerNetnsId));
    return candidates.find((candidate) => candidate.netns === known || meaning.get(netnsIdKey(candidate.netns, candidate.id)) === netns);
  };
  for (const [netns, links] of Object.entries(read)) {
    for (const entry of links) {
      const candidates = entry.link.kind === 'veth' ? candidatesFor(netns, entry) : [];
      const [only] = candidates;
      if (candidates.length === 1 && only) meaning.set(netnsIdKey(netns, entry.peerNetnsId), only.netns);
    }
  }
  return Object.fromEntries(
    Object.entries(read).map(([netns, links]) => [
      netns,
      Object.fromEntries(
        links.map((entry) => {
          const { link, peerName } = entry;
          if (link.kind !== 'veth') return [link.name, link];
          const place = peerName === undefined ? settle(netns, entry) : { netns, dev: peerName };
          const index = link.peerIndex ?? links.find((other) => other.link.name === peerName)?.link.ifindex;
          return [link.name, { ...link, peerIndex: index, ...(place ? { peer: { netns: place.netns, dev: place.dev } } : {}) }];
        }),
      ),
    ]),
  );
}
