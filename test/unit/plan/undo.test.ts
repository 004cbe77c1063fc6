import * as assert from 'uvu/assert';
import type { ActionCall } from '../../../src/model/calls.ts';
import { foldSteps } from '../../../src/plan/fold.ts';
import { dueUndos } from '../../../src/plan/undo.ts';
import { action } from '../../../src/vocabulary/index.ts';
import { suite } from '../../support/suite.ts';

const { address, move, netns, ovsBridge, ovsDaemons, ovsInternalPort, ovsPort, removeNetns, removeOvsBridge, removeOvsPort, up, veth } =
  action;

/** The commands that take these actions back. */
function undone(...actions: readonly ActionCall[]): readonly string[] {
  const { steps, faults } = foldSteps([{ actions, checks: [] }], { facts: { ovsDatapath: 'netdev' } });
  assert.equal(faults, []);
  return dueUndos(steps.flatMap((step) => step.actions)).flatMap(({ undo }) => undo());
}

const CABLE = [
  netns({ name: 'ns1' }),
  veth({ name: 'veth0', peer: 'veth1' }),
  move({ dev: 'veth0', to: 'ns1' }),
  address({ netns: 'ns1', dev: 'veth0', address: '10.0.0.1/24' }),
  up({ netns: 'ns1', dev: 'veth0' }),
  up({ dev: 'veth1' }),
];
const BACK = [
  'ip link set veth1 down',
  'ip -n ns1 link set veth0 down',
  'ip -n ns1 address del 10.0.0.1/24 dev veth0',
  'ip -n ns1 link set veth0 netns $$',
  'ip link del veth0',
  'ip netns del ns1',
];

const test = suite('which undos are due');

test('all of them, the last action first', () => assert.equal(undone(...CABLE), BACK));

test('none for what a namespace took along', () => assert.equal(undone(...CABLE, removeNetns({ name: 'ns1' })), []));

test('those for what was made anew under the same names', () =>
  assert.equal(undone(...CABLE, removeNetns({ name: 'ns1' }), ...CABLE), BACK));

test('a device that was only plugged into a bridge outlives it; its internal ports do not', () => {
  const ovs = [
    ovsDaemons({}),
    ovsBridge({ name: 'ovs0' }),
    ...CABLE,
    ovsPort({ bridge: 'ovs0', dev: 'veth1' }),
    ovsInternalPort({ bridge: 'ovs0', dev: 'tap0' }),
    move({ dev: 'tap0', to: 'ns1' }),
  ];
  assert.equal(undone(...ovs, removeOvsBridge({ name: 'ovs0' })).slice(0, BACK.length), BACK);
  assert.equal(undone(...ovs, removeOvsPort({ bridge: 'ovs0', dev: 'tap0' })).slice(0, 2), [
    'ovs-vsctl del-port ovs0 veth1',
    ...BACK.slice(0, 1),
  ]);
});
test.run();
