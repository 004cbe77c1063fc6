import * as assert from 'uvu/assert';
import { describeLacks, lacksOf } from '../../../src/exec/needs.ts';
import { tool } from '../../../src/vocabulary/needs.ts';
import { suite } from '../../support/suite.ts';

const test = suite('needs');
const facts = { ovsDatapath: 'netdev' } as const;

test('a program that nobody has is lacking, with what installs it', () => {
  const [lack] = lacksOf([tool('no-such-program')], facts);
  assert.is(lack?.what, 'the program no-such-program');
  assert.match(lack?.fix ?? '', /no-such-program/);
  assert.equal(lack?.tools, ['no-such-program']);
});

test('the same lack is told once', () => {
  assert.is(lacksOf([tool('no-such-program'), tool('no-such-program')], facts).length, 1);
});

test("the kernel's datapath takes no /dev/net/tun", () => {
  assert.equal(lacksOf([{ kind: 'ovs-datapath' }], { ovsDatapath: 'system' }, 'everyone'), []);
});

test('missing programs share one fix, and other lacks keep theirs', () => {
  const { what, fix } = describeLacks([
    ...lacksOf([tool('no-such-program'), tool('nor-this')], facts),
    { what: 'something else', fix: 'mend it' },
  ]);
  assert.is(what, 'the programs no-such-program, nor-this; something else');
  assert.match(fix, /no-such-program.*nor-this.*; mend it$/);
});

test.run();
