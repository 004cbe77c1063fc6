import fastStringWidth from 'fast-string-width';
import * as assert from 'uvu/assert';
import stringWidth from '../../../src/model/string-width.ts';
import { displayWidth, padEnd } from '../../../src/model/width.ts';
import { suite } from '../../support/suite.ts';

const test = suite('the width of text');

/** The last unit that may stand for a character by itself. */
const LAST = 0xffff;

test('every character by itself is as wide as the usual way to measure finds it', () => {
  for (let unit = 0; unit <= LAST; unit += 1) {
    const character = String.fromCharCode(unit);
    assert.is(displayWidth(character), fastStringWidth(character), `U+${unit.toString(16)}`);
  }
});

test('so is text of several kinds', () => {
  for (const text of ['‘ip link’ → 网桥', '╔══╗', '✔ 到了。', '✔\ufe0f', 'e\u0301', '\u001b[1mbold\u001b[0m', '👍🏽 中', '〪〭一', 'ﾊﾟ', '\t|'])
    assert.is(displayWidth(text), fastStringWidth(text), text);
});

test('what packages measure by in the bundle finds the same, with colours or without', () => {
  for (const text of [
    'plain',
    '\u001b[1;31mred\u001b[39m 网桥',
    '\u001b[38;5;208m✔\u001b[0m',
    '⠋ working',
    '\u001b]8;;http://a\u0007b\u001b]8;;\u0007',
  ])
    assert.is(stringWidth(text), fastStringWidth(text), text);
});

test('text is filled up to the columns that a terminal gives it', () => {
  assert.equal(
    ['ab', '网', '→', '网络命'].map((text) => padEnd(text, 4)),
    ['ab  ', '网  ', '→   ', '网络命'],
  );
});

test.run();
