// guard: deadline 240 s
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { cli } from '../support/cli.ts';
import { accounts, installCopy } from '../support/installation.ts';
import { start } from '../support/runs.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

const test = suite('new');
const TYPES = join(ROOT, 'dist/authoring.d.ts');

test('writes a lesson that runs, is proved and knows what it takes', async () => {
  const folder = makeTempDir();
  const made = await cli(['new', 'my-lesson', folder]);
  assert.is(made.code, 0, made.stderr);
  const path = join(folder, 'my-lesson.ts');
  assert.ok(made.stdout.startsWith(`made ${path}, a lesson that holds as it is\n`), made.stdout);
  const ran = await cli(['run', path]);
  assert.is(ran.code, 0, ran.stdout);
  assert.match(ran.stdout, /my-lesson: all holds: 5 checks passed, 0 failed/);
  const chosen = await cli(['run', path, '--set', 'subnet=192.168.7.0/24', '--dry-run']);
  assert.match(chosen.stdout, /ip -n left address add 192\.168\.7\.1\/24 dev veth0/);
  const proved = await cli(['prove', path]);
  assert.is(proved.code, 0, proved.stdout);
  assert.match(proved.stdout, /my-lesson: proved: each of its 9 actions is guarded/);
  const doctor = await cli(['doctor', '--for', path]);
  assert.is(doctor.code, 0, doctor.stdout);
});

test('what it writes is explained, drawn and printed as a script that holds', async () => {
  const folder = makeTempDir();
  await cli(['new', 'my-lesson', folder]);
  const path = join(folder, 'my-lesson.ts');
  for (const [words, shows] of [
    [['explain', path], /ip link add veth0 type veth peer name veth1/],
    [['explain', path, '--format', 'md'], /```mermaid/],
    [['diagram', path], /veth0 {2}10\.0\.0\.1\/24/],
    [['render', path, '-o', join(folder, 'my-lesson.sh')], /^/],
  ] as const) {
    const { code, stdout, stderr } = await cli(words);
    assert.is(code, 0, `${words.join(' ')}: ${stderr}`);
    assert.match(stdout, shows);
  }
  execFileSync('shellcheck', [join(folder, 'my-lesson.sh')]);
  execFileSync('bash', [join(folder, 'my-lesson.sh')]);
});

test('its settings make tsc and so an editor find the types', async () => {
  const folder = makeTempDir();
  await cli(['new', 'my-lesson', folder]);
  const tsc = () => spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/lib/tsc.js'), '-p', folder], { encoding: 'utf8' });
  assert.is(tsc().stdout, '');
  const path = join(folder, 'my-lesson.ts');
  writeFileSync(path, readFileSync(path, 'utf8').replace('peer: right.dev', 'pear: right.dev'));
  assert.match(tsc().stdout, /'pear' does not exist in type/);
});

test('makes settings for an editor where nothing else says where the types are', async () => {
  const folder = makeTempDir();
  await cli(['new', 'one', folder]);
  assert.equal(readdirSync(folder), ['one.ts', 'tsconfig.json']);
  const settings = readFileSync(join(folder, 'tsconfig.json'), 'utf8');
  assert.ok(settings.includes(`"paths": { "netscenario": [${JSON.stringify(TYPES)}] }`), settings);
  const second = await cli(['new', 'two', folder]);
  assert.is(second.code, 0, 'a second lesson uses the settings that are there');
  assert.is(readFileSync(join(folder, 'tsconfig.json'), 'utf8'), settings);
  assert.not.match(second.stdout, /For an editor/);
});

test('leaves the settings of a project alone, and says what is missing there', async () => {
  const project = makeTempDir();
  const folder = join(project, 'lessons');
  mkdirSync(folder);
  writeFileSync(join(project, 'tsconfig.json'), '{}');
  const { stdout } = await cli(['new', 'one', folder]);
  assert.ok(stdout.includes(`put "paths": { "netscenario": ["${TYPES}"] } into the compilerOptions of ${project}/tsconfig.json`), stdout);
  assert.equal(readdirSync(folder), ['one.ts']);
  mkdirSync(join(project, 'node_modules/netscenario'), { recursive: true });
  const installed = await cli(['new', 'two', folder]);
  assert.not.match(installed.stdout, /paths/);
});

test('settings that cannot be read are left alone', async () => {
  const folder = makeTempDir();
  mkdirSync(join(folder, 'tsconfig.json'));
  const { code, stdout, stderr } = await cli(['new', 'one', folder]);
  assert.is(code, 0, stderr);
  assert.match(stdout, /^For an editor that completes: put "paths".* of .*tsconfig\.json$/m);
});

test('says where one may not write, and writes nothing', async () => {
  const [, user] = accounts();
  const installed = installCopy();
  const folder = makeTempDir();
  chmodSync(folder, 0o755);
  try {
    const { code, stderr } = await start(installed.program, ['new', 'lesson', folder], { ...(user ? { account: user } : {}) }).ended;
    assert.is(code, 2);
    assert.match(stderr, /lesson\.ts' cannot be written: you may not write there\nfix: choose a folder of your own/);
    assert.equal(readdirSync(folder), []);
  } finally {
    installed.remove();
  }
});

test('the guide that it names is there', async () => {
  const { stdout } = await cli(['new', 'my-lesson', makeTempDir()]);
  const [, guide = ''] = /^How to write it: (.*)$/m.exec(stdout) ?? [];
  assert.ok(existsSync(guide), guide);
});

test.run();
