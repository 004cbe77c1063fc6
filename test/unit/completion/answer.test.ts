import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { answer } from '../../../src/completion/answer.ts';
import type { Completes, Question } from '../../../src/completion/question.ts';
import { DIALECT_NAMES } from '../../../src/model/dialects.ts';
import { ROOT } from '../../../src/paths.ts';
import { LESSON_IDS } from '../../../src/plan/catalogue.ts';
import { suite } from '../../support/suite.ts';
import { rejectionOf } from '../../support/throws.ts';

function question(asks: Completes | Question['asks'], parts: Partial<Question> = {}): Question {
  return {
    asks: typeof asks === 'string' ? { for: asks } : asks,
    prefix: '',
    typed: '',
    lesson: 'bridge-3ns',
    set: [],
    ...parts,
  };
}

const answers = async (asked: Question) => (await answer(asked, {}, 'en')).candidates;
const texts = async (asked: Question) => (await answers(asked)).map(({ text }) => text);

const answering = suite('answer');

answering('lessons, with their titles', async () => {
  assert.equal(await texts(question('lesson')), LESSON_IDS);
  assert.equal(
    (await answers(question('lesson'))).find(({ text }) => text === 'bridge-3ns'),
    { text: 'bridge-3ns', about: 'Three namespaces on a Linux bridge' },
  );
});

answering('lessons and the tests', async () => assert.equal(await texts(question('scope')), [...LESSON_IDS, 'tests']));

answering('dialects that are not named yet, behind those that are', async () => {
  assert.equal(await texts(question('dialect')), DIALECT_NAMES);
  assert.equal((await texts(question('dialect', { typed: 'short,b' }))).slice(0, 2), ['short,ip', 'short,brctl']);
});

answering('choices, the default marked', async () => {
  const choices = question({ for: 'choice', choices: ['auto', 'json'], initial: 'auto' }, { prefix: '--reporter=' });
  assert.equal(await answers(choices), [
    { text: '--reporter=auto', about: 'the default' },
    { text: '--reporter=json', about: undefined },
  ]);
});

answering('steps, with their titles', async () => {
  const steps = await answers(question('step'));
  assert.equal(steps[2], { text: 'cables', about: 'Lay a cable from each namespace to the bridge' });
  assert.is(steps.length, 5);
});

for (const set of [['namespaces=0'], ['nonesuch=3'], ['namespaces=']])
  answering(`steps while --set ${set} is still being typed`, async () => assert.is((await texts(question('step', { set }))).length, 5));

answering('no steps and parameters without a lesson', async () => {
  assert.equal(await texts(question('step', { lesson: undefined })), []);
  assert.equal(await texts(question('parameter', { lesson: undefined })), []);
});

answering('parameters that are not set yet, open for a value', async () => {
  assert.equal((await answers(question('parameter')))[0], {
    text: 'namespaces=',
    about: 'how many namespaces are joined',
    open: true,
  });
  assert.equal(await texts(question('parameter', { set: ['namespaces=4'] })), ['subnet=']);
});

answering('a parameter’s default, with what it takes', async () => {
  assert.equal(await answers(question('parameter', { typed: 'namespaces=', prefix: '--set=' })), [
    { text: '--set=namespaces=3', about: 'the default; a whole number from 2 to 500' },
  ]);
  const lesson = 'bridge-add-ns';
  assert.equal(await texts(question('parameter', { lesson, typed: 'namespaces=' })), ['namespaces=ns1=172.16.1.1/16,ns2=172.16.1.2/16']);
  for (const typed of ['nonesuch=', 'constructor=', '=']) assert.equal(await texts(question('parameter', { typed })), []);
});

answering('tags', async () => assert.ok((await texts(question('tag'))).includes('ovs')));

answering('steps of a module', async () => {
  const lesson = join(ROOT, 'test/fixtures/lessons/unplugged.ts');
  assert.equal(await texts(question('step', { lesson })), ['cable', 'back']);
});

answering('what a module says of its steps is one line, without anything that a terminal obeys', async () => {
  const lesson = join(ROOT, 'test/fixtures/lessons/markup-prose.ts');
  const [step] = await answers(question('step', { lesson }));
  assert.is(step?.text, 'pair');
  assert.match(step?.about ?? '', /# Broken ``` ~~~ - \[link\]/);
  assert.not.match(step?.about ?? '', /\p{Cc}/u);
});

for (const name of ['throws-at-import', 'steps-throws', 'missing-fields'])
  answering(`${name}: a module that cannot be used rejects`, async () => {
    const lesson = join(ROOT, `test/fixtures/lessons/${name}.ts`);
    assert.instance(await rejectionOf(answers(question('step', { lesson }))), Error);
  });

answering('modules and folders, once something is typed', async () => {
  const found = await answer(question('lesson', { typed: 'test/fixtures/lessons/unpl' }), {}, 'en');
  assert.ok(found.paths);
  assert.ok(found.candidates.some(({ text }) => text === 'test/fixtures/lessons/unplugged.ts'));
  const folders = await answers(question('lesson', { typed: 'te' }));
  assert.ok(folders.some(({ text, open }) => text === 'test/' && open));
  assert.not.ok(folders.some(({ text }) => text.startsWith('.') || text === 'README.md'));
  assert.equal(await texts(question('lesson', { typed: 'nonesuch/x' })), LESSON_IDS);
});

answering('any file, and what only the shell can resolve, is left to the shell', async () => {
  assert.ok((await answer(question('file'), {}, 'en')).files);
  assert.ok((await answer(question('lesson', { typed: '~/les' }), {}, 'en')).files);
});
answering.run();
