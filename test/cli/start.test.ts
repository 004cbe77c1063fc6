import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import * as assert from 'uvu/assert';
import { LANGUAGES } from '../../src/model/say.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { VERBS } from '../../src/verbs/flags.ts';
import { accounts, installCopy } from '../support/installation.ts';
import { suite } from '../support/suite.ts';

const test = suite('the start of the program');
const installed = installCopy();
test.after(() => installed.remove());

const DIST = dirname(installed.cli);
const PROGRAM = join(DIST, 'program');
const CACHES = join(DIST, 'code-cache');
/** What an installed netscenario starts Node with. */
const FLAGS = ['--no-rehash-snapshot', '--min-semi-space-size=16'];

/** The script of a pack of chunks. */
const pack = (name: string) => join(PROGRAM, `${name}.js`);

function run(args: readonly string[], { uid, gid }: { uid?: number; gid?: number } = {}) {
  const identity = uid && gid ? { uid, gid } : {};
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args], { encoding: 'utf8', cwd: '/', ...identity });
  return { status, stdout, stderr };
}

const list = (...flags: readonly string[]) => run([...flags, installed.cli, 'list']);

/** Does something to a file of the copy, and puts it back. */
function withFile(path: string, change: () => void, work: () => void): void {
  const whole = readFileSync(path);
  change();
  try {
    work();
  } finally {
    writeFileSync(path, whole);
  }
}

/** Prints those of a verb's code caches that V8 refuses, each beside the pack that it is of. */
const REFUSED = `const { readFileSync } = require('node:fs'); const { Script } = require('node:vm');
for (const [filename, cache] of JSON.parse(process.argv[1])) {
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: readFileSync(cache) });
  if (script.cachedDataRejected) console.log(cache);
}`;

test('V8 takes every code cache that the build has kept', () => {
  const verbs = readdirSync(CACHES);
  assert.ok(
    ['--help', 'list', 'run', 'explain', 'render', 'other'].every((name) => verbs.includes(name)),
    verbs.join(' '),
  );
  const files = verbs.flatMap((verb) => readdirSync(join(CACHES, verb)).map((name) => [pack(name), join(CACHES, verb, name)]));
  const takes = run(['-e', REFUSED, '--', JSON.stringify(files)]);
  assert.equal(takes, { status: 0, stdout: '', stderr: '' });
});

/** Prints at its end what of Node was compiled anew, a name a line, but for what Node begins with before it comes to the program. */
const COMPILED = `process.on('exit', () => {
  const { internalBinding } = require('internal/test/binding');
  for (const name of internalBinding('builtins').getCacheUsage().compiledWithoutCache)
    if (!name.startsWith('internal/main/')) console.log('compiled', name);
});`;

test('Node takes the code that it brings along, with those flags and without', () => {
  const preloaded = join(DIST, 'compiled.cjs');
  writeFileSync(preloaded, COMPILED);
  const compiled = (...words: readonly string[]) =>
    run([...words, 'run', 'bridge-3ns'])
      .stdout.split('\n')
      .filter((line) => line.startsWith('compiled'));
  const asked = ['--expose-internals', '--no-warnings', '--require', preloaded];
  assert.equal(compiled(...asked, installed.cli), []);
  assert.equal(compiled(...FLAGS, ...asked, installed.cli), []);
  // It tells where they are not taken back.
  const bare = join(DIST, 'bare.cjs');
  writeFileSync(bare, "require('node:net');");
  assert.ok(compiled(...FLAGS, ...asked, bare).includes('compiled net'));
});

test('nothing is said of what Node was started with', () => assert.equal(list(...FLAGS), list()));

const cache = join(CACHES, 'list/list');
const whole = readFileSync(cache);
const listed = list();

for (const [what, change] of [
  ['is cut off', () => writeFileSync(cache, whole.subarray(0, whole.length / 2))],
  ['is empty', () => writeFileSync(cache, '')],
  ['is none', () => writeFileSync(cache, 'not what V8 writes\n'.repeat(1000))],
  ['is missing', () => rmSync(cache)],
  ["is another program's", () => writeFileSync(cache, new Script('1 + 1').createCachedData())],
] as const)
  test(`a code cache that ${what} is ignored`, () => withFile(cache, change, () => assert.equal(list(), listed)));

test('a code cache that was made with other flags of V8 is ignored', () => {
  assert.is(list('--jitless').stdout, listed.stdout);
});

test('a program that has changed since its code cache was made runs as it is now', () => {
  const title = 'Three namespaces on a Linux bridge';
  const index = readdirSync(join(CACHES, 'list'))
    .map(pack)
    .find((file) => readFileSync(file, 'utf8').includes(title));
  assert.ok(index);
  withFile(
    index,
    () => writeFileSync(index, readFileSync(index, 'utf8').replaceAll(title, 'Changed')),
    () => assert.is(list().stdout, listed.stdout.replace(title, 'Changed')),
  );
});

test('a verb opens no lesson but the one that it is about, and what lists lessons opens none', () => {
  const lessons = LESSON_IDS.map(pack);
  const others = lessons.filter((file) => file !== pack('bridge-3ns'));
  assert.ok(lessons.every((file) => existsSync(file)));
  const without = (files: readonly string[], ...words: readonly string[]) => {
    const whole = run([installed.cli, ...words]);
    for (const file of files) renameSync(file, `${file}.away`);
    try {
      assert.equal(run([installed.cli, ...words]), whole);
    } finally {
      for (const file of files) renameSync(`${file}.away`, file);
    }
  };
  for (const words of [['--help'], ['list'], ['mistyped'], ['__complete', 'zsh', 'netscenario run ', '']]) without(lessons, ...words);
  for (const verb of ['explain', 'render', 'diagram', 'run']) without(others, verb, 'bridge-3ns', ...(verb === 'run' ? ['--dry-run'] : []));
});

test('help that the build has kept is what the parser lays out', () => {
  const kept = join(DIST, 'help');
  for (const lang of LANGUAGES)
    for (const words of [['--help'], ['help'], ...VERBS.map((verb) => [verb, '--help'])]) {
      const asked = [installed.cli, ...words, '--lang', lang];
      const [ready, file] = [run(asked), join(kept, lang, words.length === 2 ? (words[0] ?? '') : '--help')];
      assert.is(ready.stdout, readFileSync(file, 'utf8'));
      renameSync(kept, `${kept}.away`);
      try {
        assert.equal(run(asked), ready, words.join(' '));
      } finally {
        renameSync(`${kept}.away`, kept);
      }
    }
});

test('it writes nothing where it is installed, and works where the user may not', () => {
  const files = () =>
    readdirSync(DIST, { recursive: true, encoding: 'utf8' }).map((name) => `${name} ${statSync(join(DIST, name)).mtimeMs}`);
  const before = files();
  for (const account of accounts())
    for (const verb of [['list'], ['run', 'veth-direct']]) assert.is(run([installed.cli, ...verb], account).status, 0);
  assert.equal(files(), before);
});

test('without any code cache it works as well', () => {
  rmSync(CACHES, { recursive: true });
  assert.equal(list(), listed);
});

test.run();
