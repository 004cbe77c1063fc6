import * as assert from 'uvu/assert';
import { readLine, splitWords } from '../../../src/completion/line.ts';
import { suite } from '../../support/suite.ts';

const splitting = suite('splitWords');

for (const [text, words] of [
  ['', []],
  ['  run\tbridge-3ns ', ['run', 'bridge-3ns']],
  [`'my lesson.ts' "a b"c`, ['my lesson.ts', 'a bc']],
  ['my\\ lesson.ts', ['my lesson.ts']],
  [`"a\\"b\\n" 'a\\b'`, ['a"b\\n', 'a\\b']],
  [`'' ""`, ['', '']],
  [`'still open`, ['still open']],
  ['$HOME/$(id)', ['$HOME/$(id)']],
  ['a\\', ['a']],
] as const)
  splitting(JSON.stringify(text), () => assert.equal(splitWords(text), words));
splitting.run();

const reading = suite('readLine');

for (const [before, after, line] of [
  ['netscenario ', '', { before: [], typed: '', after: [] }],
  ['netscenario run br', '', { before: ['run'], typed: 'br', after: [] }],
  ['netscenario run br', 'idge --step', { before: ['run'], typed: 'br', after: ['--step'] }],
  ['netscenario run --until ', ' bridge-3ns', { before: ['run', '--until'], typed: '', after: ['bridge-3ns'] }],
  [`netscenario run './my le`, `' --step`, { before: ['run'], typed: './my le', after: ['--step'] }],
  ['netscenario run ./my\\ le', '', { before: ['run'], typed: './my le', after: [] }],
  ['netscenario run ./my\\', '', { before: ['run'], typed: './my', after: [] }],
  ['', '', { before: [], typed: '', after: [] }],
] as const)
  reading(`${before}|${after}`, () => assert.equal(readLine(before, after), line));
reading.run();
