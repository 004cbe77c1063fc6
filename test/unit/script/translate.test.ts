import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../../src/paths.ts';
import { COMMENTS, commentsIn, MESSAGES } from '../../../src/script/translate.ts';
import { suite } from '../../support/suite.ts';

const FOLDER = join(ROOT, 'templates', 'script');
const SOURCES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sh.hbs'))
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));
const TEMPLATES = SOURCES.map(({ name, text }) => ({ name, text: text.replace(/^\s*#.*$/gm, '') }));

/** Two words of English beside each other. */
const PROSE = /(?<![\w$./=-])[A-Za-z]?[a-z']+[,;:]? [a-z']{2,}(?![\w=/])/;

/** Commands, and what is looked for in what they print: in no language. */
const COMMAND = /^. ?(?:ip|bridge|nft|set|env|dnf|apk) |^"\(src host|^' |^'\[|^'(?:Network is unreachable|Connection refused)'$/;

const messages = suite('messages of printed scripts');

messages('none is in the catalogue twice', () => {
  const texts = MESSAGES.map(([english]) => english);
  assert.equal(
    texts.filter((text, index) => texts.indexOf(text) !== index),
    [],
  );
});

messages('each that the catalogue has stands in a template', () => {
  for (const [english] of MESSAGES)
    assert.ok(
      TEMPLATES.some(({ text }) => text.includes(english)),
      english,
    );
});

messages('each that a template has is in the catalogue', () => {
  for (const { name, text } of TEMPLATES) {
    let rest = text;
    for (const [english] of MESSAGES) rest = rest.replaceAll(english, '');
    for (const [word] of rest.matchAll(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/g))
      assert.ok(COMMAND.test(word) || !PROSE.test(word), `${name}: ${word}`);
  }
});

messages('comments and their catalogue are the same', () => {
  const found = [...new Set(SOURCES.flatMap(({ text }) => commentsIn(text)))];
  assert.ok(found.length > 50);
  assert.equal(COMMENTS.map(([english]) => english).sort(), found.sort());
});

messages('a comment in Chinese names what the one in English names', () => {
  // What is called, its words, and numbers: what stands before the colon, and in backticks.
  const namesIn = (text: string) =>
    [...(/^([a-z_]+(?: [A-Z…[\]|?()-]+)*)[:：]/.exec(text)?.slice(1) ?? []), ...(text.match(/`[^`]+`/g) ?? [])].sort();
  for (const [english, chinese] of COMMENTS) {
    assert.equal(namesIn(chinese), namesIn(english), english);
    assert.match(chinese, /\p{Script=Han}/u);
  }
});

messages('values are the same in both languages', () => {
  const valuesIn = (text: string) => [...text.matchAll(/\$\{?[#A-Za-z_0-9*]+/g)].map(([value]) => value.replace(/[${}]/g, '')).sort();
  for (const [english, chinese] of MESSAGES) assert.equal(valuesIn(chinese), valuesIn(english), english);
});

messages('no Chinese character follows the name of a value at once, or bash might take it for a part of that', () => {
  for (const [, chinese] of MESSAGES) assert.not.match(chinese, /\$[A-Za-z_]\w*[^ -~]/);
});
messages.run();
