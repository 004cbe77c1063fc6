import type { Network } from '../model/network.ts';
import { type Attachment, attachmentOf } from '../model/switches.ts';

/** Members on one switch, in the words of a printed script. */
interface PluggedIn {
  readonly by: Attachment['by'];
  /** The switch's namespace and name. */
  readonly netns: string;
  readonly name: string;
  /** Namespace, address and port of each member; `?` for a port whose name is made up as it is run. */
  readonly ports: readonly (readonly [netns: string, address: string, port: string])[];
}

function portWord({ netns }: Network, at: Attachment | undefined): string {
  return at && netns[at.netns]?.links[at.port]?.standIn ? '?' : (at?.port ?? '');
}

/** The switch that all members are plugged into in one and the same way, or in a sentence what keeps it from being so. */
export function pluggedIn(
  network: Network,
  members: readonly { readonly netns: string; readonly address: string }[],
  wanted?: Attachment['by'],
): PluggedIn | string {
  const found = members.map(({ netns, address }) => ({ netns, address, at: attachmentOf(network, netns, address) }));
  const loose = found.find(({ at }) => !at || (wanted !== undefined && at.by !== wanted));
  if (loose) return `${loose.address} of ${loose.netns} is on no such switch`;
  const [first] = found;
  if (!first?.at) return 'there are no members';
  const { by, netns, name } = first.at;
  const elsewhere = found.find(({ at }) => at?.netns !== netns || at.name !== name || at.by !== by);
  if (elsewhere) return `${elsewhere.netns} is on another switch than ${first.netns}`;
  return { by, netns, name, ports: found.map(({ netns: member, address, at }) => [member, address, portWord(network, at)]) };
}
