import * as assert from 'uvu/assert';
import { LESSON_IDS } from '../../../src/plan/catalogue.ts';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { inventoryOf, publicAmong } from '../../../src/script/inventory.ts';
import { undoCommands } from '../../../src/script/undo.ts';
import { action, CHECKS, check } from '../../../src/vocabulary/index.ts';
import type { Probe } from '../../../src/vocabulary/probe.ts';
import { lessonOf, stepOf } from '../../fixtures/lessons/base.ts';
import { formsOf } from '../../support/forms.ts';
import { BRIDGED, DIRECT, FACTS, networkAfter, switched } from '../../support/networks.ts';
import { planOf, print } from '../../support/scripts.ts';
import { suite } from '../../support/suite.ts';

const printed = suite('printed scripts');

for (const lesson of LESSON_IDS) {
  printed(
    `${lesson}: every command of the plan stands in it as it is, but for those that the machine decides, or that come again and again`,
    async () => {
      const plan = await planOf(lesson);
      const lines = print(plan, 'sandbox').split('\n');
      const commands = plan.steps.flatMap(({ actions }) =>
        actions.flatMap((one) =>
          (['measure', 'tx-checksums'].includes(one.kind) ? [] : one.commands).filter(({ housekeeping }) => !housekeeping),
        ),
      );
      const missing = commands.map(({ text }) => text).filter((text) => !lines.includes(text));
      assert.equal(
        missing.filter((text) => !/^ovs-vsctl add-br \S+( -- set Bridge \S+ datapath_type=netdev)?$/.test(text)),
        [],
      );
    },
  );

  printed(`${lesson}: steps are numbered, and every claim is a check`, async () => {
    const plan = await planOf(lesson);
    const text = print(plan, formsOf(plan).at(-1) ?? 'sandbox');
    const steps = [...text.matchAll(/^step (\d+) /gm)].map(([, number]) => Number(number));
    assert.equal(
      steps,
      plan.steps.map((_, index) => index + 1),
    );
    assert.is([...text.matchAll(/^holds '/gm)].length, plan.steps.flatMap(({ checks }) => checks).length);
    assert.match(text, /^set -Eeuo pipefail$/m);
  });

  printed(`${lesson}: comments and the lines of its functions fit a page`, async () => {
    const plan = await planOf(lesson);
    const text = print(plan, 'sandbox');
    const machinery = text.slice(text.indexOf('# ====='));
    for (const line of machinery.split('\n')) assert.ok(line.length <= 120, line);
    for (const line of text.split('\n')) if (line.startsWith('#')) assert.ok(line.length <= 88, line);
  });

  printed(`${lesson}: the same plan gives the same text`, async () => {
    for (const form of formsOf(await planOf(lesson))) assert.is(print(await planOf(lesson), form), print(await planOf(lesson), form));
  });

  printed(`${lesson}: a form that cannot be printed is refused with one reason`, async () => {
    const plan = await planOf(lesson);
    if (formsOf(plan).includes('host')) assert.match(print(plan, 'host'), /FOR A THROW-AWAY MACHINE/);
    else assert.throws(() => print(plan, 'host'), /only a sandbox can keep that from the machine/);
  });
}

printed('only the functions that a lesson calls are in it', async () => {
  const text = print(await planOf('veth-direct'), 'sandbox');
  assert.match(text, /^two_ends\(\) \{$/m);
  assert.match(text, /^is_peer\(\) \{$/m);
  assert.not.match(text, /^(captured|tracked|bridge_joins|make_room|datapath)\(\)/m);
  assert.match(print(await planOf('bridge-3ns', ['namespaces=256']), 'sandbox'), /^ {4}make_room$/m);
});
printed.run();

const planFor = (actions: readonly ReturnType<typeof action.netns>[]) =>
  planScenario(lessonOf({ steps: () => [stepOf({ actions })] }), { set: [], facts: FACTS });

const undone = suite('undo of printed scripts');

undone('what goes with its device or its namespace is left out', () => {
  const plan = planFor([
    action.netns({ name: 'ns1' }),
    action.up({ netns: 'ns1', dev: 'lo' }),
    action.bridge({ name: 'br0' }),
    action.address({ dev: 'br0', address: '192.0.2.1/24' }),
    action.up({ dev: 'br0' }),
    action.veth({ name: 'v0', peer: 'v1' }),
    action.bridgePort({ dev: 'v1', bridge: 'br0' }),
    action.sysctl({ key: 'net.ipv4.conf.v1.accept_local', value: '1', was: '0' }),
    action.move({ dev: 'v0', to: 'ns1' }),
    action.sysctl({ netns: 'ns1', key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
  ]);
  assert.equal(undoCommands(plan), ['ip -n ns1 link set v0 netns $$', 'ip link del v0', 'ip link del br0', 'ip netns del ns1']);
});

undone('what was there before the lesson is put back', () => {
  const plan = planFor([
    action.down({ dev: 'lo' }),
    action.sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' }),
    action.sysctl({ key: 'net.ipv4.conf.all.rp_filter', value: '1', was: '0' }),
  ]);
  assert.equal(undoCommands(plan), ['sysctl -w net.ipv4.conf.all.rp_filter=0', 'sysctl -w net.ipv4.ip_forward=0', 'ip link set lo up']);
});
undone.run();

const inventory = suite('inventory');

inventory('names what is made on the host, as it is called there', async () => {
  const { netns, devices, files, routes, rules, networks, hostSysctls } = inventoryOf(await planOf('docker-bridge'));
  assert.equal(netns, ['outside', 'ns0', 'ns1']);
  assert.equal(devices, ['ens33', 'eth0', 'br0', 'veth0_ns0', 'veth_ns0', 'veth0_ns1', 'veth_ns1']);
  assert.equal(files, []);
  assert.equal(routes, ['default']);
  assert.equal(
    rules.map(({ probe }) => probe),
    ['iptables -t nat -C POSTROUTING -s 1.1.1.0/24 ! -o br0 -j MASQUERADE'],
  );
  assert.equal(networks, ['192.168.80.0/24', '1.1.1.0/24']);
  assert.equal(hostSysctls, ['net.ipv4.ip_forward']);
});

inventory('tells public networks from those that nobody owns', () => {
  const free = ['10.1.0.0/16', '172.31.0.0/16', '192.168.80.0/24', '192.0.2.0/28', '100.64.0.0/10', '198.18.0.0/15'];
  const owned = ['1.1.1.0/24', '172.80.1.0/24', '172.0.0.0/8', '192.0.0.0/8', '8.8.8.0/24', '100.128.0.0/16'];
  assert.equal(publicAmong([...free, ...owned]), owned);
});
inventory.run();

const members = [1, 2].map((n) => ({ netns: `ns${n}`, address: `10.0.0.${n}` }));

function probeOf(call: ReturnType<typeof check.joined>, network = networkAfter(BRIDGED)): Probe {
  const def = CHECKS.get(call.kind);
  if (!def) throw new Error(call.kind);
  return def.printed(call.params as object, network);
}

const probes = suite('probes');

probes('roles become devices by the expected network', () => {
  assert.equal(probeOf(check.joined({ by: 'bridge', members })), {
    by: 'bridge_joins',
    words: [
      ['host', 'br0'],
      ['ns1', '10.0.0.1', 'port1'],
      ['ns2', '10.0.0.2', 'port2'],
    ],
  });
  assert.equal(probeOf(check.joined({ by: 'ovs-internal', members }), networkAfter(switched('ovs-internal'))), {
    by: 'ovs_joins',
    words: [
      ['internal', 'ovs0'],
      ['ns1', '10.0.0.1', 'dev1'],
      ['ns2', '10.0.0.2', 'dev2'],
    ],
  });
  assert.is(probeOf(check.learnt({ on: 'ovs', members }), networkAfter(switched('ovs-veth'))).by, 'ovs_learnt');
});

probes('a claim to which the commands do not lead cannot hold', () => {
  for (const call of [check.joined({ by: 'bridge', members }), check.learnt({ on: 'bridge', members })])
    assert.equal(probeOf(call, networkAfter(DIRECT)), { by: 'cannot_hold', words: [['10.0.0.1 of ns1 is on no such switch']] });
  assert.is(probeOf(check.joined({ by: 'ovs-veth', members })).by, 'cannot_hold');
});
probes.run();
