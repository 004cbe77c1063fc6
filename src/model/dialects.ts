import { NetscenarioError } from './errors.ts';
import { nearest } from './nearest.ts';
import { inRow, say } from './say.ts';
import { show } from './show.ts';
import type { Text } from './text.ts';

/** The ways in which a lesson's commands may be written, each named by the program that a learner knows. */
export const DIALECTS = {
  ip: { en: 'iproute2, its words written out', zh: 'iproute2，写全单词' },
  short: { en: 'iproute2, its words cut short: `ip a a`, `ip l s`', zh: 'iproute2，用缩写：`ip a a`、`ip l s`' },
  brctl: { en: 'bridges with `brctl` of bridge-utils', zh: '网桥用 bridge-utils 的 `brctl`' },
  ifconfig: {
    en: 'addresses and routes with `ifconfig`, `route` and `arp` of net-tools',
    zh: '地址和路由用 net-tools 的 `ifconfig`、`route` 和 `arp`',
  },
  iptables: { en: 'the firewall with `iptables`', zh: '防火墙用 `iptables`' },
  nft: { en: 'the firewall with `nft`', zh: '防火墙用 `nft`' },
  sysctl: { en: 'kernel settings with `sysctl -w`', zh: '内核参数用 `sysctl -w`' },
  echo: { en: 'kernel settings written to /proc/sys with `echo`', zh: '内核参数用 `echo` 写入 /proc/sys' },
} as const satisfies Readonly<Record<string, Text>>;

export type Dialect = keyof typeof DIALECTS;

export const DIALECT_NAMES = Object.keys(DIALECTS) as readonly Dialect[];

function isDialect(name: string): name is Dialect {
  return Object.hasOwn(DIALECTS, name);
}

/** The dialects of `--dialect NAME[,NAME…]` words, in their order; throws a usage error where there is no such dialect. */
export function readDialects(words: readonly string[]): readonly Dialect[] {
  return words.flatMap((word) => word.split(',')).map(readDialect);
}

function readDialect(name: string): Dialect {
  if (isDialect(name)) return name;
  const meant = name === '' ? undefined : nearest(name, DIALECT_NAMES);
  throw new NetscenarioError(
    'usage',
    say({
      en: `there is no dialect ${show(name)}; there are ${inRow(DIALECT_NAMES)}`,
      zh: `没有 ${show(name)} 这种写法；有 ${inRow(DIALECT_NAMES)}`,
    }),
    meant ? say({ en: `did you mean ${meant}?`, zh: `是不是想写 ${meant}？` }) : '--dialect NAME[,NAME…]',
  );
}
