import { contains, networkOf } from './inet.ts';

/** The places in the kernel at which rules are asked, by which their chains are named here. */
export const HOOKS: readonly string[] = ['prerouting', 'input', 'forward', 'output', 'postrouting'];

/** What a packet must be like for a rule to be for it. All that is named must hold; networks are prefixes, `10.0.0.2/32`. */
export interface PacketMatch {
  readonly source?: string;
  readonly destination?: string;
  readonly exceptDestination?: string;
  /** The device that it came in by, or one that it must not have come in by. */
  readonly in?: string;
  readonly exceptIn?: string;
  readonly out?: string;
  readonly exceptOut?: string;
  /** `tcp`, `udp`, `icmp`. */
  readonly protocol?: string;
  readonly dport?: number;
  /** States of connection tracking in small letters, sorted. */
  readonly states?: readonly string[];
  /** Its destination is an address of the namespace itself. */
  readonly toLocal?: true;
  /** Only observed: conditions that are not read, as they are listed. Nothing is known to fulfil them. */
  readonly unread?: string;
}

interface RuleOf<Target extends string> extends PacketMatch {
  /** A hook of netfilter in small letters, `postrouting`, or the name of a chain that somebody made. */
  readonly chain: string;
  readonly target: Target;
  /** Only observed: how many packets it was for, where that is counted. A rule of NAT sees the first one of a connection. */
  readonly packets?: number;
}

/** Rewrites the source to the address of the outgoing device. */
export interface MasqueradeRule extends RuleOf<'masquerade'> {
  readonly source: string;
  /** Packets that leave through this device are left alone; empty where none are. */
  readonly exceptOut: string;
}

/** Rewrites the destination, and the port where one is named. */
export interface DnatRule extends RuleOf<'dnat'> {
  readonly to: string;
  readonly toPort?: number;
}

/** Goes on in another chain: `jump` comes back from its end, `goto` does not. */
export interface JumpRule extends RuleOf<'jump' | 'goto'> {
  readonly into: string;
}

/** `return` goes back to the chain that one came from. */
export type VerdictRule = RuleOf<'accept' | 'drop' | 'reject' | 'return'>;

export type NatRule = MasqueradeRule | DnatRule | JumpRule | VerdictRule;
export type FilterRule = JumpRule | VerdictRule;

/** Rules that let packets pass or not, in the order in which they are asked. */
export interface Filter {
  /** The hooks at whose end a packet is dropped; at those of the others it passes. */
  readonly dropping: readonly string[];
  /** The chains that somebody made. */
  readonly chains: readonly string[];
  readonly rules: readonly FilterRule[];
}

/** A chain that a hook asks, with all rules of its table, whose chains go by their own names. */
export interface BaseChain {
  readonly family: string;
  readonly table: string;
  readonly name: string;
  readonly hook: string;
  /** Chains with a lower one are asked earlier. */
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
  readonly rules: readonly NatRule[];
}

export const NO_FILTER: Filter = { dropping: [], chains: [], rules: [] };

/** Whether there is anything in it. */
export function isFiltering({ dropping, chains, rules }: Filter): boolean {
  return dropping.length + chains.length + rules.length > 0;
}

/** A packet as rules see it. */
export interface Passing {
  readonly source: string;
  readonly destination: string;
  readonly in?: string | undefined;
  readonly out?: string | undefined;
  readonly protocol: string;
  readonly dport?: number | undefined;
  readonly state: 'new' | 'established';
  readonly toLocal: boolean;
}

function within(prefix: string | undefined, address: string): boolean {
  return prefix === undefined || contains(networkOf(prefix), address);
}

/** Whether a rule is for a packet. */
export function matches(rule: PacketMatch, packet: Passing): boolean {
  const same = <T>(wanted: T | undefined, is: T | undefined) => wanted === undefined || wanted === is;
  return (
    rule.unread === undefined &&
    within(rule.source, packet.source) &&
    within(rule.destination, packet.destination) &&
    !(rule.exceptDestination !== undefined && within(rule.exceptDestination, packet.destination)) &&
    same(rule.in, packet.in) &&
    !(rule.exceptIn && rule.exceptIn === packet.in) &&
    same(rule.out, packet.out) &&
    !(rule.exceptOut && rule.exceptOut === packet.out) &&
    same(rule.protocol, packet.protocol) &&
    same(rule.dport, packet.dport) &&
    (rule.states === undefined || rule.states.includes(packet.state)) &&
    !(rule.toLocal && !packet.toLocal)
  );
}

