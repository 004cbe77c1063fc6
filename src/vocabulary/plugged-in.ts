import type { Network } from '../model/network.ts';
import { type Attachment, attachmentOf } from '../model/switches.ts';
import type { Text } from '../model/text.ts';

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
): PluggedIn | { readonly not: Text } {
  const found = members.map(({ netns, address }) => ({ netns, address, at: attachmentOf(network, netns, address) }));
  const loose = found.find(({ at }) => !at || (wanted !== undefined && at.by !== wanted));
  if (loose)
    return {
      not: { en: `${loose.address} of ${loose.netns} is on no such switch`, zh: `${loose.netns} 的 ${loose.address} 不在这样的交换机上` },
    };
  const [first] = found;
  if (!first?.at) return { not: { en: 'there are no members', zh: '没有成员' } };
  const { by, netns, name } = first.at;
  const elsewhere = found.find(({ at }) => at?.netns !== netns || at.name !== name || at.by !== by);
  if (elsewhere)
    return {
      not: {
        en: `${elsewhere.netns} is on another switch than ${first.netns}`,
        zh: `${elsewhere.netns} 和 ${first.netns} 不在同一台交换机上`,
      },
    };
  return { by, netns, name, ports: found.map(({ netns: member, address, at }) => [member, address, portWord(network, at)]) };
}
