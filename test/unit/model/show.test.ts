import * as assert from 'uvu/assert';
import { show } from '../../../src/model/show.ts';
import { suite } from '../../support/suite.ts';

const shown = suite('show');

for (const [value, text] of [
  ['ns1', "'ns1'"],
  ['a"b', `'a"b'`],
  ['a\nb', "'a\\nb'"],
  ['\u001b[31m', "'\\u001b[31m'"],
  ['x'.repeat(61), `'${'x'.repeat(57)}...'`],
  [5, "'5'"],
  [undefined, "'undefined'"],
  [['a'], `'["a"]'`],
] as const)
  shown(`${JSON.stringify(value)} is shown as ${text}`, () => assert.is(show(value), text));
shown.run();
