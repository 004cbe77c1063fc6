import { stripVTControlCharacters } from 'node:util';
import * as assert from 'uvu/assert';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { noticedBy } from '../../../src/prove/advice.ts';
import { type Mutant, mutantsOf } from '../../../src/prove/mutants.ts';
import { outcomeLines } from '../../../src/prove/show.ts';
import { ACTIONS, action, check } from '../../../src/vocabulary/index.ts';
import { lessonWith } from '../../fixtures/lessons/base.ts';
import { FACTS } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const plain = { lang: 'en', colour: false } as const;
const mutant: Mutant = {
  step: 1,
  action: 2,
  stepId: 'wires',
  kind: 'veth',
  title: { en: 'Create the veth pair a and b', zh: '创建 veth 设备对 a 和 b' },
};

const show = suite('what a proof shows');

show('actions that only show something are no mutants, and keep their numbers', () => {
  const lesson = lessonWith(action.bridge({ name: 'br0' }), action.show({ what: 'link' }), action.up({ dev: 'br0' }));
  const mutants = mutantsOf(planScenario(lesson, { set: [], facts: FACTS }));
  assert.equal(
    mutants.map(({ step, action: index, stepId, kind }) => [step, index, stepId, kind]),
    [
      [0, 0, 'only', 'bridge'],
      [0, 2, 'only', 'up'],
    ],
  );
});

show('a check that noticed, with its reason', () => {
  const noticed = { by: 'check', step: 'pings', what: 'a reaches b', reason: 'a is down' } as const;
  assert.equal(outcomeLines({ mutant, noticed }, plain), [
    'guarded    wires: Create the veth pair a and b',
    '           noticed by a check in pings: a reaches b (a is down)',
  ]);
});

show('a command that noticed', () => {
  const noticed = { by: 'command', step: 'wires', what: 'ip link set a up' } as const;
  assert.is(outcomeLines({ mutant, noticed }, plain)[1], '           noticed by a command, which fails: ip link set a up');
});

show('an action that nothing noticed, with its place and what could', () => {
  assert.equal(outcomeLines({ mutant, noticed: undefined }, plain), [
    'unguarded  wires: Create the veth pair a and b (steps[1].actions[2])',
    '           the lesson holds without it: add a check that needs it (check.paired, check.reaches), or leave it out for good',
  ]);
});

show('colour changes nothing but the colour', () => {
  const [row] = outcomeLines({ mutant, noticed: undefined }, { lang: 'en', colour: true });
  assert.is(stripVTControlCharacters(row), outcomeLines({ mutant, noticed: undefined }, plain)[0]);
  assert.ok(row.includes('\u001b['));
});

for (const [kind, { look }] of ACTIONS)
  show(`${kind}: what could notice is a check that there is`, () => {
    const names = noticedBy(kind);
    assert.is(names.length > 0, !look);
    for (const name of names) assert.ok(name in check, name);
  });

show('a kind that there is not has no advice', () => assert.equal(noticedBy('teleport'), []));
show.run();
