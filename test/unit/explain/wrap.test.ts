import * as assert from 'uvu/assert';
import { wrap, wrapCommand } from '../../../src/explain/wrap.ts';
import { spansOf } from '../../../src/model/prose.ts';
import { displayWidth } from '../../../src/model/width.ts';
import { suite } from '../../support/suite.ts';

const set = (prose: string, columns: number, indent = '') => wrap(spansOf(prose), { columns, indent, code: (text) => `<${text}>` });

const wrapping = suite('wrap');

wrapping('breaks between words', () => assert.equal(set('one two three', 8), ['one two', 'three']));
wrapping('keeps the indent before every line', () => assert.equal(set('one two three', 10, '  '), ['  one two', '  three']));
wrapping('chops what is wider than a line', () => assert.equal(set('abcdefghij k', 4), ['abcd', 'efgh', 'ij k']));
wrapping('keeps a sign with the code that it follows', () => assert.equal(set('see `ip a`, then', 40), ['see <ip a>, then']));
wrapping('breaks code at its blanks, each part marked', () => assert.equal(set('see `ip link show`', 11), ['see <ip link>', '<show>']));
wrapping('counts wide characters twice', () => assert.equal(set('网络命名空间', 8), ['网络命名', '空间']));
wrapping('breaks between wide characters and words, closing signs kept', () => {
  const lines = set('网络命名空间是一个独立的协议栈，有自己的 `ip link` 设备。', 12);
  for (const line of lines) assert.ok(displayWidth(line.replace(/[<>]/g, '')) <= 12, line);
  for (const line of lines) assert.not.match(line, /^[，。]/);
  assert.is(lines.join('').replace(/[<> ]/g, ''), '网络命名空间是一个独立的协议栈，有自己的iplink设备。');
});
wrapping('one wide character more changes no line before it', () => {
  // With it the text is taken apart into words; without it, it is cut at its blanks.
  const prose = 'A bridge `br0` forwards frames `ip link set veth0 master br0` between its ports — see averylongwordthatfitsnowhere.';
  for (let columns = 3; columns < 130; columns += 1) {
    const lines = set(prose, columns, ' ');
    for (const line of lines) assert.ok(line.replace(/[<>]/g, '').length <= columns, `${columns}: ${line}`);
    const { length } = lines;
    assert.equal(set(`${prose} 网`, columns, ' ').slice(0, length - 1), lines.slice(0, -1), `${columns}`);
  }
});
wrapping('an unclosed backtick is a character', () => assert.equal(set('a ` b', 10), ['a ` b']));
wrapping.run();

const commands = suite('wrapCommand');
const COMMAND = "ip netns exec ns1 nft add chain inet c input '{ type filter hook input; }'";

commands('leaves alone what fits', () => assert.equal(wrapCommand('ip link', 10), ['ip link']));
commands('breaks between words, with a backslash', () => {
  const lines = wrapCommand(COMMAND, 40);
  assert.equal(lines, ['ip netns exec ns1 nft add chain inet c \\', "  input '{ type filter hook input; }'"]);
  // A shell reads it as the one command again.
  assert.is(lines.join('\n').replace(/ \\\n\s*/g, ' '), COMMAND);
});
commands('no line is wider, whatever the columns', () => {
  for (let columns = 5; columns < 90; columns += 1)
    for (const line of wrapCommand(COMMAND, columns)) assert.ok(displayWidth(line) <= columns, `${columns}: ${line}`);
});
commands.run();
