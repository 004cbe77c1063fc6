import type { BaseChain, Filter, FilterRule, NatRule, PacketMatch } from '../model/firewall.ts';
import type { SourceCounter } from '../model/network.ts';
import { asPrefix, type ReadRule, readIptables } from './iptables.ts';
import { readListing } from './listing.ts';

/** The parts of `nft -j list ruleset` (libnftables-json(5)) that lessons make, or that Docker does. */
interface NftJson {
  readonly nftables: readonly {
    readonly chain?: NftChain;
    readonly rule?: { readonly family: string; readonly table: string; readonly chain: string; readonly expr: readonly NftExpr[] };
    readonly set?: { readonly table: string; readonly name: string; readonly elem?: readonly NftElem[] };
  }[];
}

interface NftChain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  readonly type?: string;
  readonly hook?: string;
  readonly policy?: string;
  readonly prio?: number | string;
}

type NftElem = string | { readonly elem: { readonly val: unknown; readonly counter?: { readonly packets: number } } };

interface NftMatch {
  readonly op: string;
  readonly left: {
    readonly meta?: { readonly key: string };
    readonly payload?: { readonly protocol?: string; readonly field: string };
    readonly ct?: { readonly key: string };
    readonly fib?: { readonly result: string; readonly flags: readonly string[] };
  };
  readonly right: unknown;
}

interface NftExpr {
  readonly match?: NftMatch;
  readonly counter?: { readonly packets: number } | null;
  readonly masquerade?: unknown;
  readonly dnat?: { readonly addr?: unknown; readonly port?: unknown };
  readonly accept?: null;
  readonly drop?: null;
  readonly return?: null;
  readonly reject?: unknown;
  readonly jump?: { readonly target: string };
  readonly goto?: { readonly target: string };
  /** A match or target of iptables-nft that nft shows by its name only. */
  readonly xt?: { readonly type: string; readonly name: string };
}

function networkText(right: unknown): string | undefined {
  if (typeof right === 'string') return asPrefix(right);
  const { prefix } = (right ?? {}) as { prefix?: { addr: string; len: number } };
  return prefix ? `${prefix.addr}/${prefix.len}` : undefined;
}

function stateNames(right: unknown): readonly string[] | undefined {
  if (typeof right === 'string') return [right];
  return Array.isArray(right) && right.every((state) => typeof state === 'string') ? right.toSorted() : undefined;
}

const NOT_READ = Symbol('not read');

/** What one match asks of a packet. */
function readMatch({ op, left, right }: NftMatch): PacketMatch | typeof NOT_READ {
  const [is, isNot] = [op === '==', op === '!='];
  if (left.meta?.key === 'iifname' && typeof right === 'string' && (is || isNot)) return is ? { in: right } : { exceptIn: right };
  if (left.meta?.key === 'oifname' && typeof right === 'string' && (is || isNot)) return is ? { out: right } : { exceptOut: right };
  if (left.meta?.key === 'l4proto' && typeof right === 'string' && is) return { protocol: right };
  const { protocol, field } = left.payload ?? {};
  const network = networkText(right);
  if (field === 'saddr' && network !== undefined && is) return { source: network };
  if (field === 'daddr' && network !== undefined && (is || isNot)) return is ? { destination: network } : { exceptDestination: network };
  if (protocol === 'ip' && field === 'protocol' && typeof right === 'string' && is) return { protocol: right };
  if (protocol !== undefined && field === 'dport' && typeof right === 'number' && is) return { protocol, dport: right };
  const states = left.ct?.key === 'state' ? stateNames(right) : undefined;
  if (states && (is || op === 'in')) return { states };
  if (left.fib?.result === 'type' && left.fib.flags.join() === 'daddr' && right === 'local' && is) return { toLocal: true };
  return NOT_READ;
}

