// guard: deadline 300 s
import * as assert from 'uvu/assert';
import { DIFFERENCES } from '../../scenarios/docker-real.ts';
import { matchText, type NatRule, targetText } from '../../src/model/firewall.ts';
import { HOST } from '../../src/model/host.ts';
import { addressOf, contains, formatPrefix, networkOf, parseIpv4 } from '../../src/model/inet.ts';
import { type Link, type Network, netnsOf } from '../../src/model/network.ts';
import { runPlan } from '../../src/run/engine.ts';
import { sandboxOptionsFor } from '../../src/run/runnable.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import { observeAll } from '../support/canonical.ts';
import { accounts } from '../support/installation.ts';
import { pooled } from '../support/runs.ts';
import { planOf } from '../support/scripts.ts';
import { suite } from '../support/suite.ts';
import { tell } from '../support/tell.ts';

const test = suite('the real Docker, beside its emulations');
accounts();

/** Runs a lesson to its end, and reads the whole network from the kernel. */
async function networkOfRun(lesson: string): Promise<Network> {
  const plan = await planOf(lesson);
  const sandbox = await Sandbox.create(sandboxOptionsFor(plan));
  try {
    const { channel } = sandbox;
    const signal = new AbortController().signal;
    const options = { channel, emit: () => undefined, signal, lang: 'en', deadlineMs: 20_000, diff: false, verbose: false } as const;
    assert.is((await runPlan(plan, options)).status, 'held', lesson);
    return await observeAll(plan, channel);
  } finally {
    await sandbox.dispose();
  }
}

/** A bridge and some of the namespaces that are plugged into it. */
interface Part {
  readonly bridge: string;
  readonly members: readonly string[];
}

type Id = (typeof DIFFERENCES)[number]['id'];

/** What is true of a part, in words that leave out what it is called, and under which difference it falls where it is not true of another. */
type Facts = ReadonlyMap<string, Id | 'unsaid'>;

/** An address as its number in the subnet. */
function numbered(address: string, bridge: Link): string {
  const subnet = networkOf(bridge.addresses[0] ?? '');
  return contains(subnet, addressOf(address)) ? `host ${parseIpv4(addressOf(address)) - subnet.base}` : address;
}

function linkFacts(network: Network, { bridge, members }: Part): readonly (readonly [string, Id | 'unsaid'])[] {
  const host = netnsOf(network, HOST);
  const own = host.links[bridge];
  if (!own) throw new Error(`no ${bridge}`);
  const subnet = formatPrefix(networkOf(own.addresses[0] ?? ''));
  const gateway = addressOf(own.addresses[0] ?? '');
  const inside = members.flatMap((netns, index) => {
    const { links, routes } = netnsOf(network, netns);
    const cables = Object.values(links).filter(({ kind }) => kind !== 'loopback');
    return [
      [`member ${index}: lo ${links['lo']?.up ? 'up' : 'down'}`, 'loopback'] as const,
      [`member ${index}: ${cables.length} devices`, 'unsaid'] as const,
      ...cables.flatMap(({ name, kind, up, addresses, peer }) => {
        const port = host.links[peer?.netns === HOST ? peer.dev : ''];
        return [
          [`member ${index}: is called ${name}`, 'device-name'] as const,
          [`member ${index}: ${kind} ${up ? 'up' : 'down'}`, 'unsaid'] as const,
          [`member ${index}: holds ${addresses.map((address) => numbered(address, own)).join()}`, 'address'] as const,
          [
            `member ${index}: ends in a ${port?.kind} ${port?.up} of ${port?.master === bridge ? 'the bridge' : port?.master}`,
            'unsaid',
          ] as const,
        ];
      }),
      ...routes.map(({ dst, via }) => {
        const to = dst === subnet ? 'the subnet' : dst;
        return [`member ${index}: to ${to} via ${via === gateway ? 'the bridge' : via}`, 'unsaid'] as const;
      }),
    ];
  });
  return [
    [`bridge: ${own.kind} ${own.up ? 'up' : 'down'} ${own.stp ? 'stp' : 'no stp'}`, 'unsaid'],
    [`bridge: holds ${own.addresses.map((address) => numbered(address, own)).join()}`, 'address'],
    ...host.routes
      .filter(({ dev }) => dev === bridge)
      .map(({ dst, via }) => [`host: to ${dst === subnet ? 'the subnet' : dst} via ${via}`, 'unsaid'] as const),
    ...inside,
  ];
}

