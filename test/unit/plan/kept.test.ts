import * as assert from 'uvu/assert';
import type { Network } from '../../../src/model/network.ts';
import { LESSON_IDS, loadScenario } from '../../../src/plan/catalogue.ts';
import { keepPlan, keptPlan } from '../../../src/plan/kept.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { touchedBetween } from '../../../src/run/interests.ts';
import { suite } from '../../support/suite.ts';

const test = suite('a plan that is kept');

/** What is asked of a plan's actions and checks, answered. */
const answers = ({ steps }: Plan) =>
  steps.map(({ actions, checks, after }) => ({
    actions: actions.map((action) => ({ others: action.others(), undo: action.undo(), inCell: action.inCell() })),
    stands: checks.map((check) => check.stands(after)),
  }));

/** As data alone: what is `undefined` is not there. */
const dataOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const switched = (before: Network, after: Network): boolean => before.ovs !== after.ovs;

for (const id of LESSON_IDS)
  test(`is that of ${id}, whatever Open vSwitch forwards with`, async () => {
    for (const ovsDatapath of ['system', 'netdev'] as const) {
      const facts = { ovsDatapath };
      const plan = planScenario(await loadScenario(id), { set: [], facts });
      const kept = keptPlan(keepPlan(plan), facts);
      assert.equal(dataOf(kept), dataOf(plan));
      assert.equal(answers(kept), answers(plan));
      for (const [index, { before, after }] of plan.steps.entries()) {
        const step = kept.steps[index];
        assert.ok(step);
        assert.equal(touchedBetween(step.before, step.after), touchedBetween(before, after), `step ${index}`);
        assert.is(switched(step.before, step.after), switched(before, after), `step ${index}`);
      }
    }
  });

test('judges as the plan does', async () => {
  const facts = { ovsDatapath: 'netdev' } as const;
  const plan = planScenario(await loadScenario('bridge-3ns'), { set: [], facts });
  const kept = keptPlan(keepPlan(plan), facts);
  for (const [index, { checks, before, after }] of plan.steps.entries())
    for (const [place, check] of checks.entries())
      for (const network of [before, after]) {
        const evidence = {
          network,
          results: check.probes.map((command) => ({ command, exitCode: 1, stdout: '', stderr: '', durationMs: 1 })),
        };
        assert.equal(kept.steps[index]?.checks[place]?.judge(evidence), check.judge(evidence));
      }
});

test('reads the samples of what it measures', async () => {
  const facts = { ovsDatapath: 'netdev' } as const;
  const plan = planScenario(await loadScenario('switching-performance'), { set: [], facts });
  const measuring = ({ steps }: Plan) => steps.flatMap(({ actions }) => actions.flatMap(({ measures }) => measures ?? []));
  const [kept, made] = [measuring(keptPlan(keepPlan(plan), facts)), measuring(plan)];
  assert.ok(made.length > 0);
  const results = [{ command: 'iperf3', exitCode: 0, stdout: '', stderr: '', durationMs: 1 }];
  for (const [index, { read }] of made.entries()) assert.equal(kept[index]?.read(results), read(results));
});

test.run();
