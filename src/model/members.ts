import type { CheckCall } from './calls.ts';
import { formatPrefix, hostAt, hostCount, type Prefix, widenFor } from './inet.ts';
import type { Subnet } from './params.ts';
import { say } from './say.ts';
import type { Text } from './text.ts';

/** Up to this many members every ordered pair is checked; beyond it a ring and a sample. */
export const ALL_PAIRS_LIMIT = 16;

/** One member of a lesson's network. */
export interface Member {
  /** From 0. */
  readonly index: number;
  readonly netns: string;
  readonly address: string;
  readonly interfaceAddress: string;
}

/** The first of the subnet's hosts belongs to a gateway by custom, so members start at the second. */
const FIRST_HOST = 2;

/** The prefix that holds that many members: the chosen one, or the default widened as far as needed. */
export function prefixFor(subnet: Subnet, members: number): Prefix {
  return subnet.chosen ? subnet.prefix : widenFor(subnet.prefix, members + FIRST_HOST - 1);
}

/** The fault of a subnet too small for its members, if it is. */
export function subnetFaults(subnet: Subnet, members: number): readonly string[] {
  const prefix = prefixFor(subnet, members);
  const room = hostCount(prefix) - FIRST_HOST + 1;
  if (room >= members) return [];
  const fitting = formatPrefix(widenFor(prefix, members + FIRST_HOST - 1));
  return [
    `subnet: ${say({ en: `${formatPrefix(prefix)} has room for ${Math.max(room, 0)} namespaces, ${members} are asked for; try subnet=${fitting}`, zh: `${formatPrefix(prefix)} 容得下 ${Math.max(room, 0)} 个网络命名空间，要的是 ${members} 个；试试 subnet=${fitting}` })}`,
  ];
}

/** `ns1`, `ns2`, … with consecutive addresses of the prefix. */
export function membersOf(prefix: Prefix, count: number): readonly Member[] {
  return Array.from({ length: count }, (_, index) => {
    const address = hostAt(prefix, index + FIRST_HOST);
    return { index, netns: `ns${index + 1}`, address, interfaceAddress: `${address}/${prefix.length}` };
  });
}

/** Which ordered pairs to check, and what to say about it where they are not all. */
export function pairsOf<M>(members: readonly M[]): { pairs: readonly (readonly [M, M])[]; note: Text | undefined } {
  const at = (index: number) => members[index % members.length] as M;
  if (members.length <= ALL_PAIRS_LIMIT) {
    return { pairs: members.flatMap((from) => members.filter((to) => to !== from).map((to) => [from, to] as const)), note: undefined };
  }
  const ring = members.map((from, index) => [from, at(index + 1)] as const);
  // Strides across the ring reach ports that are no neighbours, the far ends included.
  const stride = Math.floor(members.length / ALL_PAIRS_LIMIT);
  const sample = Array.from(
    { length: ALL_PAIRS_LIMIT },
    (_, index) => [at(index * stride), at(index * stride + Math.floor(members.length / 2))] as const,
  );
  const all = members.length * (members.length - 1);
  return {
    pairs: [...ring, ...sample],
    note: {
      en: `${members.length} namespaces have ${all} ordered pairs: checked along a ring (${ring.length}) and in a sample across it (${sample.length})`,
      zh: `${members.length} 个命名空间有 ${all} 个有序对：检查一整圈（${ring.length} 个），再抽查圈内的 ${sample.length} 个`,
    },
  };
}

/** Turns pairs into checks. */
export function checksOf<M>(pairs: readonly (readonly [M, M])[], toCheck: (from: M, to: M) => CheckCall): readonly CheckCall[] {
  return pairs.map(([from, to]) => toCheck(from, to));
}