/** Reads a rule; `undefined` where it decides nothing. */
function readRule(expressions: readonly NftExpr[]): ReadRule | undefined {
  let match: PacketMatch = {};
  let target: Pick<ReadRule, 'target'> | undefined;
  const unread: unknown[] = [];
  for (const expression of expressions) {
    const { match: asked, dnat, jump, goto, xt } = expression;
    const read = asked && readMatch(asked);
    if (read && read !== NOT_READ) match = { ...match, ...read };
    else if (asked) unread.push(asked);
    else if (expression.masquerade !== undefined || xt?.name === 'MASQUERADE') target = { target: 'masquerade' };
    else if (dnat && typeof dnat.addr === 'string')
      target = { target: 'dnat', to: dnat.addr, ...(typeof dnat.port === 'number' ? { toPort: dnat.port } : {}) } as ReadRule;
    else if (jump) target = { target: 'jump', into: jump.target } as ReadRule;
    else if (goto) target = { target: 'goto', into: goto.target } as ReadRule;
    else if (expression.accept === null) target = { target: 'accept' };
    else if (expression.drop === null) target = { target: 'drop' };
    else if (expression.return === null) target = { target: 'return' };
    else if (expression.reject !== undefined || xt?.name === 'REJECT') target = { target: 'reject' };
    else if (expression.counter === undefined) unread.push(expression);
  }
  if (!target) return undefined;
  return { ...match, ...(unread.length > 0 ? { unread: JSON.stringify(unread) } : {}), ...target } as ReadRule;
}

const placeOf = ({ family, table }: { family: string; table: string }): string => `${family} ${table}`;

/** nft names a part of a rule that iptables made by its name only; MASQUERADE needs no more. */
function isHidden({ xt }: NftExpr): boolean {
  return xt !== undefined && xt.name !== 'MASQUERADE' && xt.name !== 'REJECT';
}

/** The tables of iptables in which nft cannot tell what some rules say. */
export function hiddenTables(text: string): readonly string[] {
  const { nftables } = readListing(text) as NftJson;
  return [...new Set(nftables.flatMap(({ rule }) => (rule?.family === 'ip' && rule.expr.some(isHidden) ? [rule.table] : [])))];
}

/** The chains of a ruleset by the name that rules have in the model: their hook's, or their own. */
function namesOf(chains: readonly NftChain[]): (place: { family: string; table: string; chain: string }) => string {
  const hooks = new Map(chains.flatMap((chain) => (chain.hook ? [[`${placeOf(chain)} ${chain.name}`, chain.hook] as const] : [])));
  return (place) => hooks.get(`${placeOf(place)} ${place.chain}`) ?? place.chain;
}

/** Whether chains that somebody made, and those of hooks, translate addresses; iptables has a table for each purpose. */
function natPlaces(chains: readonly NftChain[]): ReadonlySet<string> {
  const types = (place: string) => chains.flatMap((chain) => (placeOf(chain) === place && chain.type ? [chain.type] : []));
  const places = [...new Set(chains.map(placeOf))];
  return new Set(places.filter((place) => types(place).every((type) => type === 'nat') && (types(place).length > 0 || place === 'ip nat')));
}

/** A rule of NAT, whose masquerading always says what it is for. */
function natRule(chain: string, rule: ReadRule, packets: number | undefined): NatRule {
  const counted = packets === undefined ? {} : { packets };
  if (rule.target !== 'masquerade') return { chain, ...rule, ...counted } as NatRule;
  const { target, source = '0.0.0.0/0', exceptOut = '', ...rest } = rule;
  return { chain, source, exceptOut, ...rest, target, ...counted };
}

/** What is read from a ruleset. */
export interface ReadRuleset {
  readonly nat: readonly NatRule[];
  readonly filter: Filter;
  readonly counters: readonly SourceCounter[];
}

interface PlacedRule {
  readonly family: string;
  readonly table: string;
  readonly chain: string;
  readonly read: ReadRule;
  readonly packets: number | undefined;
}

const FAMILIES: readonly string[] = ['ip', 'inet'];

