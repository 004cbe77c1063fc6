import * as assert from 'uvu/assert';
import type { ActionCall } from '../../../src/model/calls.ts';
import type { Dialect } from '../../../src/model/dialects.ts';
import { LESSON_IDS, loadScenario } from '../../../src/plan/catalogue.ts';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { ACTIONS, action } from '../../../src/vocabulary/index.ts';
import { lessonOf, stepOf } from '../../fixtures/lessons/base.ts';
import { DIALECT_ROWS } from '../../support/dialects.ts';
import { FACTS } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const PAIR = [action.veth({ name: 'veth0', peer: 'veth1' }), action.up({ dev: 'veth1' })];

function planned(actions: readonly ActionCall[], ...dialects: readonly Dialect[]) {
  return planScenario(lessonOf({ steps: () => [stepOf({ actions })] }), { set: [], facts: FACTS, dialects });
}

function lastOf(actions: readonly ActionCall[], ...dialects: readonly Dialect[]) {
  const last = planned(actions, ...dialects)
    .steps.flatMap((step) => step.actions)
    .at(-1);
  assert.ok(last);
  return last;
}

function commandsOf(actions: readonly ActionCall[], ...dialects: readonly Dialect[]): readonly string[] {
  return lastOf(actions, ...dialects).commands.flatMap(({ text, housekeeping }) => (housekeeping ? [] : [text]));
}

const plans = suite('plans in dialects');

const BRIDGE = [action.bridge({ name: 'br0' })];

plans('the dialect that is named last, of those that the action has', () => {
  const own = ['ip link add br0 type bridge stp_state 0'];
  const short = ['ip l a br0 type bridge stp_state 0'];
  const brctl = ['brctl addbr br0', 'brctl stp br0 off'];
  assert.equal(commandsOf(BRIDGE), own);
  assert.equal(commandsOf(BRIDGE, 'nft', 'ifconfig'), own);
  assert.equal(commandsOf(BRIDGE, 'short', 'brctl', 'nft'), brctl);
  assert.equal(commandsOf(BRIDGE, 'brctl', 'short'), short);
  assert.equal(commandsOf(BRIDGE, 'brctl', 'ip'), own);
});

plans('needs and flags are those of the dialect', () => {
  const plan = planned(BRIDGE, 'brctl');
  assert.ok(plan.needs.some((need) => need.kind === 'tool' && need.name === 'brctl'));
  assert.equal(
    lastOf(BRIDGE, 'short').flags.map(({ flag }) => flag),
    ['-n', 'l a', 'type bridge', 'stp_state'],
  );
  assert.match(lastOf(BRIDGE, 'short').flags[1]?.means.en ?? '', /^short for `link add`: /);
});

plans('the others stand beside it, its own among them', () => {
  const others = (...dialects: readonly Dialect[]) =>
    lastOf(BRIDGE, ...dialects)
      .others()
      .map(({ dialect }) => dialect);
  assert.equal(others(), ['short', 'brctl']);
  assert.equal(others('brctl'), ['ip', 'short']);
});

plans('ifconfig leaves a device off that is off, and on that is on', () => {
  const words = 'ifconfig veth0 10.0.0.1 netmask 255.255.240.0 broadcast 0.0.0.0';
  const given = action.address({ dev: 'veth0', address: '10.0.0.1/20' });
  assert.equal(commandsOf([...PAIR, given], 'ifconfig'), [`${words} down`]);
  assert.equal(commandsOf([...PAIR, action.up({ dev: 'veth0' }), given], 'ifconfig'), [words]);
});

plans('a second address, which ifconfig would put in place of the first, is given with ip', () => {
  const first = action.address({ dev: 'veth0', address: '10.0.0.1/24' });
  const second = action.address({ dev: 'veth0', address: '10.0.1.1/24' });
  assert.equal(commandsOf([...PAIR, first, second], 'ifconfig'), ['ip address add 10.0.1.1/24 dev veth0']);
  assert.equal(
    lastOf([...PAIR, first, second])
      .others()
      .map(({ dialect }) => dialect),
    ['short'],
  );
});

plans('the expected network knows no dialects', () => {
  const given = [...PAIR, action.address({ dev: 'veth0', address: '10.0.0.1/24' }), action.up({ dev: 'veth0' })];
  assert.equal(planned(given, 'ifconfig', 'echo', 'nft').steps.at(-1)?.after, planned(given).steps.at(-1)?.after);
});

plans('an action that has other dialects names its own', () => {
  for (const [kind, { dialect, forms }] of ACTIONS) {
    assert.is(dialect !== undefined, forms !== undefined, kind);
    if (dialect) assert.not.ok(Object.hasOwn(forms ?? {}, dialect), kind);
  }
});

plans('every form of every action in the lessons is tried by the tests', async () => {
  for (const id of LESSON_IDS) {
    const scenario = await loadScenario(id);
    const actionsOf = (dialects: readonly Dialect[]) =>
      planScenario(scenario, { set: [], facts: FACTS, dialects }).steps.flatMap((step) => step.actions);
    const rows = DIALECT_ROWS.map(actionsOf);
    for (const [index, own] of actionsOf([]).entries()) {
      const tried = rows.map((actions) => actions[index]?.dialect);
      for (const { dialect } of own.others()) assert.ok(tried.includes(dialect), `${id}: ${own.title.en}, ${dialect}`);
    }
  }
});

plans.run();
