import * as assert from 'uvu/assert';
import type { Answer } from '../../../src/completion/candidate.ts';
import { SHELLS } from '../../../src/completion/shells.ts';
import { suite } from '../../support/suite.ts';

const of = (...candidates: Answer['candidates']): Answer => ({ candidates, files: false, paths: false });
const FILES: Answer = { candidates: [], files: true, paths: true };

const bash = suite('an answer for bash');
const forBash = (answer: Answer, before: string, word: string) => SHELLS.bash.format(answer, `netscenario run ${before}`, word).split('\n');

bash('only what begins as typed', () =>
  assert.equal(forBash(of({ text: 'bridge-3ns' }, { text: 'veth-direct' }), 'br', 'br'), ['nosort', 'bridge-3ns', '']),
);

bash('only the part that readline replaces', () => {
  const answer = of({ text: '--set=namespaces=3' });
  assert.equal(forBash(answer, '--set=namespaces=', ''), ['nosort', '3', '']);
  assert.equal(forBash(answer, '--set=na', 'na'), ['nosort', 'namespaces=3', '']);
  assert.equal(forBash(answer, '--set=na', '--set=na'), ['nosort', '--set=namespaces=3', '']);
});

bash('a word in quotes is compared without them', () =>
  assert.equal(forBash({ ...of({ text: 'my lesson.ts' }), paths: true }, "'my le", 'my le'), ['nosort filenames', 'my lesson.ts', '']),
);

bash('no space behind what is to be gone on with', () =>
  assert.equal(forBash(of({ text: 'namespaces=', open: true }, { text: 'xyz' }), 'na', 'na'), ['nosort nospace', 'namespaces=', '']),
);

bash('files are left to it', () => assert.equal(forBash(FILES, '', ''), ['default', '']));
bash.run();

const others = suite('an answer for zsh and fish');
const ANSWER = of({ text: 'a:b\\c', about: 'why: because' }, { text: 'key=', open: true });

others('zsh: colons of the word are escaped', () =>
  assert.is(SHELLS.zsh.format(ANSWER, '', ''), 'whole a\\:b\\\\c:why: because\nopen key=\n'),
);
others('fish: a tab before what it is', () => assert.is(SHELLS.fish.format(ANSWER, '', ''), 'a:b\\c\twhy: because\nkey=\n'));
others('files are left to them', () => {
  for (const name of ['zsh', 'fish'] as const) assert.is(SHELLS[name].format(FILES, '', ''), 'files\n');
});
others.run();
