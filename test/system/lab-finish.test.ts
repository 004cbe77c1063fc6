// guard: deadline 600 s
import * as assert from 'uvu/assert';
import { beginLab } from '../../src/lab/begin.ts';
import type { Exercise } from '../../src/lab/exercise.ts';
import { finishOf, halfways } from '../../src/lab/finish.ts';
import { gradeExercise } from '../../src/lab/grade.ts';
import { ownSolution } from '../../src/lab/solution.ts';
import { runSubmission } from '../../src/lab/submission.ts';
import { taskLines } from '../../src/lab/task.ts';
import { EXERCISES } from '../support/exercises.ts';
import { exercise, failing } from '../support/submit.ts';
import { suite } from '../support/suite.ts';

const test = suite('networks to finish');
const signal = new AbortController().signal;

/** How long what was built may take to come to rest, in milliseconds: busy machines are slow. */
const SETTLE_MS = 4_000;

/** Does nothing, and then what is left to do. */
async function finish(begun: Exercise): Promise<void> {
  const { sandbox, exercise: task } = await beginLab(begun, { lang: 'en', signal });
  try {
    for (const lang of ['en', 'zh'] as const) {
      const text = taskLines(task, lang).join('\n');
      for (const { check } of task.items) assert.ok(text.includes(check.claim[lang]), check.claim[lang]);
    }
    const gradeIn = (deadlineMs: number) => gradeExercise(task, { channel: sandbox.channel, lang: 'en', signal, deadlineMs });
    const { score, checks } = await gradeIn(0);
    assert.is(score, 0, checks.flatMap(({ id, points }) => (points > 0 ? [id] : [])).join());
    const { exitCode, output } = await runSubmission(ownSolution(task), sandbox.channel);
    assert.is(exitCode, 0, output);
    assert.equal(failing(await gradeIn(SETTLE_MS)), []);
  } finally {
    assert.equal((await sandbox.dispose()).leftovers, []);
  }
}

for (const lesson of EXERCISES) {
  test(`${lesson}: what was begun earns nothing, and the rest of the lesson earns all; the task tells it`, async () => {
    const task = finishOf(await exercise(lesson));
    assert.ok(task.done > 0);
    await finish(task);
  });
}

test('one may begin after any step that leaves something to do', async () => {
  const base = await exercise('bridge-2ns');
  for (const from of halfways(base)) await finish(finishOf(base, from));
  assert.throws(() => finishOf(base, 5), /bridge-2ns cannot be begun after step 5/);
});

test('what held at the beginning must go on to hold', async () => {
  const { sandbox, exercise: task } = await beginLab(finishOf(await exercise('bridge-2ns'), 3), { lang: 'en', signal });
  try {
    await runSubmission(`${ownSolution(task)}\nip -n ns1 address del 1.1.1.2/24 dev veth0_ns1`, sandbox.channel);
    const grade = await gradeExercise(task, { channel: sandbox.channel, lang: 'en', signal, deadlineMs: 1_000 });
    assert.ok(failing(grade).some((line) => line.startsWith('address-ns1-1.1.1.2: ')));
    assert.ok(grade.score < grade.maxScore / 2);
  } finally {
    await sandbox.dispose();
  }
});

test.run();
