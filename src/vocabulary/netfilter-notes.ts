import type { FlagNote } from './notes.ts';

/** What words of iptables mean that several kinds of actions write (iptables(8), iptables-extensions(8)). */
export const IPTABLES = {
  nat: {
    flag: '-t nat',
    means: { en: 'the table whose rules see the first packet of each connection', zh: 'nat 表，它的规则只看每个连接的第一个包' },
  },
  source: { flag: '-s', means: { en: 'only packets from this network', zh: '只匹配来自这个网段的包' } },
  exceptOut: { flag: '! -o', means: { en: 'only packets that do not leave by this device', zh: '只匹配不从这个设备出去的包' } },
} as const satisfies Readonly<Record<string, FlagNote>>;

/** The same for nft(8). */
export const NFT = {
  table: {
    flag: 'add table ip',
    means: { en: 'a table of its own, for IPv4; it is taken away as a whole', zh: '单独建一张 IPv4 表，撤销时整张删除' },
  },
  chain: { flag: 'add chain ip', means: { en: 'a chain, a list of rules', zh: '链，即一组规则' } },
  nat: { flag: 'type nat', means: { en: 'rules that see the first packet of each connection', zh: '这类规则只看每个连接的第一个包' } },
  rule: { flag: 'add rule ip', means: { en: 'a rule at the end of the chain', zh: '在链尾加一条规则' } },
} as const satisfies Readonly<Record<string, FlagNote>>;
