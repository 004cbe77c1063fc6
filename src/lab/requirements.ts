import { HOST } from '../model/host.ts';
import { type Link, linkWith, type Netns, type Network } from '../model/network.ts';
import { attachmentOf } from '../model/switches.ts';
import { han, sameInAll, type Text } from '../model/text.ts';
import type { PlannedCheck } from '../plan/plan.ts';
import { renderShell } from '../render/templates.ts';
import { fails, holds, listMembers, type Member, noNetns } from '../vocabulary/checks/verdicts.ts';
import type { Verdict } from '../vocabulary/define.ts';
import type { Shell } from '../vocabulary/shell.ts';
import { inside, who } from '../vocabulary/where.ts';

interface Requirement {
  readonly kind: string;
  readonly params: object;
  readonly claim: Text;
  readonly see: Shell;
  judge(network: Network): Verdict;
}

/** What is read from the network alone, as a check like those of lessons; once, since who built it is done. */
function required({ kind, params, claim, see, judge }: Requirement): PlannedCheck {
  return {
    ...{ kind, params, claim, probes: [], see: renderShell(see).join(' && '), shows: sameInAll(''), flags: [], places: [] },
    ...{ concurrent: false, wait: 'once', fdb: false },
    stands: (network) => judge(network).holds,
    judge: ({ network }) => judge(network),
  };
}

/** There is a namespace of that name, and it is none of the others. */
export function existing(netns: string): PlannedCheck {
  return required({
    kind: 'exists',
    params: { netns },
    claim: { en: `there is a namespace ${netns}`, zh: `有一个名为 ${netns} 的网络命名空间` },
    see: { template: 'see-namespaces', data: {} },
    judge(network) {
      const state = network.netns[netns];
      if (state) {
        const [other] = Object.keys(network.netns).filter((name) => name !== netns && isSame(network.netns[name], state));
        if (other === undefined) return holds(sameInAll(netns));
        return fails({
          expected: { en: `a namespace ${netns}`, zh: `命名空间 ${netns}` },
          actual: { en: `${netns} is another name of ${other}`, zh: han`${netns} 只是${who(other).zh}的另一个名字` },
          reason: { en: 'each must be a namespace of its own', zh: '每一个都必须是独立的命名空间' },
        });
      }
      const others = Object.keys(network.netns).filter((name) => name !== HOST);
      return fails({
        expected: { en: `a namespace ${netns}`, zh: `命名空间 ${netns}` },
        actual: others.length > 0 ? { en: `there are ${others.join(', ')}`, zh: `现有 ${others.join('、')}` } : noNetns(netns),
        reason: { en: 'it was never added, or has another name', zh: '它没有被创建，或者用了别的名字' },
      });
    },
  });
}

/** Whether two names are of one namespace. */
function isSame(one: Netns | undefined, other: Netns): boolean {
  return other.inode !== undefined && one?.inode === other.inode;
}

interface Held {
  readonly netns: string;
  /** With its length. */
  readonly address: string;
  /** The kind of device that must hold it, where that is asked. */
  readonly kind: FixedKind | undefined;
}

/** The kinds of devices that an exercise may ask for by name. */
export type FixedKind = 'bridge' | 'tap';

const KIND = {
  any: { en: 'a device', zh: '一个设备' },
  bridge: { en: 'a bridge', zh: '一个网桥' },
  tap: { en: 'a tap device', zh: '一个 tap 设备' },
} as const satisfies Readonly<Record<FixedKind | 'any', Text>>;

