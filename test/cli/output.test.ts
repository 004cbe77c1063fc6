import { spawnSync } from 'node:child_process';
import * as assert from 'uvu/assert';
import { CLI, cli } from '../support/cli.ts';
import { suite } from '../support/suite.ts';

const test = suite('output to a pipe');

/** More than a pipe holds. */
const LONG = ['render', 'bridge-3ns', '--set', 'namespaces=200'];

const piped = (script: string) =>
  spawnSync('bash', ['-c', script, 'bash', process.execPath, CLI, ...LONG], { encoding: 'utf8', maxBuffer: 2 ** 24 });

test('all of it reaches a reader that is slow', async () => {
  const { stdout } = await cli(LONG);
  assert.ok(stdout.length > 2 ** 16);
  assert.is(piped('"$@" | { sleep 1; cat; }').stdout, stdout);
});

test('so it does where the pipe does not block, since another program shares it', async () => {
  const { stdout } = await cli(LONG);
  // Node sets a pipe so while its own standard output is open.
  const other = `"$1" -e 'process.stdout; process.kill(process.ppid, "SIGUSR1"); setTimeout(() => 0, 3000)'`;
  const shared = piped(`{ trap : USR1; ${other} & wait; "$@"; } | { sleep 2; cat; }`);
  assert.is(shared.stdout, stdout);
  assert.is(shared.stderr, '');
});

test('a reader that goes away ends it without a word', () => {
  const { stdout, stderr } = piped('set -o pipefail; "$@" | head -n 1; echo $?');
  assert.match(stdout, /^#!.*\n0\n$/);
  assert.is(stderr, '');
});

test.run();
