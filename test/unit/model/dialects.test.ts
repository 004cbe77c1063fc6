import * as assert from 'uvu/assert';
import { DIALECT_NAMES, readDialects } from '../../../src/model/dialects.ts';
import type { NetscenarioError } from '../../../src/model/errors.ts';
import { suite } from '../../support/suite.ts';
import { rejectionOf } from '../../support/throws.ts';

const dialects = suite('readDialects');

dialects('names in the order in which they are given, with or without commas', () => {
  assert.equal(readDialects([]), []);
  assert.equal(readDialects(['short,brctl']), ['short', 'brctl']);
  assert.equal(readDialects(['nft', 'short,brctl']), ['nft', 'short', 'brctl']);
  assert.equal(readDialects([DIALECT_NAMES.join(',')]), DIALECT_NAMES);
});

for (const [words, fix] of [
  [['brctrl'], 'did you mean brctl?'],
  [['short', 'ifconfg'], 'did you mean ifconfig?'],
  [['windows'], '--dialect NAME[,NAME…]'],
  [['short,'], '--dialect NAME[,NAME…]'],
  [['toString'], '--dialect NAME[,NAME…]'],
] as const)
  dialects(`no such dialect: ${words}`, async () => {
    const error = (await rejectionOf(Promise.resolve().then(() => readDialects(words)))) as NetscenarioError;
    assert.match(error.message, /^there is no dialect '.*'; there are ip, short, brctl, /);
    assert.is(error.fix, fix);
    assert.is(error.exitCode, 2);
  });

dialects.run();
