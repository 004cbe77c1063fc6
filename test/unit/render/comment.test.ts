import { execFileSync } from 'node:child_process';
import * as assert from 'uvu/assert';
import { commentLines, foldProse } from '../../../src/render/comment.ts';
import { renderScript } from '../../../src/render/templates.ts';
import { suite } from '../../support/suite.ts';

const comments = suite('commentLines');

comments('prose is folded between words, none of it lost', () => {
  const prose = Array.from({ length: 60 }, (_, n) => `word${n}`).join(' ');
  const lines = commentLines(prose).split('\n');
  for (const line of lines) {
    assert.match(line, /^# \S.*\S$/);
    assert.ok(line.length <= 84, line);
  }
  assert.is(lines.map((line) => line.slice(2)).join(' '), prose);
});

comments('items of a list hang, indented lines stay indented, empty ones part paragraphs', () => {
  const item = `- ${'long '.repeat(20).trim()}`;
  assert.equal(commentLines(`a\n\n${item}\n  bash x.sh    does it`).split('\n'), [
    '# a',
    '#',
    `# - ${'long '.repeat(16).trim()}`,
    `#   ${'long '.repeat(4).trim()}`,
    '#   bash x.sh    does it',
  ]);
});

comments('a word that is longer than a line stands alone', () => {
  const long = 'x'.repeat(200);
  assert.is(commentLines(`a ${long} b`), `# a\n# ${long}\n# b`);
});

comments('nothing leaves the comment', () => {
  const hostile = [
    'a\nreboot',
    'a\r\nreboot',
    'a\u000breboot',
    'a\u0085reboot',
    'a\u2028reboot',
    'a\\\nreboot',
    '\u001b[31m',
    '$(reboot)',
    '`id`',
    '\0',
  ];
  for (const text of hostile) {
    const comment = commentLines(text);
    for (const line of comment.split('\n')) assert.match(line, /^#( |$)/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
    assert.not.match(comment, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/);
    assert.is(execFileSync('bash', ['-c', `reboot() { echo left; }\n${comment}\necho stayed`], { encoding: 'utf8' }), 'stayed\n');
  }
});

comments('no line is a directive to shellcheck', () => {
  assert.is(commentLines('shellcheck disable=all'), '# (shellcheck) disable=all');
  assert.is(commentLines('a\n  shellcheck disable=all'), '# a\n#   (shellcheck) disable=all');
});

comments('a template writes prose by {{comment}}', () => {
  const script = renderScript({ template: 'script/head', data: { about: "it's $(x)\nand `y`" } });
  assert.match(script, /^#!\/usr\/bin\/env bash\n#\n# it's \$\(x\)\n# and `y`\n/);
});

comments('folded prose without the sign has the same lines', () => assert.equal(foldProse('a\n- b'), ['a', '- b']));
comments.run();
