import * as assert from 'uvu/assert';
import { EXIT, faultsError, NetscenarioError } from '../../../src/model/errors.ts';
import { suite } from '../../support/suite.ts';

const errors = suite('errors');

for (const [code, exit] of [
  ['usage', 2],
  ['scenario', 2],
  ['unsupported', 4],
  ['sandbox', 3],
  ['interrupted', 130],
] as const)
  errors(`${code} ends with exit code ${exit}`, () => assert.is(new NetscenarioError(code, 'what').exitCode, exit));

errors('exit codes are all different', () => {
  const codes = Object.values(EXIT);
  assert.is(new Set(codes).size, codes.length);
});

errors('one fault stands behind its title, several below it', () => {
  assert.is(faultsError('usage', 'bad', ['a']).message, 'bad: a');
  assert.is(faultsError('usage', 'bad', ['a', 'b']).message, 'bad:\n  - a\n  - b');
  assert.is(faultsError('usage', 'bad', ['a'], 'mend it').fix, 'mend it');
});

errors('many faults are cut, and the rest counted', () => {
  const lines = faultsError(
    'usage',
    'bad',
    Array.from({ length: 20 }, (_, n) => `fault ${n}`),
  ).message.split('\n');
  assert.is(lines.length, 14);
  assert.is(lines.at(-1), '  … and 8 more');
});
errors.run();
