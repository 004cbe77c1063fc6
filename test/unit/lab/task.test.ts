import * as assert from 'uvu/assert';
import { type Exercise, exerciseOf } from '../../../src/lab/exercise.ts';
import { faultsOf } from '../../../src/lab/faults/all.ts';
import { kindsOf } from '../../../src/lab/kinds-of.ts';
import { taskLines } from '../../../src/lab/task.ts';
import { LANGUAGES } from '../../../src/model/say.ts';
import { loadScenario } from '../../../src/plan/catalogue.ts';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { EXERCISES } from '../../support/exercises.ts';
import { FACTS } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const test = suite('the task of a lab');

async function build(lesson: string): Promise<Exercise> {
  return exerciseOf(planScenario(await loadScenario(lesson), { set: [], facts: FACTS }));
}

/** The names that the lesson gives to devices and bridges which the learner makes. */
function chosenNames({ before, goal }: Exercise): readonly string[] {
  const devices = Object.entries(goal.netns).flatMap(([netns, { links }]) =>
    Object.keys(links).filter((name) => name !== 'lo' && before.netns[netns]?.links[name] === undefined),
  );
  return [...devices, ...Object.keys(goal.ovs?.bridges ?? {})];
}

for (const lesson of EXERCISES) {
  test(`${lesson}: it tells everything that is graded, in either language`, async () => {
    const exercise = await build(lesson);
    for (const lang of LANGUAGES) {
      const text = taskLines(exercise, lang).join('\n');
      for (const { check } of exercise.items) assert.ok(text.includes(check.claim[lang]), check.claim[lang]);
    }
  });

  test(`${lesson}: no claim names a device that the learner may call something else`, async () => {
    const exercise = await build(lesson);
    const names = new Set(chosenNames(exercise));
    for (const { check } of exercise.items)
      for (const lang of LANGUAGES)
        assert.equal(
          check.claim[lang].split(/[^\w.-]+/).filter((word) => names.has(word)),
          [],
          check.claim[lang],
        );
  });

  test(`${lesson}: it is a lab of every kind`, async () =>
    assert.equal(kindsOf(await build(lesson)), ['build', 'finish', 'repair', 'predict']));
}

/** What the tutorials fix, in the words of the task. */
const FIXED: Readonly<Record<string, readonly RegExp[]>> = {
  'bridge-3ns': [
    /\bns1\b/,
    /\bns2\b/,
    /\bns3\b/,
    /10\.10\.10\.2\/24/,
    /10\.10\.10\.3\/24/,
    /10\.10\.10\.4\/24/,
    /a Linux bridge .*joins ns1, ns2, ns3/,
  ],
  'docker-bridge': [
    /\bns0\b/,
    /\bns1\b/,
    /1\.1\.1\.1\//,
    /1\.1\.1\.2\//,
    /a bridge on the host holds 1\.1\.1\.3\//,
    /ns0 reaches 192\.168\.80\.2 /,
  ],
  'veth-same-host': [/on the host holds 10\.1\.1\.2\/24/, /on the host holds 10\.1\.1\.3\/24/],
  'bridge-2ns': [/a Linux bridge .*joins ns0, ns1/, /1\.1\.1\.1\/24/, /1\.1\.1\.2\/24/],
  'veth-direct': [/two ends of one veth/, /10\.10\.10\.2\/24/, /10\.10\.10\.3\/24/],
  'netns-basics': [/there is a namespace ns0/, /there is a namespace ns1/],
};

for (const [lesson, patterns] of Object.entries(FIXED))
  test(`${lesson}: it fixes what the tutorial fixes`, async () => {
    const text = taskLines(await build(lesson), 'en').join('\n');
    for (const pattern of patterns) assert.match(text, pattern);
  });

test('docker-real: the daemon is ready, in the cell, and how a container is named is told', async () => {
  const exercise = await build('docker-real');
  assert.equal(
    exercise.scene.flatMap((action) => (action.inCell().length > 0 ? [action.kind] : [])),
    ['docker-daemon', 'docker-image'],
  );
  assert.match(taskLines(exercise, 'en').join('\n'), /The namespace of a container goes by the container's name/);
  assert.not.match(taskLines(await build('docker-bridge'), 'en').join('\n'), /The namespace of a container goes by/);
});

test('a Docker daemon that is not in the scene is no exercise', async () => {
  const lesson = await loadScenario('docker-real');
  const plan = planScenario(lesson, { set: [], facts: FACTS });
  const steps = plan.steps.map((step) => ({ ...step, scene: step.scene && step.id !== 'daemon' }));
  assert.throws(() => exerciseOf({ ...plan, steps }), /docker-real has no exercise: .* is not in its scene/);
});

test('docker-real: no fault is at a device whose name the daemon makes up', async () => {
  const exercise = await build('docker-real');
  const faults = faultsOf(exercise).flat();
  assert.ok(faults.length > 0);
  for (const { put } of faults) assert.not.match(put.join('\n'), /\bveth-/);
});

test.run();
