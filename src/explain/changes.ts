import { baselineOf } from '../model/baseline.ts';
import { type Filter, type FilterRule, HOOKS, NO_FILTER, ruleText } from '../model/firewall.ts';
import { HOST } from '../model/host.ts';
import type { Link, Netns, Network } from '../model/network.ts';
import type { Words } from './words.ts';

/** One change of the network, in words for a learner. */
export interface Change {
  /** `+` came, `-` went, `~` changed. */
  readonly sign: '+' | '-' | '~';
  readonly netns: string;
  readonly text: string;
  /** Changes of one sort read alike but for their names. */
  readonly sort: string;
}

type Said = Omit<Change, 'netns'>;

const NOTHING: Netns = { links: {}, routes: [], sysctls: {}, nat: [], filter: NO_FILTER, counters: [] };

function added<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const had = new Set(before.map(keyOf));
  return after.filter((item) => !had.has(keyOf(item)));
}

/** What came (`+`) and what went (`-`) of a list. */
function listed<T>(
  before: readonly T[],
  after: readonly T[],
  as: { readonly sort: string; keyOf(item: T): string; say(item: T): string; sayGone?(item: T): string },
): readonly Said[] {
  const { sort, keyOf, say, sayGone = say } = as;
  return [
    ...added(after, before, keyOf).map((item): Said => ({ sign: '-', text: sayGone(item), sort: `${sort} went` })),
    ...added(before, after, keyOf).map((item): Said => ({ sign: '+', text: say(item), sort })),
  ];
}

/** What is new of a link that was there, or that appears with more than the bare device. */
function linkParts(before: Link | undefined, after: Link, words: Words): readonly string[] {
  const { link } = words;
  const has = before?.addresses ?? [];
  const parts: string[] = [];
  if (!before) parts.push(link.state(after.up));
  else if (before.up !== after.up) parts.push(link.turned(before.up, after.up));
  parts.push(...has.filter((address) => !after.addresses.includes(address)).map(link.loses));
  parts.push(...after.addresses.filter((address) => !has.includes(address)).map(link.gets));
  if (before?.master !== after.master) {
    if (before?.master !== undefined) parts.push(link.leaves(before.master));
    if (after.master !== undefined) parts.push(link.joins(after.master));
  }
  if (before?.stp !== undefined && before.stp !== after.stp) parts.push(link.stp(after.stp === true));
  return parts;
}

function kindOf({ name, kind, peer }: Link, netns: string, after: Network, words: Words): string {
  if (after.ovs?.bridges[name] && netns === HOST) return words.link.local;
  return kind === 'veth' ? words.link.veth(peer?.dev, peer?.netns, netns) : words.link[kind];
}

/** Namespaces by the devices that they have in one network only: where a device came from, or where it went to. */
type Homes = ReadonlyMap<string, readonly string[]>;

/** Two networks, and what is needed to tell a device that moves from one that comes or goes. */
interface Compared {
  readonly before: Network;
  readonly after: Network;
  readonly left: Homes;
  readonly entered: Homes;
}

const homeKey = ({ kind, name }: Link): string => `${kind} ${name}`;

function homesOnlyIn(one: Network, other: Network): Homes {
  const homes = new Map<string, string[]>();
  for (const [netns, { links }] of Object.entries(one.netns)) {
    for (const link of Object.values(links)) {
      if (link.kind === 'loopback' || other.netns[netns]?.links[link.name]) continue;
      const there = homes.get(homeKey(link));
      if (there) there.push(netns);
      else homes.set(homeKey(link), [netns]);
    }
  }
  return homes;
}

function homeElsewhere(homes: Homes, link: Link, netns: string): string | undefined {
  return homes.get(homeKey(link))?.find((home) => home !== netns);
}

