import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { allPages, GENERATED_FOLDERS } from '../../src/pages/all.ts';
import { unnamedKinds } from '../../src/pages/vocabulary.ts';
import { ROOT } from '../../src/paths.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { VERBS } from '../../src/verbs/flags.ts';
import { action, check } from '../../src/vocabulary/index.ts';
import { headingsOf, pagePaths, readPage } from '../support/markdown.ts';
import { suite } from '../support/suite.ts';

const pages = suite('the generated pages');
const generated = await allPages();

for (const { path, text } of generated)
  pages(`${path} is current`, () => {
    const file = join('docs', path);
    assert.ok(existsSync(join(ROOT, file)), `${file} is missing: npm run docs`);
    assert.is(readPage(file), text, `${file} is not what the definitions say: npm run docs`);
  });

pages('no page is left of what is no longer there', () => {
  const known = generated.map(({ path }) => path);
  const there = GENERATED_FOLDERS.flatMap((folder) => readdirSync(join(ROOT, 'docs', folder)).map((file) => `${folder}/${file}`));
  assert.equal(
    there.filter((file) => !known.includes(file)),
    [],
    'npm run docs removes them',
  );
});

pages('every verb, lesson, action and check has its page or section', () => {
  const paths = pagePaths();
  const missing = [
    ...VERBS.filter((verb) => !paths.includes(`docs/verbs/${verb}.md`)),
    ...LESSON_IDS.filter((id) => !paths.includes(`docs/lessons/${id}.md`)),
    ...Object.keys(action).filter((name) => !headingsOf(readPage('docs/actions.md')).includes(name)),
    ...Object.keys(check).filter((name) => !headingsOf(readPage('docs/checks.md')).includes(name)),
    ...unnamedKinds(),
  ];
  assert.equal(missing, []);
});
pages.run();
