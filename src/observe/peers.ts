import type { Link } from '../model/network.ts';
import type { ReadLink } from './iproute.ts';

type Links = Readonly<Record<string, readonly ReadLink[]>>;

interface Place {
  readonly netns: string;
  readonly dev: string;
}

/**
 * Finds both ends of every veth across namespaces. The kernel gives each end the other's index, and where that is in
 * another namespace an id that only the near namespace knows. Two ends belong together if each has the other's index;
 * where that fits several, the ids decide: in one namespace, one id always means the same other namespace.
 */
export function resolvePeers(read: Links): Readonly<Record<string, Readonly<Record<string, Link>>>> {
  const byIndexes = new Map<string, (Place & { id: number | undefined })[]>();
  for (const [netns, links] of Object.entries(read)) {
    for (const { link, peerNetnsId } of links) {
      if (link.kind !== 'veth' || link.peerIndex === undefined) continue;
      const key = `${link.ifindex}-${link.peerIndex}`;
      byIndexes.set(key, [...(byIndexes.get(key) ?? []), { netns, dev: link.name, id: peerNetnsId }]);
    }
  }
  const meaning = new Map<string, string>();
  const candidatesFor = (netns: string, { link, peerNetnsId }: ReadLink) =>
    (byIndexes.get(`${link.peerIndex}-${link.ifindex}`) ?? []).filter(
      (other) => !(other.netns === netns && other.dev === link.name) && (other.netns === netns) === (peerNetnsId === undefined),
    );
  const settle = (netns: string, entry: ReadLink): Place | undefined => {
    const candidates = candidatesFor(netns, entry);
    if (candidates.length === 1) return candidates[0];
    const known = meaning.get(`${netns} ${entry.peerNetnsId}`);
    return candidates.find((candidate) => candidate.netns === known || meaning.get(`${candidate.netns} ${candidate.id}`) === netns);
  };
  for (const [netns, links] of Object.entries(read)) {
    for (const entry of links) {
      const candidates = entry.link.kind === 'veth' ? candidatesFor(netns, entry) : [];
      const [only] = candidates;
      if (candidates.length === 1 && only) meaning.set(`${netns} ${entry.peerNetnsId}`, only.netns);
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
