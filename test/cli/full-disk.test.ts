import { spawnSync } from 'node:child_process';
import * as assert from 'uvu/assert';
import { CLI } from '../support/cli.ts';
import { suite } from '../support/suite.ts';

const test = suite('output that cannot be written');

for (const words of [
  ['list'],
  ['render', 'bridge-3ns'],
  ['explain', 'veth-direct', '--format', 'md'],
  ['run', 'veth-direct', '--dry-run'],
  ['run', 'veth-direct'],
])
  test(`netscenario ${words.join(' ')} says so, and ends with 2`, () => {
    const command = '"$@" >/dev/full';
    const { status, stderr } = spawnSync('sh', ['-c', command, 'sh', process.execPath, CLI, ...words], {
      encoding: 'utf8',
    });
    assert.match(stderr, /^netscenario: what was to be printed cannot be written: ENOSPC.*\nfix: print it elsewhere\n$/);
    assert.is(status, 2);
  });

test.run();
