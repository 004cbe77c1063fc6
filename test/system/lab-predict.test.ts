// guard: deadline 600 s
import * as assert from 'uvu/assert';
import type { Grade } from '../../src/lab/grade.ts';
import { openLab } from '../../src/lab/open.ts';
import { expectedOf, Predictor } from '../../src/lab/predict/predictor.ts';
import { answersTo } from '../../src/lab/predict/question.ts';
import { questionsOf } from '../../src/lab/predict/questions.ts';
import { OWN_LIMITS, runSubmission } from '../../src/lab/submission.ts';
import { EXERCISES } from '../support/exercises.ts';
import { exercise } from '../support/submit.ts';
import { suite } from '../support/suite.ts';

const test = suite('networks to foretell');
const signal = new AbortController().signal;

for (const lesson of EXERCISES) {
  test(`${lesson}: what is seen is what the lesson expects`, async () => {
    const task = { ...(await exercise(lesson)), kind: 'predict' } as const;
    const sandbox = await openLab(task);
    try {
      const predictor = new Predictor(task, { lang: 'en', signal, onGrade: () => undefined });
      let text = '';
      for (const question of questionsOf(task)) text += (await predictor.answer(expectedOf(question), sandbox.channel)).text;
      assert.ok(predictor.grade.passed, text);
      assert.ok(predictor.grade.maxScore > 0);
    } finally {
      assert.equal((await sandbox.dispose()).leftovers, []);
    }
  });
}

test('wrong answers earn nothing, others are refused, and a network that is no longer the lesson’s is told', async () => {
  const task = { ...(await exercise('bridge-2ns')), kind: 'predict' } as const;
  const sandbox = await openLab(task);
  try {
    let last: Grade | undefined;
    const predictor = new Predictor(task, {
      lang: 'en',
      signal,
      onGrade: (grade) => {
        last = grade;
      },
    });
    assert.is((await predictor.answer('perhaps', sandbox.channel)).exitCode, 2);
    const first = questionsOf(task).filter(({ step }) => step === 0);
    let text = '';
    for (const question of first) {
      const wrong = answersTo(question).find((answer) => answer !== expectedOf(question)) ?? '';
      text += (await predictor.answer(wrong, sandbox.channel)).text;
    }
    assert.match(text, /WRONG/);
    assert.is(last?.score, 0);
    // What the next step makes is there already.
    await sandbox.channel.run(['ip link add veth0_ns0 type veth peer name veth_ns0']);
    const next = questionsOf(task).filter(({ step }) => step === 1);
    let answer = { exitCode: 0, text: '' };
    for (const question of next) answer = await predictor.answer(expectedOf(question), sandbox.channel);
    assert.is(answer.exitCode, 1);
    assert.match(answer.text, /goto 1 makes it the lesson's again/);
  } finally {
    await sandbox.dispose();
  }
});

test('a script that follows another at once is left to run by whoever watched the one before', async () => {
  const sandbox = await openLab({ ...(await exercise('veth-direct')), kind: 'predict' });
  try {
    // They end at all moments of the watcher's turn, some 70 ms.
    for (let run = 0; run < 150; run += 1) {
      const { exitCode } = await runSubmission(`sleep 0.0${run % 7}`, sandbox.channel, OWN_LIMITS, false);
      assert.is(exitCode, 0);
    }
  } finally {
    assert.equal((await sandbox.dispose()).leftovers, []);
  }
});

test.run();
