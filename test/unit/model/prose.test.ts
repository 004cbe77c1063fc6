import * as assert from 'uvu/assert';
import { cleanProse, type Span, spansOf } from '../../../src/model/prose.ts';
import { suite } from '../../support/suite.ts';

const word = (text: string): Span => ({ code: false, text });
const code = (text: string): Span => ({ code: true, text });

const prose = suite('prose');

for (const [text, spans] of [
  ['plain', [word('plain')]],
  ['see `ip link`, then', [word('see '), code('ip link'), word(', then')]],
  ['`a``b`', [code('a'), code('b')]],
  ['` a `', [code('a')]],
  ['a ` b', [word('a ` b')]],
  ['a ` ` b', [word('a ` ` b')]],
  ['', []],
] as const)
  prose(`spans of ${JSON.stringify(text)}`, () => assert.equal(spansOf(text), spans));

prose('is one line', () => assert.is(cleanProse(' a\n\n  b\tc '), 'a b c'));
prose('loses what a terminal or a reader of bidirectional text would obey', () =>
  assert.is(cleanProse('a\u001b[31m\u0007b\u202ec\u009b'), 'a[31mbc'),
);
prose('that is each control character, and each that turns the direction', () => {
  const kept = (unit: number) => cleanProse(`a${String.fromCharCode(unit)}b`) !== 'ab';
  for (let unit = 0; unit <= 0xffff; unit += 1) {
    const character = String.fromCharCode(unit);
    assert.is(kept(unit), /\s/.test(character) || !/[\p{Cc}\p{Bidi_Control}]/u.test(character), `U+${unit.toString(16)}`);
  }
});
prose.run();
