// guard: deadline 300 s
import * as assert from 'uvu/assert';
import { gatherFacts } from '../../src/exec/facts.ts';
import { differences, formatChange } from '../../src/model/diff.ts';
import { Observer } from '../../src/observe/observer.ts';
import { LESSON_IDS, loadScenario } from '../../src/plan/catalogue.ts';
import { planScenario } from '../../src/plan/plan-scenario.ts';
import { dueUndos } from '../../src/plan/undo.ts';
import { untilHolds } from '../../src/run/checker.ts';
import { interestsOf } from '../../src/run/interests.ts';
import { sandboxOptionsFor } from '../../src/run/runnable.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import { brief } from '../support/brief.ts';
import { suite } from '../support/suite.ts';

const test = suite('undo');

for (const lesson of LESSON_IDS) {
  test(`${lesson}: undone in reverse order, the network is as at the start`, async () => {
    const scenario = await loadScenario(lesson);
    const plan = planScenario(scenario, { set: await brief(lesson), facts: gatherFacts() });
    const sandbox = await Sandbox.create(sandboxOptionsFor(plan));
    try {
      const actions = plan.steps.flatMap((step) => step.actions);
      const built = await sandbox.channel.run(actions.flatMap(({ commands }) => commands.map(({ text }) => text)));
      assert.equal(
        built.filter(({ exitCode }) => exitCode !== 0),
        [],
      );
      const undone = await sandbox.channel.run(dueUndos(actions).flatMap(({ undo }) => undo()));
      assert.equal(
        undone.filter(({ exitCode }) => exitCode !== 0),
        [],
      );
      const observer = new Observer(sandbox.channel, interestsOf(plan));
      const { left } = await untilHolds(
        async () => {
          const found = differences(plan.before, await observer.observe(await observer.names(), { ovs: false, fdb: true }));
          const left = found.filter(({ what }) => !/^link (ovs-netdev|ovs-system)$/.test(what)).map(formatChange);
          return { holds: left.length === 0, left };
        },
        { deadlineMs: 5_000, signal: new AbortController().signal },
      );
      assert.equal(left, []);
    } finally {
      await sandbox.dispose();
    }
  });
}

test.run();
