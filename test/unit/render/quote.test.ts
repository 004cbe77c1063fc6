import { execFileSync } from 'node:child_process';
import * as assert from 'uvu/assert';
import { quoteWord } from '../../../src/render/quote.ts';
import { suite } from '../../support/suite.ts';
import { thrownBy } from '../../support/throws.ts';

/** A repeatable sequence of whole numbers below `limit` (a linear congruential generator). */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * limit);
  };
}

const ALPHABET = [
  ...'\'"\\`$(){}[]<>|&;*?!#~=%^@:,./-_ \t\n\r\u001b\u007f',
  ...'abc019é教🐧',
  '$(reboot)',
  '$HOME',
  "'\\''",
  '\\n',
  '\u0024{x}',
  '\u2028',
];

function hostileWords(count: number): readonly string[] {
  const next = numbers(20_260_101);
  return Array.from({ length: count }, () => Array.from({ length: next(12) }, () => ALPHABET[next(ALPHABET.length)]).join(''));
}

/** What the shell makes of the words: each as a program receives it. */
function throughShell(shell: string, words: readonly string[]): readonly string[] {
  const script = `printf '%s\\0' ${words.map(quoteWord).join(' ')}`;
  return execFileSync(shell, ['-c', script], { encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: '/nowhere', IFS: 'abc' } })
    .split('\0')
    .slice(0, -1);
}

const quoting = suite('quoteWord');

for (const shell of ['bash', 'sh']) {
  quoting(`600 hostile words arrive unchanged through ${shell}`, () => {
    const words = hostileWords(600);
    assert.equal(throughShell(shell, words), words);
  });

  quoting(`each of them alone, and words that look like more than text, through ${shell}`, () => {
    const words = [...ALPHABET, '', '-n', '-e', '--', '~', '~root', '#x', 'a=b', '*', '!!', '{a,b}', 'x'.repeat(100_000)];
    assert.equal(throughShell(shell, words), words);
  });
}

quoting('plain words stay bare', () => {
  for (const word of ['veth0', '10.0.0.1/24', 'net.ipv4.ip_forward=1', '/run/netns', 'a:b,c@d%e+f-g_h']) assert.is(quoteWord(word), word);
});

quoting('all others are quoted', () => {
  assert.is(quoteWord(''), "''");
  assert.is(quoteWord("it's"), "'it'\\''s'");
  assert.is(quoteWord('~'), "'~'");
  assert.is(quoteWord('a\nb'), "'a\nb'");
});

quoting('a NUL byte is refused', () => {
  assert.is(
    thrownBy(() => quoteWord('a\0b')),
    'RangeError: a NUL byte cannot be part of a command',
  );
});
quoting.run();