/** A device that is up holds an address: a real one, not lo, and nobody else has the same address. */
export function held({ netns, address, kind }: Held): PlannedCheck {
  const where = inside(netns);
  const on = KIND[kind ?? 'any'];
  const expected = { en: `${address} on ${on.en} that is up`, zh: han`${on.zh}持有 ${address}，且已启用` };
  const bare = address.split('/')[0] ?? '';
  const not = (actual: Text, reason: Text): Verdict => fails({ expected, actual, reason });
  return required({
    kind: 'held',
    params: { netns, address },
    claim: { en: `${on.en} ${where.en} holds ${address} and is up`, zh: han`${where.zh}有${on.zh}持有 ${address}，且已启用` },
    see: { template: 'see-address', data: { netns, address: bare } },
    judge(network) {
      const state = network.netns[netns];
      if (!state) return not(noNetns(netns), { en: 'nothing can be held where there is no namespace', zh: '没有命名空间，也就没有地址' });
      const all = holdersOf(network, bare);
      const link = all.find((holder) => holder.netns === netns)?.link;
      if (!link)
        return not(
          { en: `no device ${where.en} holds ${bare}`, zh: han`${where.zh}没有设备持有 ${bare}` },
          all[0]
            ? { en: `${who(all[0].netns).en} has it`, zh: han`它在${inside(all[0].netns).zh}` }
            : { en: 'the address was never added', zh: '没有添加过这个地址' },
        );
      const other = all.find((holder) => holder.netns !== netns || holder.link !== link);
      if (other)
        return not(
          {
            en: `${link.name}, and ${other.link.name} ${inside(other.netns).en} too`,
            zh: han`除 ${link.name} 外，${inside(other.netns).zh}的 ${other.link.name} 也持有它`,
          },
          { en: 'an address can have one holder only', zh: '一个地址只能有一个持有者' },
        );
      const own = link.addresses.find((held) => held.split('/')[0] === bare) ?? '';
      if (own !== address) return not(sameInAll(`${own} dev ${link.name}`), { en: 'the length of the prefix differs', zh: '前缀长度不对' });
      if (link.kind === 'loopback')
        return not(sameInAll(`${own} dev ${link.name}`), { en: 'lo is wired to nothing', zh: 'lo 不与任何设备相连' });
      if (kind !== undefined && link.kind !== kind)
        return not(
          { en: `${link.name} is of the kind ${link.kind}`, zh: `${link.name} 的类型是 ${link.kind}` },
          { en: `${on.en} itself must hold it`, zh: han`它应该由${on.zh}自己持有` },
        );
      if (!link.up)
        return not(
          { en: `${link.name} is down`, zh: han`${link.name} 处于 down 状态` },
          { en: 'nobody has switched it on', zh: '还没有启用它' },
        );
      return holds(sameInAll(`${own} dev ${link.name}`));
    },
  });
}

function holdersOf(network: Network, address: string): readonly { readonly netns: string; readonly link: Link }[] {
  return Object.entries(network.netns).flatMap(([netns, { links }]) =>
    Object.values(links)
      .filter(({ addresses }) => addresses.some((own) => own.split('/')[0] === address))
      .map((link) => ({ netns, link })),
  );
}

/** The bridge that holds an address is the one that the members are plugged into, and no other beside it. */
export function onTheSwitch({ netns, address, members }: Member & { readonly members: readonly Member[] }): PlannedCheck {
  const listed = listMembers(members);
  const expected = { en: `${address} on the bridge of ${listed.en}`, zh: han`${address} 在 ${listed.zh} 所接的网桥上` };
  return required({
    kind: 'on-the-switch',
    params: { netns, address, members },
    claim:
      members.length > 1
        ? {
            en: `the bridge that holds ${address} is the one that joins ${listed.en}`,
            zh: han`持有 ${address} 的网桥就是连接 ${listed.zh} 的那一个`,
          }
        : { en: `${listed.en} is plugged into the bridge that holds ${address}`, zh: han`${listed.zh} 接在持有 ${address} 的网桥上` },
    see: { template: 'see-bridge-ports', data: { netns } },
    judge(network) {
      const holder = linkWith(network, netns, address)?.name ?? '';
      const stray = members.find((member) => {
        const at = attachmentOf(network, member.netns, member.address);
        return at?.by !== 'bridge' || at.netns !== netns || at.name !== holder;
      });
      if (!stray) return holds(sameInAll(holder));
      const other = attachmentOf(network, stray.netns, stray.address);
      return fails({
        expected,
        actual: other
          ? {
              en: `${stray.netns} is on ${other.name}, and ${holder} holds ${address}`,
              zh: han`${stray.netns} 接在 ${other.name} 上，而 ${address} 由 ${holder} 持有`,
            }
          : { en: `${stray.netns} is on no switch`, zh: `${stray.netns} 没有接到任何交换机` },
        reason: { en: 'they are two bridges, and the address must be on the same one', zh: '这是两个网桥，地址必须配在同一个上' },
      });
    },
  });
}
