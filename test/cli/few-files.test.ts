import { spawnSync } from 'node:child_process';
import * as assert from 'uvu/assert';
import { NETSCENARIO } from '../support/cli.ts';
import { suite } from '../support/suite.ts';

const test = suite('a process that may have few files open');

for (const words of [
  ['run', 'veth-direct'],
  ['run', 'veth-direct', '--set', 'subnet=10.1.1.0/24'],
])
  test(`netscenario ${words.join(' ')} says so, and is skipped`, () => {
    const command = 'ulimit -n 40; "$@"';
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command, 'sh', NETSCENARIO, ...words], { encoding: 'utf8' });
    assert.is(stderr, 'netscenario: no sandbox can be made here: too many files are open\nfix: allow more of them: ulimit -n 1024\n');
    assert.is(stdout, '');
    assert.is(status, 4);
  });

test.run();