function linkChanges(netns: string, { before, after, left, entered }: Compared, words: Words): readonly Said[] {
  const [was, is] = [before.netns[netns]?.links ?? {}, after.netns[netns]?.links ?? {}];
  const gone = Object.values(was)
    .filter((link) => !is[link.name] && homeElsewhere(entered, link, netns) === undefined)
    .map((link): Said => ({ sign: '-', text: words.link.goes(link.name), sort: 'link went' }));
  const rest = Object.values(is).flatMap((link): readonly Said[] => {
    const previous = was[link.name];
    if (previous === link) return [];
    if (previous) {
      const parts = linkParts(previous, link, words);
      return parts.length > 0 ? [{ sign: '~', text: words.parts.of(link.name, parts), sort: `link ${link.kind}` }] : [];
    }
    if (link.kind === 'loopback' && !before.netns[netns]) return [];
    const home = homeElsewhere(left, link, netns);
    const parts = linkParts(undefined, link, words);
    if (home !== undefined) return [{ sign: '+', text: words.parts.with(words.link.moves(link.name, home), parts), sort: 'link moved' }];
    return [
      {
        sign: '+',
        text: words.parts.with(words.link.appears(link.name, kindOf(link, netns, after, words)), parts),
        sort: `link ${link.kind} new`,
      },
    ];
  });
  // A port that moves away is told where the bridge is, too.
  const unplugged = Object.values(was).flatMap((link): readonly Said[] => {
    const { name, master } = link;
    const moved = !is[name] && homeElsewhere(entered, link, netns) !== undefined;
    return !moved || master === undefined ? [] : [{ sign: '~', text: `${name}: ${words.link.leaves(master)}`, sort: 'link unplugged' }];
  });
  return [...gone, ...unplugged, ...rest];
}

/** The value that a sysctl had before anything set it, as far as it is known. */
function startingValue(key: string): string | undefined {
  return baselineOf(key) ?? baselineOf(key.replace(/^(net\.ipv[46]\.conf)\.[^.]+\./, '$1.default.'));
}

function sysctlChanges(before: Netns, after: Netns, words: Words): readonly Said[] {
  const keys = [...new Set([...Object.keys(before.sysctls), ...Object.keys(after.sysctls)])];
  return keys
    .filter((key) => before.sysctls[key] !== after.sysctls[key])
    .map((key): Said => {
      const [device, name] = [key.replace(/\.[^.]+$/, ''), key.split('.').at(-1) ?? ''];
      // A device is born with what `default` was then.
      const born = device.startsWith('net.ipv4.conf.') ? before.sysctls[`net.ipv4.conf.default.${name}`] : undefined;
      const value = (state: Netns) => state.sysctls[key] ?? born ?? startingValue(key) ?? words.unset;
      return { sign: '~', text: words.sysctl(key, value(before), value(after)), sort: 'sysctl' };
    });
}

/** The chain of a hook by the name that iptables gives it. */
function chainName(chain: string): string {
  return HOOKS.includes(chain) ? chain.toUpperCase() : chain;
}

function filterChanges(before: Filter, after: Filter, words: Words): readonly Said[] {
  const ofChain = ({ rules }: Filter, chain: string) => rules.filter((rule) => rule.chain === chain);
  // The first of a chain that was empty goes to its end as any other.
  const isFirst = (rule: FilterRule) => ofChain(before, rule.chain).length > 0 && ofChain(after, rule.chain)[0] === rule;
  return [
    ...listed(before.dropping, after.dropping, {
      sort: 'policy',
      keyOf: (hook) => hook,
      say: (hook) => words.policy(chainName(hook), true),
      sayGone: (hook) => words.policy(chainName(hook), false),
    }),
    ...listed(before.chains, after.chains, { sort: 'chain', keyOf: (name) => name, say: words.chain, sayGone: words.chainGone }),
    ...listed(before.rules, after.rules, {
      sort: 'filter',
      keyOf: (rule) => `${rule.chain} ${ruleText(rule)}`,
      say: (rule) => (isFirst(rule) ? words.ruleFirst : words.rule)(chainName(rule.chain), ruleText(rule)),
      sayGone: (rule) => words.ruleGone(chainName(rule.chain), ruleText(rule)),
    }),
  ];
}

