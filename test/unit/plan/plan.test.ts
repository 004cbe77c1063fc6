import * as assert from 'uvu/assert';
import bridge3ns from '../../../scenarios/bridge-3ns.ts';
import { NetscenarioError } from '../../../src/model/errors.ts';
import { param } from '../../../src/model/params.ts';
import type { Scenario } from '../../../src/model/scenario.ts';
import { sameInAll } from '../../../src/model/text.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { action, check } from '../../../src/vocabulary/index.ts';
import { lessonOf, lessonWith, stepOf } from '../../fixtures/lessons/base.ts';
import { FACTS } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const bridge = bridge3ns as unknown as Scenario;
const planned = (scenario: Scenario, ...set: readonly string[]) => planScenario(scenario, { set, facts: FACTS });
const commandsOf = (plan: Plan) => plan.steps.flatMap(({ actions }) => actions.flatMap(({ commands }) => commands.map(({ text }) => text)));

/** The message with which planning fails. */
function refusal(scenario: Scenario, ...set: readonly string[]): string {
  try {
    planned(scenario, ...set);
  } catch (error) {
    assert.instance(error, NetscenarioError);
    return (error as NetscenarioError).message;
  }
  return assert.unreachable('it should have been refused') as never;
}

const plans = suite('planScenario');

for (const [namespaces, prefix, pairs] of [
  [2, '10.10.10.0/24', 2],
  [3, '10.10.10.0/24', 6],
  [17, '10.10.10.0/24', 17 + 16],
  [500, '10.10.10.0/23', 500 + 16],
] as const) {
  plans(`bridge-3ns with ${namespaces} namespaces, in ${prefix}`, () => {
    const plan = planned(bridge, `namespaces=${namespaces}`);
    const { netns } = plan.steps.at(-1)?.after ?? { netns: {} };
    assert.is(Object.keys(netns).length, namespaces + 1);
    const host = netns['host']?.links ?? {};
    assert.is(Object.values(host).filter(({ master, up }) => master === 'br-test' && up).length, namespaces);
    const length = prefix.split('/')[1];
    for (let n = 1; n <= namespaces; n += 1) {
      const link = netns[`ns${n}`]?.links[`veth${n - 1}`];
      assert.is(link?.addresses[0], `10.10.${10 + Math.floor((n + 1) / 256)}.${(n + 1) % 256}/${length}`);
      assert.equal(link?.peer, { netns: 'host', dev: `br-veth${n - 1}` });
      assert.equal(netns[`ns${n}`]?.routes, [
        { dst: prefix, dev: `veth${n - 1}`, src: link?.addresses[0]?.split('/')[0], proto: 'kernel' },
      ]);
    }
    const last = plan.steps.at(-1);
    assert.is(last?.checks.filter(({ kind }) => kind === 'reaches').length, pairs);
    assert.is(last?.note === undefined, namespaces <= 16);
    if (last?.note) assert.match(last.note.en, new RegExp(`^${namespaces} namespaces .* along a ring \\(${namespaces}\\) and in a sample`));
  });
}

plans('parameters are kept as typed', () => {
  assert.equal(planned(bridge, 'namespaces=4', 'subnet=192.0.2.0/24').params, { namespaces: '4', subnet: '192.0.2.0/24' });
  assert.equal(planned(bridge).params, { namespaces: '3', subnet: '10.10.10.0/24' });
});

plans('each step knows the network after it, and shares what it leaves alone', () => {
  const [namespaces, switchOn, cables] = planned(bridge).steps;
  assert.equal(Object.keys(namespaces?.after.netns ?? {}).sort(), ['host', 'ns1', 'ns2', 'ns3']);
  assert.is(namespaces?.after.netns['host']?.links['br-test'], undefined);
  assert.is(switchOn?.after.netns['host']?.links['br-test']?.up, true);
  assert.is(switchOn?.after.netns['ns1'], namespaces?.after.netns['ns1']);
  assert.is.not(cables?.after.netns['ns1'], namespaces?.after.netns['ns1']);
});

plans('needs are gathered once each', () => {
  const { needs } = planned(bridge);
  const names = needs.map((need) => JSON.stringify(need));
  assert.is(new Set(names).size, names.length);
  assert.ok(needs.some((need) => need.kind === 'link' && need.type === 'bridge'));
  assert.ok(needs.some((need) => need.kind === 'tool' && need.name === 'ping'));
});

plans('what is done for the sandbox is told apart from the lesson', () => {
  const actions = planned(bridge).steps[0]?.actions ?? [];
  assert.equal(
    actions.map(({ commands }) => commands.map(({ housekeeping, atOnce }) => [housekeeping, atOnce])),
    [[[false, false]], [[false, false]], [[false, false], ...actions.map(() => [true, true])]],
    'that of a row of namespaces is done at once, after the last',
  );
  assert.equal(actions[0]?.undo(), ['ip netns del ns1']);
});