/** The first rule that decides about a packet, from the start of a chain; `undefined` where its end is reached. */
function decide<R extends NatRule>(rules: readonly R[], chain: string, packet: Passing): R | undefined {
  for (const rule of rules) {
    if (rule.chain !== chain || !matches(rule, packet)) continue;
    if (rule.target === 'return') return undefined;
    if (rule.target !== 'jump' && rule.target !== 'goto') return rule;
    const decided = decide(rules, rule.into, packet);
    if (decided || rule.target === 'goto') return decided;
  }
  return undefined;
}

/** The rule of NAT that rewrites a packet at a hook, if any. */
export function translationOf(nat: readonly NatRule[], hook: string, packet: Passing): MasqueradeRule | DnatRule | undefined {
  const rule = decide(nat, hook, packet);
  return rule?.target === 'masquerade' || rule?.target === 'dnat' ? rule : undefined;
}

/** What keeps a packet from passing a hook: a rule, or `policy`, the end of the hook's chain; `undefined` where it passes. */
export function obstacleOf(filter: Filter, hook: string, packet: Passing): FilterRule | 'policy' | undefined {
  const rule = decide(filter.rules, hook, packet);
  if (!rule) return filter.dropping.includes(hook) ? 'policy' : undefined;
  return rule.target === 'drop' || rule.target === 'reject' ? rule : undefined;
}

/** What a rule asks of a packet, in words that are the same for equal rules: `in br0 not out br0`. Empty where it asks nothing. */
export function matchText(rule: PacketMatch): string {
  const parts: readonly (readonly [string, string | number | undefined])[] = [
    ['from', rule.source],
    ['to', rule.destination],
    ['not to', rule.exceptDestination],
    ['in', rule.in],
    ['not in', rule.exceptIn],
    ['out', rule.out],
    ['not out', rule.exceptOut],
    ['protocol', rule.protocol],
    ['port', rule.dport],
    ['state', rule.states?.join(',')],
    ['to', rule.toLocal && 'an own address'],
    ['and', rule.unread],
  ];
  return parts.flatMap(([word, value]) => (value === undefined || value === '' ? [] : [`${word} ${value}`])).join(' ');
}

/** What a rule does with a packet: `drop`, `jump to DOCKER`, `dnat to 10.0.0.2:80`. */
export function targetText(rule: NatRule): string {
  if (rule.target === 'jump' || rule.target === 'goto') return `${rule.target} to ${rule.into}`;
  if (rule.target === 'dnat') return `dnat to ${rule.to}${rule.toPort === undefined ? '' : `:${rule.toPort}`}`;
  return rule.target;
}

/** A rule in words that are the same for equal rules. */
export function ruleText(rule: NatRule): string {
  return [matchText(rule), targetText(rule)].filter((part) => part !== '').join(' ');
}

/** Whether two rules say the same of the same chain, whatever they have counted. */
export function sameRule(a: NatRule, b: NatRule): boolean {
  return a.chain === b.chain && ruleText(a) === ruleText(b);
}

/** What keeps a packet from passing a hook whose chains are known each by itself, and in which of them. */
export function chainObstacle(
  chains: readonly BaseChain[],
  hook: string,
  packet: Passing,
): { readonly by: VerdictRule | 'policy'; readonly chain: BaseChain } | undefined {
  for (const chain of chains.filter((one) => one.hook === hook)) {
    const rule = decide(chain.rules, chain.name, packet);
    if (rule?.target === 'drop' || rule?.target === 'reject') return { by: rule, chain };
    if (!rule && chain.policy === 'drop') return { by: 'policy', chain };
  }
  return undefined;
}