/** A rule in words that leave out names, where it is about this part and no other. */
function ruleWords(network: Network, { bridge }: Part, rule: NatRule): string | undefined {
  const { links } = netnsOf(network, HOST);
  const own = links[bridge];
  if (!own) throw new Error(`no ${bridge}`);
  const subnet = networkOf(own.addresses[0] ?? '');
  const devices = [rule.in, rule.out, rule.exceptIn, rule.exceptOut].filter((dev) => dev);
  const networks = [rule.source, rule.destination].filter((prefix) => prefix !== undefined && prefix !== '0.0.0.0/0');
  const others = Object.values(links).filter(({ kind, name }) => kind === 'bridge' && name !== bridge);
  const isOther = (prefix: string) => others.some(({ addresses }) => addresses.some((one) => contains(networkOf(one), addressOf(prefix))));
  if (devices.some((dev) => dev !== bridge) || networks.some((prefix) => prefix !== undefined && isOther(prefix))) return undefined;
  const text = `${rule.chain}: ${matchText(rule)} ${targetText(rule)}`;
  return text
    .replaceAll(formatPrefix(subnet), 'the subnet')
    .replace(/\d+\.\d+\.\d+\.\d+/g, (address) => numbered(address, own))
    .split(' ')
    .map((word) => (word === bridge ? 'the bridge' : word))
    .join(' ');
}

function factsOf(network: Network, part: Part): Facts {
  const { nat, filter } = netnsOf(network, HOST);
  const translating = nat.flatMap((rule): (readonly [string, Id | 'unsaid'])[] => {
    const words = ruleWords(network, part, rule);
    if (words === undefined) return [];
    if (rule.target === 'masquerade') return [[words, rule.destination === undefined ? 'unsaid' : 'hairpin']];
    return [[words, 'nat-chain']];
  });
  const filtering = filter.rules.flatMap((rule) => ruleWords(network, part, rule) ?? []);
  return new Map([
    ...linkFacts(network, part),
    ...translating,
    ...[...filtering, ...filter.dropping.map((hook) => `policy ${hook}`), ...filter.chains.map((chain) => `chain ${chain}`)].map(
      (words) => [words, 'filter'] as const,
    ),
  ]);
}

/** Which part of which emulation stands for which part of the real Docker. */
const PAIRS: readonly { readonly lesson: string; readonly emulated: Part; readonly real: Part }[] = [
  {
    lesson: 'docker-bridge',
    emulated: { bridge: 'br0', members: ['ns0', 'ns1'] },
    real: { bridge: 'my_br', members: ['centos0', 'centos1'] },
  },
  { lesson: 'docker-publish', emulated: { bridge: 'br0', members: ['ns0'] }, real: { bridge: 'docker0', members: ['web'] } },
  ...[1, 2].map((number) => ({
    lesson: 'docker-isolation',
    emulated: { bridge: `br-net-${number}`, members: [`test${number}`] },
    real: { bridge: `net-${number}`, members: [`test${number}`] },
  })),
];

test('links, masters, addresses, routes and rules agree, but for the differences that the lesson tells', async () => {
  const lessons = [...new Set([...PAIRS.map(({ lesson }) => lesson), 'docker-real'])];
  const networks = new Map<string, Network>();
  await pooled(lessons, 2, async (lesson) => void networks.set(lesson, await networkOfRun(lesson)));
  const found = new Set<string>();
  for (const { lesson, emulated, real } of PAIRS) {
    const [a, b] = [networks.get(lesson), networks.get('docker-real')];
    if (!a || !b) throw new Error('not run');
    const [ours, theirs] = [factsOf(a, emulated), factsOf(b, real)];
    const only = (some: Facts, others: Facts) => [...some].filter(([fact]) => !others.has(fact));
    const [missing, more] = [only(ours, theirs), only(theirs, ours)];
    const unsaid = [...missing, ...more].filter(([, id]) => id === 'unsaid').map(([fact]) => fact);
    assert.equal(unsaid, [], `${lesson}: differs where the lesson does not say so`);
    for (const [, id] of [...missing, ...more]) found.add(id);
    const common = [...ours.keys()].filter((fact) => theirs.has(fact));
    for (const says of [
      /^bridge: bridge up no stp$/,
      /^host: to the subnet via/,
      /: veth up$/,
      /ends in a veth true of the bridge$/,
      /: to default via the bridge$/,
      /: to the subnet via/,
      /^postrouting: .*from the subnet.* not out the bridge.* masquerade$/,
    ])
      assert.ok(
        common.some((fact) => says.test(fact)),
        `${lesson}: ${says} is not among\n${common.join('\n')}`,
      );
    tell(`${lesson} and ${real.bridge}: ${common.length} facts agree, ${missing.length} and ${more.length} differ`);
  }
  assert.equal([...found].sort(), DIFFERENCES.map(({ id }) => id).sort());
});

test('three daemons beside each other do not disturb each other', async () => {
  await pooled([1, 2, 3], 3, async () => void (await networkOfRun('docker-real')));
});

test.run();
