import type { NatRule, SourceCounter } from '../model/network.ts';

/** The parts of `nft -j list ruleset` (libnftables-json(5)) that lessons make. */
interface NftJson {
  readonly nftables: readonly {
    readonly chain?: { readonly table: string; readonly name: string; readonly type?: string; readonly hook?: string };
    readonly rule?: { readonly table: string; readonly chain: string; readonly expr: readonly NftExpr[] };
    readonly set?: { readonly table: string; readonly name: string; readonly elem?: readonly NftElem[] };
  }[];
}

type NftElem = string | { readonly elem: { readonly val: unknown; readonly counter?: { readonly packets: number } } };

interface NftExpr {
  readonly match?: {
    readonly op: string;
    readonly left: { readonly meta?: { readonly key: string }; readonly payload?: { readonly field: string } };
    readonly right: unknown;
  };
  readonly masquerade?: unknown;
  /** A target of iptables-nft that nft shows by its name only. */
  readonly xt?: { readonly type: string; readonly name: string };
}

function networkText(right: unknown): string | undefined {
  if (typeof right === 'string') return `${right}/32`;
  const { prefix } = right as { prefix?: { addr: string; len: number } };
  return prefix ? `${prefix.addr}/${prefix.len}` : undefined;
}

function readRule(expressions: readonly NftExpr[]): NatRule | undefined {
  const masquerades = expressions.some(({ masquerade, xt }) => masquerade !== undefined || xt?.name === 'MASQUERADE');
  if (!masquerades) return undefined;
  const source = expressions.find(({ match }) => match?.op === '==' && match.left.payload?.field === 'saddr')?.match?.right;
  const exceptOut = expressions.find(({ match }) => match?.op === '!=' && match.left.meta?.key === 'oifname')?.match?.right;
  return {
    chain: 'postrouting',
    source: networkText(source ?? '0.0.0.0') ?? '',
    exceptOut: typeof exceptOut === 'string' ? exceptOut : '',
    target: 'masquerade',
  };
}

/** Reads source translation and counting sets from a ruleset, whether iptables-nft or nft made it. */
export function readNft(text: string): { nat: readonly NatRule[]; counters: readonly SourceCounter[] } {
  const { nftables } = JSON.parse(text) as NftJson;
  const postrouting = new Set(
    nftables
      .filter(({ chain }) => chain?.type === 'nat' && chain.hook === 'postrouting')
      .map(({ chain }) => `${chain?.table} ${chain?.name}`),
  );
  const nat = nftables.flatMap(({ rule }) => {
    const read = rule && postrouting.has(`${rule.table} ${rule.chain}`) ? readRule(rule.expr) : undefined;
    return read ? [read] : [];
  });
  const counters = nftables.flatMap(({ set }): SourceCounter[] => {
    if (set?.name !== 'sources') return [];
    const seen = (set.elem ?? []).flatMap((element) => {
      const value = typeof element === 'string' ? undefined : element.elem;
      return typeof value?.val === 'string' ? [[value.val, value.counter?.packets ?? 0] as const] : [];
    });
    return [{ name: set.table, seen: Object.fromEntries(seen) }];
  });
  return { nat, counters };
}