function netnsChanges(netns: string, compared: Compared, words: Words): readonly Change[] {
  const [was, is] = [compared.before.netns[netns], compared.after.netns[netns]];
  if (was === is) return [];
  if (!is) return [{ sign: '-', netns, text: words.namespace.goes, sort: 'netns went' }];
  const [old, now] = [was ?? NOTHING, is];
  const born: readonly Said[] = was ? [] : [{ sign: '+', text: words.namespace.appears(is.links['lo']?.up === true), sort: 'netns' }];
  const said: readonly Said[] = [
    ...born,
    ...linkChanges(netns, compared, words),
    ...listed(old.routes, now.routes, {
      sort: 'route',
      keyOf: (route) => JSON.stringify(route),
      say: ({ dst, via, dev, proto }) => words.route(dst, via, dev, proto === 'kernel'),
      sayGone: ({ dst, via, dev }) => words.route(dst, via, dev, false),
    }),
    ...sysctlChanges(old, now, words),
    ...listed(old.nat, now.nat, {
      sort: 'nat',
      keyOf: (rule) => JSON.stringify(rule),
      say: (rule) =>
        rule.target === 'masquerade' ? words.nat(rule.source, rule.exceptOut) : words.rule(chainName(rule.chain), ruleText(rule)),
      sayGone: (rule) => words.ruleGone(chainName(rule.chain), ruleText(rule)),
    }),
    ...filterChanges(old.filter, now.filter, words),
    ...listed(old.counters, now.counters, { sort: 'counter', keyOf: ({ name }) => name, say: ({ name }) => words.counter(name) }),
  ];
  return said.map((change) => ({ ...change, netns, sort: `${change.sort} ${netns === HOST}` }));
}

const switches = (network: Network) => Object.entries(network.ovs?.bridges ?? {}).map(([name, bridge]) => ({ name, ...bridge }));

/** The daemons and their bridges. */
function ovsChanges(before: Network, after: Network, words: Words): readonly Change[] {
  const said: Said[] = [];
  if (!before.ovs && after.ovs) said.push({ sign: '+', text: words.ovs.runs, sort: 'ovs' });
  if (before.ovs && !after.ovs) said.push({ sign: '-', text: words.ovs.stops, sort: 'ovs went' });
  said.push(
    ...listed(switches(before), switches(after), {
      sort: 'ovs bridge',
      keyOf: ({ name }) => name,
      say: ({ name, datapath }) => words.ovs.bridge(name, datapath === 'system'),
    }),
  );
  return said.map((change) => ({ ...change, netns: HOST }));
}

/** Which devices are ports of an OVS bridge. */
function ovsPortChanges(before: Network, after: Network, words: Words): readonly Change[] {
  // The local port comes and goes with its bridge, whose name it has.
  const ports = (network: Network) =>
    switches(network).flatMap(({ name, ports: of }) =>
      Object.entries(of)
        .filter(([port]) => port !== name)
        .map(([port, { type }]) => ({ port, bridge: name, type })),
    );
  const said = listed(ports(before), ports(after), {
    sort: 'ovs port',
    keyOf: ({ port, bridge }) => `${bridge} ${port}`,
    say: ({ port, bridge, type }) => words.ovs.port(port, bridge, type),
    sayGone: ({ port, bridge }) => words.ovs.noPort(port, bridge),
  });
  return said.map((change) => ({ ...change, netns: HOST }));
}

/** What becomes different between two expected networks, namespace by namespace, in words. Equal networks give none. */
export function changesBetween(before: Network, after: Network, words: Words): readonly Change[] {
  const names = [...new Set([...Object.keys(before.netns), ...Object.keys(after.netns)])];
  const compared = { before, after, left: homesOnlyIn(before, after), entered: homesOnlyIn(after, before) };
  return [
    ...ovsChanges(before, after, words),
    ...names.flatMap((netns) => netnsChanges(netns, compared, words)),
    ...ovsPortChanges(before, after, words),
  ];
}