plans('every fault is found in one pass, each with its place', () => {
  const message = refusal(
    lessonOf({
      steps: () => [
        stepOf({ id: 'one', actions: [action.netns({ name: 'ns1' }), action.netns({ name: 'ns1' }), action.up({ dev: 'veth0' })] }),
        stepOf({ id: 'one', actions: [action.netns({ name: 'a b' })], checks: [check.reaches({ from: 'ns1', to: 'nowhere' })] }),
      ],
    }),
  );
  const lines = message.split('\n');
  assert.is(lines.length, 6, message);
  assert.match(lines[1] ?? '', /steps\[1\]\.id: 'one' is taken by steps\[0\]/);
  assert.match(lines[2] ?? '', /steps\[0\]\.actions\[1\] \(Add the namespace ns1\): there already is/);
  assert.match(lines[3] ?? '', /steps\[0\]\.actions\[2\] \(Set veth0 up\): there is no device/);
  assert.match(lines[4] ?? '', /steps\[1\]\.actions\[0\]\.params\.name: 'a b' is not a namespace name/);
  assert.match(lines[5] ?? '', /steps\[1\]\.checks\[0\]\.params\.to: 'nowhere' is not an IPv4 address/);
});

plans('an action that is refused changes nothing for those after it', () => {
  const message = refusal(
    lessonWith(action.move({ dev: 'veth0', to: 'ns1' }), action.netns({ name: 'ns1' }), action.up({ netns: 'ns1', dev: 'lo' })),
  );
  assert.match(message, /^the lesson fixture has faults: steps\[0\]\.actions\[0\]/);
});

plans("a lesson's own faults are asked before its steps", () => {
  const scenario = lessonOf({
    faults: () => ['left and right overlap', 'and they are small'],
    steps: () => {
      throw new Error('must not be called');
    },
  });
  assert.match(
    refusal(scenario),
    /has faults:\n {2}- faults, of the defaults: left and right overlap\n {2}- faults, .* and they are small/,
  );
  const params = { size: param.integer({ min: 1, max: 9, initial: 3, about: { en: 'how large', zh: '多大' } }) };
  assert.match(
    refusal({ ...scenario, params }, 'size=4'),
    /cannot run with these parameters:\n {2}- left and right overlap\n {2}- and they are small/,
  );
});

plans("a lesson's own faults must be a list", () => {
  const promise = lessonOf({ faults: (() => Promise.resolve([])) as never });
  assert.match(refusal(promise), /faults: it gives a promise, not a list of sentences/);
  assert.match(refusal(lessonOf({ faults: (() => 'small') as never })), /faults: it gives 'small', not a list/);
});

plans('a check of what is nowhere is a fault, unless a call that cannot be read may have made it', () => {
  const checks = [
    check.reaches({ from: 'lefft', to: '10.0.0.1' }),
    check.noReply({ from: 'left', to: '10.0.0.1', dev: 'veth9', control: '10.0.0.1' }),
  ];
  const left = action.netns({ name: 'left' });
  const message = refusal(lessonOf({ steps: () => [stepOf({ actions: [left], checks })] }));
  assert.match(message, /checks\[0\] \(lefft reaches 10\.0\.0\.1\): there is no namespace 'lefft' at this point; did you mean left\?/);
  assert.match(message, /checks\[1\] .*: there is no device 'veth9' in left at this point/);
  const unread = { kind: 'netns', params: { nmae: 'lefft' } };
  const doubtful = refusal(lessonOf({ steps: () => [stepOf({ actions: [left, unread], checks: checks.slice(0, 1) })] }));
  assert.match(doubtful, /actions\[1\]\.params\.nmae: there is no such parameter/);
  assert.not.match(doubtful, /checks/);
});

plans('parameters: all faults at once, and what there is', () => {
  const params = { size: param.integer({ min: 1, max: 9, initial: 3, about: { en: 'how large', zh: '多大' } }) };
  assert.match(
    refusal(lessonOf({ params }), 'size=10', 'seize=3', 'size'),
    /- fixture has no parameter 'seize'.*\n.*- 'size': write --set size=VALUE\n.*- size: '10'/,
  );
  assert.match(refusal(lessonOf({}), 'size=3'), /fixture takes no parameters, so there is no 'size' to set/);
});

plans('one action left out: its commands are gone, and the network is that without it', () => {
  const whole = planned(bridge);
  const plan = planScenario(bridge, { set: [], facts: FACTS, omit: { step: 1, action: 1 } });
  assert.equal(
    commandsOf(whole).filter((command) => !commandsOf(plan).includes(command)),
    ['ip link set br-test up'],
  );
  assert.is(plan.steps.at(-1)?.after.netns['host']?.links['br-test']?.up, false);
});

plans('where one left out makes later ones impossible, the plan still has them', () => {
  const plan = planScenario(bridge, { set: [], facts: FACTS, omit: { step: 0, action: 0 } });
  assert.ok(commandsOf(plan).includes('ip link set veth0 netns ns1'));
  assert.is(plan.steps.at(-1)?.after.netns['ns1'], undefined);
});

plans('hostile text in prose stays prose', () => {
  const plan = planned(
    lessonOf({
      title: sameInAll('$(reboot)'),
      steps: () => [stepOf({ title: sameInAll('`id`'), actions: [action.netns({ name: 'ns1' })] })],
    }),
  );
  assert.is(plan.title.en, '$(reboot)');
  assert.not(commandsOf(plan).some((command) => command.includes('id`')));
});
plans.run();
