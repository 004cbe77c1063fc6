import { addressOf } from '../model/inet.ts';
import type { Network } from '../model/network.ts';
import { attachmentOf } from '../model/switches.ts';
import type { Member } from '../vocabulary/checks/verdicts.ts';

/** A Linux bridge by an address that it holds, and who is plugged into it. */
interface Plugged extends Member {
  readonly members: readonly Member[];
}

/** The Linux bridges that hold an address and have somebody plugged in. */
export function pluggedIntoHolders(network: Network): readonly Plugged[] {
  return Object.entries(network.netns).flatMap(([netns, { links }]) =>
    Object.values(links).flatMap(({ kind, name, addresses: [address] }) => {
      const members = kind === 'bridge' && address !== undefined ? membersOf(network, netns, name) : [];
      return members.length === 0 || address === undefined ? [] : [{ netns, address: addressOf(address), members }];
    }),
  );
}

function membersOf(network: Network, at: string, bridge: string): readonly Member[] {
  const holders = Object.entries(network.netns).flatMap(([netns, { links }]) =>
    Object.values(links).flatMap(({ addresses }) => addresses.map((held) => ({ netns, address: addressOf(held) }))),
  );
  return holders.filter(({ netns, address }) => {
    const attachment = attachmentOf(network, netns, address);
    return attachment?.by === 'bridge' && attachment.netns === at && attachment.name === bridge;
  });
}
