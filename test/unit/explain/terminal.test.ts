import stripAnsi from 'strip-ansi';
import * as assert from 'uvu/assert';
import { drawBox } from '../../../src/diagram/box.ts';
import { explainPlan } from '../../../src/explain/tell.ts';
import { drawExplanation } from '../../../src/explain/terminal.ts';
import { LANGS, type Lang } from '../../../src/model/text.ts';
import { displayWidth } from '../../../src/model/width.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { allPlans, planOf } from '../../support/plans.ts';
import { suite } from '../../support/suite.ts';

function draw(plan: Plan, columns: number, colour: boolean, { only, lang = 'en' }: { only?: number; lang?: Lang } = {}): string {
  const explanation = explainPlan(plan, lang, { only });
  const network = explanation.steps.at(-1)?.after ?? plan.before;
  return drawExplanation(explanation, drawBox(network, { columns, colour, lang }), { columns, colour });
}

const terminal = suite('drawExplanation');

for (const lang of LANGS)
  for (const columns of [40, 60, 80, 120])
    terminal(`no line is wider than ${columns} columns in ${lang}`, async () => {
      const grown = await planOf('ovs-internal', ['namespaces=20']);
      for (const plan of [...(await allPlans()), grown])
        for (const colour of [true, false])
          for (const line of draw(plan, columns, colour, { lang }).split('\n'))
            assert.ok(displayWidth(stripAnsi(line)) <= columns, `${plan.id}: ${line}`);
    });

terminal('no line of Chinese begins with a sign that closes, or ends with one that opens', async () => {
  // In 40 columns some code is wider than a line, and is cut wherever it is.
  for (const plan of await allPlans())
    for (const columns of [60, 80, 120])
      for (const line of draw(plan, columns, false, { lang: 'zh' }).split('\n'))
        assert.not.match(line.trim(), /^[，。：；、）！？”’]|[（“‘]$/, `${plan.id}, ${columns} columns: ${line}`);
});

terminal('colour changes nothing but the marks around code', async () => {
  const plain = (text: string) => stripAnsi(text).replace(/[‘’\s\\]/g, '');
  for (const plan of await allPlans()) assert.is(plain(draw(plan, 80, true)), plain(draw(plan, 80, false)));
});

terminal('without colour there is no escape, and a backtick nowhere', async () => {
  for (const plan of await allPlans()) {
    const text = draw(plan, 80, false);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    assert.not.match(text, /[\u0000-\u0009\u000b-\u001f\u007f`]/);
    assert.not.match(draw(plan, 80, true), /`/);
    assert.not.match(text, /\n\n\n|[ \t]\n/);
  }
});

terminal('every step, its commands, claims and what comes after them are there', async () => {
  for (const plan of await allPlans()) {
    const text = draw(plan, 100, false).replace(/\s+/g, ' ');
    const has = (part: string) => assert.ok(text.includes(part.replace(/`([^`]+)`/g, '‘$1’').replace(/\s+/g, ' ')), `${plan.id}: ${part}`);
    for (const { title, why, look, checks } of plan.steps) {
      has(title.en);
      has(why.en);
      if (look) has(look.en);
      if (checks[0]) has(checks[0].claim.en);
    }
    for (const { source, mistake, right } of plan.errata) {
      has(`${source}: ${mistake.en}`);
      has(right.en);
    }
    for (const part of [plan.title, plan.summary, plan.about, ...plan.tryNext, ...plan.breakIt]) has(part.en);
    has('The way of a packet from');
  }
});

terminal('a step alone is that step and its picture', async () => {
  const text = draw(await planOf('docker-bridge'), 80, false, { only: 5 });
  assert.match(text, /Step 6\/7 · Rewrite the source of what leaves/);
  assert.match(text, /The network after step 6/);
  assert.match(text, /netscenario run docker-bridge --until masquerade --keep/);
  assert.not.match(text, /Step [1-57]\/7|Break it on purpose|Containers on the default network/);
});
terminal.run();
