// guard: deadline 1800 s
import * as assert from 'uvu/assert';
import { beginLab } from '../../src/lab/begin.ts';
import type { Exercise } from '../../src/lab/exercise.ts';
import { FAULTS, faultOf, faultsOf } from '../../src/lab/faults/all.ts';
import type { Fault } from '../../src/lab/faults/define.ts';
import { gradeExercise } from '../../src/lab/grade.ts';
import { ownSolution } from '../../src/lab/solution.ts';
import { runSubmission } from '../../src/lab/submission.ts';
import { taskLines } from '../../src/lab/task.ts';
import { EXERCISES } from '../support/exercises.ts';
import { pooled } from '../support/runs.ts';
import { exercise, failing } from '../support/submit.ts';
import { suite } from '../support/suite.ts';

const test = suite('faults to repair');
const signal = new AbortController().signal;

/** How long what was mended may take to come to rest, in milliseconds: busy machines are slow. */
const SETTLE_MS = 4_000;

function withFault(base: Exercise, fault: Fault): Exercise {
  return { ...base, kind: 'repair', done: base.steps.length, fault: { seed: 0, fault } };
}

/** Most of the time is spent waiting for answers that do not come. */
const AT_ONCE = 6;

/** Puts a fault in and mends it. */
async function tryFault(base: Exercise, fault: Fault): Promise<void> {
  const { sandbox, exercise: begun } = await beginLab(withFault(base, fault), { lang: 'en', signal });
  try {
    const grade = () => gradeExercise(begun, { channel: sandbox.channel, lang: 'en', signal, deadlineMs: SETTLE_MS });
    const broken = begun.items.filter(({ given }) => !given);
    assert.ok(
      broken.some(({ check }) => fault.breaks(check)),
      `${fault.kind} breaks none of what it should`,
    );
    const before = begun.items.map(({ check }) => check.claim.en);
    const task = taskLines(begun, 'en').join('\n');
    for (const claim of before) assert.ok(task.includes(claim), claim);
    assert.is(task.includes(fault.what.en), false, 'the task tells the cause');
    const { exitCode, output } = await runSubmission(ownSolution(begun), sandbox.channel);
    assert.is(exitCode, 0, output);
    assert.equal(failing(await grade()), []);
  } finally {
    assert.equal((await sandbox.dispose()).leftovers, []);
  }
}

/** Puts a fault in and does nothing. */
async function leaveFault(base: Exercise, fault: Fault): Promise<void> {
  const { sandbox, exercise: begun } = await beginLab(withFault(base, fault), { lang: 'en', signal });
  try {
    const { score } = await gradeExercise(begun, { channel: sandbox.channel, lang: 'en', signal, deadlineMs: 1_000 });
    assert.is(score, 0, `${fault.kind}: doing nothing scores ${score}`);
  } finally {
    assert.equal((await sandbox.dispose()).leftovers, []);
  }
}

for (const lesson of EXERCISES) {
  test(`${lesson}: each fault breaks something that is graded, and mending it is worth everything`, async () => {
    const base = await exercise(lesson);
    await pooled(faultsOf(base), AT_ONCE, async ([fault]) => fault && tryFault(base, fault));
  });
}

test('doing nothing about a fault scores 0', async () => {
  const base = await exercise('docker-bridge');
  await pooled(faultsOf(base), AT_ONCE, async ([fault]) => fault && leaveFault(base, fault));
});

test('the same number is the same fault, and all kinds have one', async () => {
  const seen = new Set<string>();
  for (const lesson of EXERCISES) {
    const kinds = faultsOf(await exercise(lesson));
    assert.ok(kinds.length > 0, `${lesson} has nothing to repair`);
    for (const seed of kinds.keys()) {
      const fault = faultOf(await exercise(lesson), seed);
      assert.equal(faultOf(await exercise(lesson), seed).put, fault.put);
      seen.add(fault.kind);
    }
  }
  assert.equal(
    [...FAULTS.map(({ kind }) => kind)].filter((kind) => !seen.has(kind)),
    [],
  );
  assert.ok(FAULTS.length >= 10);
});

test.run();
