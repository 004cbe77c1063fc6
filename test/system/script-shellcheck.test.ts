// guard: deadline 300 s
import { spawnSync } from 'node:child_process';
import * as assert from 'uvu/assert';
import type { Step } from '../../src/model/scenario.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { planScenario } from '../../src/plan/plan-scenario.ts';
import type { Form } from '../../src/script/words.ts';
import { action, check } from '../../src/vocabulary/index.ts';
import { lessonOf, stepOf } from '../fixtures/lessons/base.ts';
import { DIALECT_ROWS } from '../support/dialects.ts';
import { formsOf } from '../support/forms.ts';
import { planOf, print, scriptOf } from '../support/scripts.ts';
import { suite } from '../support/suite.ts';

const test = suite('shellcheck');

/** Parameters beside the defaults: fewer, more than are all checked, more than a table of the kernel holds, odd subnets. */
const SETS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'bridge-3ns': [['namespaces=2'], ['namespaces=17'], ['namespaces=4', 'subnet=203.0.113.248/29']],
  'ovs-internal': [['namespaces=2'], ['namespaces=17', 'subnet=172.16.0.0/12']],
  'ovs-veth': [['subnet=10.0.0.0/8']],
  'veth-direct': [['subnet=198.51.100.0/29'], ['subnet=8.8.8.0/24']],
  'veth-same-host': [['subnet=192.168.255.0/25']],
  'docker-bridge': [['subnet=10.1.1.0/24'], ['subnet=9.0.0.0/8']],
};

function assertClean(plans: readonly Plan[], forms: readonly Form[] = ['sandbox', 'host']): void {
  const files = plans.flatMap((plan) => formsOf(plan).flatMap((form) => (forms.includes(form) ? [scriptOf(plan, form)] : [])));
  const { stdout, stderr, status } = spawnSync('shellcheck', ['--norc', '--severity=style', '--format=gcc', ...files], {
    encoding: 'utf8',
  });
  assert.is(stdout + stderr, '');
  assert.is(status, 0);
}

for (const lesson of LESSON_IDS)
  test(`${lesson}: nothing is found in either form, whatever the parameters`, async () => {
    assertClean(await Promise.all([[], ...(SETS[lesson] ?? [])].map((set) => planOf(lesson, set))));
  });

for (const lesson of LESSON_IDS)
  test(`${lesson}: nor in other dialects`, async () => {
    // What differs is in the steps and the undo, which both forms have.
    assertClean(await Promise.all(DIALECT_ROWS.map((dialects) => planOf(lesson, [], dialects))), ['sandbox']);
  });

/** Steps of lessons that lack what those that come with netscenario all have. */
const SPARSE: Readonly<Record<string, Partial<Step>>> = {
  'neither actions nor checks': {},
  'namespaces alone': { actions: [action.netns({ name: 'ns1' })] },
  'a device alone': { actions: [action.bridge({ name: 'br0' })] },
  'no namespace, and a check of no device': {
    actions: [action.sysctl({ key: 'net.ipv4.ip_forward', value: '1', was: '0' })],
    checks: [check.sysctlIs({ key: 'net.ipv4.ip_forward', value: '1' })],
  },
};

for (const [what, step] of Object.entries(SPARSE))
  test(`a lesson of one's own with ${what}`, () => {
    const lesson = lessonOf({ steps: () => [stepOf(step)] });
    assertClean([planScenario(lesson, { set: [], facts: { ovsDatapath: 'netdev' } })]);
  });

test('no check of it is switched off', async () => {
  for (const plan of await Promise.all(LESSON_IDS.map((lesson) => planOf(lesson))))
    for (const form of formsOf(plan)) assert.not.match(print(plan, form), /shellcheck\s+\w+=/);
});

test.run();
