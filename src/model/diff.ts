import { type Filter, matchText, type NatRule, ruleText } from './firewall.ts';
import { HOST } from './host.ts';
import { contains, networkOf } from './inet.ts';
import type { Link, Netns, Network, Route } from './network.ts';
import { withSeenNames } from './stand-ins.ts';

/** One difference between two networks. */
export interface Difference {
  readonly netns: string;
  /** What differs, e.g. `link veth0` or `route default`. */
  readonly what: string;
  /** As it is in the first network; `undefined` where it has no such thing. */
  readonly before: string | undefined;
  /** As it is in the second. */
  readonly after: string | undefined;
}

/** What is to be compared, and how it is: `link veth0`, `veth up`. Maps, since a switch of many ports has many facts. */
type Facts = ReadonlyMap<string, string>;

const NO_FACTS: Facts = new Map();

function linkFacts(link: Link): string {
  // The kernel lists secondary addresses after all primary ones, whatever the order in which they were added.
  const parts = [link.kind, link.up ? 'up' : 'down', ...[...link.addresses].sort()];
  if (link.master) parts.push(`master ${link.master}`);
  if (link.peer) parts.push(`peer ${link.peer.dev}@${link.peer.netns}`);
  if (link.kind === 'bridge') parts.push(link.stp ? 'stp on' : 'stp off');
  return parts.join(' ');
}

function routeFacts({ dev, via, src }: Route): string {
  return [...(via ? [`via ${via}`] : []), `dev ${dev}`, ...(src ? [`src ${src}`] : [])].join(' ');
}

function group(entries: readonly (readonly [string, string])[]): Facts {
  const facts = new Map<string, string>();
  for (const [key, value] of entries) {
    const before = facts.get(key);
    facts.set(key, before === undefined ? value : `${before}; ${value}`);
  }
  return facts;
}

function natFact(rule: NatRule): readonly [string, string] {
  if (rule.target !== 'masquerade') return [`nat ${rule.chain}`, ruleText(rule)];
  const { source, exceptOut, ...rest } = rule;
  return [`nat ${source}`, ['masquerade', ...(exceptOut ? [`unless out ${exceptOut}`] : []), matchText(rest)].join(' ').trimEnd()];
}

function filterFacts({ dropping, chains, rules }: Filter): readonly (readonly [string, string])[] {
  return [
    ...dropping.map((hook) => [`filter policy ${hook}`, 'drop'] as const),
    ...chains.map((chain) => [`filter chain ${chain}`, 'exists'] as const),
    ...rules.map((rule) => [`filter ${rule.chain}`, ruleText(rule)] as const),
  ];
}

/** Where a daemon has programs of its own inside a container, such as its name server. */
const LOOPBACK = networkOf('127.0.0.0/8');

/** Whether a rule is one of those that a daemon writes alike in all its versions: for a network as a whole, or for a published port. */
function isLasting(rule: NatRule): boolean {
  return (rule.target === 'dnat' && !contains(LOOPBACK, rule.to)) || (rule.target === 'masquerade' && rule.destination === undefined);
}

/** What both an expected and an observed network know of a namespace; `rulesBy` as the expected one has it. */
function structure(netns: Netns, sysctls: readonly string[], rulesBy?: Netns['rulesBy']): Facts {
  return group([
    ...Object.values(netns.links).map((link) => [`link ${link.name}`, linkFacts(link)] as const),
    ...netns.routes.map((route) => [`route ${route.dst}`, routeFacts(route)] as const),
    ...netns.nat.filter((rule) => rulesBy === undefined || isLasting(rule)).map(natFact),
    ...(rulesBy === undefined ? filterFacts(netns.filter) : []),
    ...netns.counters.map(({ name }) => [`counter ${name}`, 'by source'] as const),
    ...sysctls.flatMap((key) => (netns.sysctls[key] === undefined ? [] : [[`sysctl ${key}`, netns.sysctls[key]] as const])),
  ]);
}

/** What only the kernel knows: what was learnt from traffic. */
function learnt(netns: Netns): Facts {
  return group([
    ...(netns.neigh ?? []).map(({ dst, dev, lladdr, state }) => [`neigh ${dst}`, `dev ${dev} ${lladdr ?? 'no lladdr'} ${state}`] as const),
    ...(netns.fdb ?? []).filter((entry) => entry.learnt).map(({ mac, port, bridge }) => [`fdb ${mac}`, `${port} of ${bridge}`] as const),
  ]);
}

function switches(network: Network, withLearnt: boolean): Facts {
  return group(
    Object.entries(network.ovs?.bridges ?? {}).flatMap(([name, { datapath, ports, fdb }]) => [
      [`ovs bridge ${name}`, `datapath ${datapath}`] as const,
      ...Object.entries(ports).map(([port, { type }]) => [`ovs port ${port}`, `${type} of ${name}`] as const),
      ...(withLearnt ? Object.entries(fdb ?? {}).map(([mac, port]) => [`ovs fdb ${mac}`, `${port} of ${name}`] as const) : []),
    ]),
  );
}

function compare(netns: string, before: Facts, after: Facts): readonly Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((what) => ({ netns, what, before: before.get(what), after: after.get(what) }))
    .filter((difference) => difference.before !== difference.after);
}

function compareNetworks(
  before: Network,
  after: Network,
  factsOf: (netns: Netns | undefined, name: string) => Facts,
  withLearnt: boolean,
): readonly Difference[] {
  const names = [...new Set([...Object.keys(before.netns), ...Object.keys(after.netns)])];
  return [
    ...names.flatMap((name): readonly Difference[] => {
      const [was, is] = [before.netns[name], after.netns[name]];
      if (was === is) return [];
      const added =
        was === undefined || is === undefined ? [{ netns: name, what: 'namespace', before: was && 'exists', after: is && 'exists' }] : [];
      return [...added, ...compare(name, factsOf(was, name), factsOf(is, name))];
    }),
    ...compare(HOST, switches(before, withLearnt), switches(after, withLearnt)),
  ];
}

/** How the observed network departs from the expected one, in all that a plan foresees. Equal networks give none. */
export function differences(expected: Network, observed: Network): readonly Difference[] {
  const keys = (name: string) => Object.keys(expected.netns[name]?.sysctls ?? {});
  const named = withSeenNames(expected, observed);
  return compareNetworks(
    named,
    observed,
    (netns, name) => (netns ? structure(netns, keys(name), expected.netns[name]?.rulesBy) : NO_FACTS),
    false,
  );
}

/** What changed between two observations: structure and all that was learnt. */
export function changes(before: Network, after: Network): readonly Difference[] {
  return compareNetworks(
    before,
    after,
    (netns) => (netns ? new Map([...structure(netns, Object.keys(netns.sysctls)), ...learnt(netns)]) : NO_FACTS),
    true,
  );
}

/** A difference as a line: `+` came, `-` went, `~` changed. */
export function formatChange({ netns, what, before, after }: Difference): string {
  if (before === undefined) return `+ ${netns}: ${what} ${after ?? ''}`.trimEnd();
  if (after === undefined) return `- ${netns}: ${what} ${before}`;
  return `~ ${netns}: ${what} ${before} -> ${after}`;
}
