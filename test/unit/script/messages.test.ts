import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../../src/paths.ts';
import { MESSAGES } from '../../../src/script/messages.ts';
import { suite } from '../../support/suite.ts';

const FOLDER = join(ROOT, 'templates', 'script');
const TEMPLATES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sh.hbs'))
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8').replace(/^\s*#.*$/gm, '') }));

/** Two words of English beside each other. */
const PROSE = /(?<![\w$./=-])[A-Za-z]?[a-z']+[,;:]? [a-z']{2,}(?![\w=/])/;

/** Commands, and what is looked for in what they print: in no language. */
const COMMAND = /^. ?(?:ip|bridge|nft|set|env|dnf|apk) |^"\(src host|^' |^'\[|^'(?:Network is unreachable|Connection refused)'$/;

const messages = suite('messages of printed scripts');

messages('each that the catalogue has stands in a template', () => {
  for (const english of MESSAGES.keys())
    assert.ok(
      TEMPLATES.some(({ text }) => text.includes(english)),
      english,
    );
});

messages('each that a template has is in the catalogue', () => {
  for (const { name, text } of TEMPLATES) {
    let rest = text;
    for (const english of MESSAGES.keys()) rest = rest.replaceAll(english, '');
    for (const [word] of rest.matchAll(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/g))
      assert.ok(COMMAND.test(word) || !PROSE.test(word), `${name}: ${word}`);
  }
});

messages('values are the same in both languages', () => {
  const valuesIn = (text: string) => [...text.matchAll(/\$\{?[#A-Za-z_0-9*]+/g)].map(([value]) => value.replace(/[${}]/g, '')).sort();
  for (const [english, chinese] of MESSAGES) assert.equal(valuesIn(chinese), valuesIn(english), english);
});

messages('no Chinese character follows the name of a value at once, or bash might take it for a part of that', () => {
  for (const chinese of MESSAGES.values()) assert.not.match(chinese, /\$[A-Za-z_]\w*[^ -~]/);
});
messages.run();