function chainsOf(nftables: NftJson['nftables']): readonly NftChain[] {
  return nftables.flatMap(({ chain }) => (chain && FAMILIES.includes(chain.family) ? [chain] : []));
}

/** The rules that decide something, in order; those that nft cannot tell are taken from the listings of iptables. */
function rulesOf(nftables: NftJson['nftables'], listings: ReadonlyMap<string, string>): readonly PlacedRule[] {
  const listed = new Map([...listings].map(([table, listing]) => [table, readIptables(listing)]));
  const counts = new Map<string, number>();
  return nftables.flatMap(({ rule }): readonly PlacedRule[] => {
    if (!rule || !FAMILIES.includes(rule.family)) return [];
    const { family, table, chain, expr } = rule;
    const place = `${placeOf(rule)} ${chain}`;
    const index = counts.get(place) ?? 0;
    counts.set(place, index + 1);
    const read = expr.some(isHidden) ? (listed.get(table)?.get(chain)?.[index] ?? readRule(expr)) : readRule(expr);
    const packets = expr.find(({ counter }) => counter)?.counter?.packets;
    return read ? [{ family, table, chain, read, packets }] : [];
  });
}

/**
 * Reads translation, filtering and counting sets from a ruleset, whether iptables-nft or nft made it. `listings` holds
 * what `iptables -S` prints of the tables that `hiddenTables` names.
 */
export function readNft(text: string, listings: ReadonlyMap<string, string> = new Map()): ReadRuleset {
  const { nftables } = readListing(text) as NftJson;
  const chains = chainsOf(nftables);
  const nameOf = namesOf(chains);
  const translating = natPlaces(chains);
  const nat: NatRule[] = [];
  const rules: FilterRule[] = [];
  for (const rule of rulesOf(nftables, listings)) {
    const said = natRule(nameOf(rule), rule.read, rule.packets);
    const base = chains.find((chain) => placeOf(chain) === placeOf(rule) && chain.name === rule.chain);
    if (base?.type === 'nat' || (!base?.type && translating.has(placeOf(rule)))) nat.push(said);
    else if (said.target !== 'masquerade' && said.target !== 'dnat') rules.push(said);
  }
  const filters = chains.filter((chain) => !translating.has(placeOf(chain)));
  const dropping = filters.flatMap(({ type, hook, policy }) => (type === 'filter' && hook && policy === 'drop' ? [hook] : []));
  const made = filters.flatMap(({ hook, name }) => (hook ? [] : [name]));
  return { nat, filter: { dropping: [...new Set(dropping)], chains: made, rules }, counters: countersOf(nftables) };
}

/** Reads the chains that hooks ask, each by itself, in the order in which they are asked. */
export function readBaseChains(text: string, listings: ReadonlyMap<string, string> = new Map()): readonly BaseChain[] {
  const { nftables } = readListing(text) as NftJson;
  const rules = rulesOf(nftables, listings);
  return chainsOf(nftables)
    .flatMap(({ family, table, name, hook, policy, prio }): readonly BaseChain[] => {
      if (hook === undefined) return [];
      const own = rules.filter((rule) => rule.family === family && rule.table === table);
      const said = own.map(({ chain, read, packets }) => natRule(chain, read, packets));
      return [{ family, table, name, hook, priority: Number(prio) || 0, policy: policy === 'drop' ? 'drop' : 'accept', rules: said }];
    })
    .sort((a, b) => a.priority - b.priority);
}

function countersOf(nftables: NftJson['nftables']): readonly SourceCounter[] {
  return nftables.flatMap(({ set }): SourceCounter[] => {
    if (set?.name !== 'sources') return [];
    const seen = (set.elem ?? []).flatMap((element) => {
      const value = typeof element === 'string' ? undefined : element.elem;
      return typeof value?.val === 'string' ? [[value.val, value.counter?.packets ?? 0] as const] : [];
    });
    return [{ name: set.table, seen: Object.fromEntries(seen) }];
  });
}
