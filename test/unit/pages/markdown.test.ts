import * as assert from 'uvu/assert';
import { anchorOf, page, sentence, table } from '../../../src/pages/markdown.ts';
import { commandLinesOf, headingsOf, linksOf } from '../../support/markdown.ts';
import { suite } from '../../support/suite.ts';

const writing = suite('pages of Markdown');

writing('a table is padded, and a bar in a cell is no border', () => {
  assert.is(table(['a', 'long'], [['x|y', 'z']]), '| a    | long |\n| ---- | ---- |\n| x\\|y | z    |');
  assert.is(table(['a'], []), '');
});

for (const [heading, anchor] of [
  ['bridgePort', 'bridgeport'],
  ["What it's for, and `why`", 'what-its-for-and-why'],
  ['Step 1/5: Add', 'step-15-add'],
] as const)
  writing(`the anchor of ${heading}`, () => assert.is(anchorOf(heading), anchor));

writing('a sentence begins large and ends', () => {
  assert.is(sentence('list the lessons'), 'List the lessons.');
  assert.is(sentence('Why?'), 'Why?');
});

writing('empty blocks leave no gap', () => assert.match(page('x.md', 'X', ['a', '', 'b']).text, /\n# X\n\na\n\nb\n$/));
writing.run();

const reading = suite('what the tests read of a page');
const TEXT = [
  '# One `two`',
  'See [there](a.md#b) and `[not](here)`; `netscenario list` and `netscenario run LESSON …`.',
  '```bash',
  '# no heading, [no](link)',
  '$ netscenario run bridge-3ns  # a comment',
  'npx netscenario doctor --fix',
  'netscenario completion <shell>',
  '```',
].join('\n');

reading('headings', () => assert.equal(headingsOf(TEXT), ['One `two`']));
reading('links', () => assert.equal(linksOf(TEXT), ['a.md#b']));
reading('command lines', () => assert.equal(commandLinesOf(TEXT), ['run bridge-3ns', 'doctor --fix', 'list']));
reading.run();
