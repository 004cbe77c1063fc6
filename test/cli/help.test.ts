import * as assert from 'uvu/assert';
import { cli } from '../support/cli.ts';
import { suite } from '../support/suite.ts';

const help = suite('help');

for (const [words, text] of [
  [['--help'], /^netscenario VERB\n/],
  [['-h'], /^netscenario VERB\n/],
  [['help'], /^netscenario VERB\n/],
  [['help', 'run'], /^netscenario run <lesson>\n/],
  [['run', 'veth-direct', '-h'], /--set subnet=10\.10\.10\.0\/24 [\s\S]*4 {2}reachability: /],
  [
    ['run', 'test/fixtures/lessons/own-faults.ts', '--help'],
    /--set left=10\.0\.0\.0\/24 {2}a side; a network[\s\S]*1 {2}only: The only step/,
  ],
  [['prove', '--json', 'test/fixtures/lessons/unguarded.ts', '--help'], /no parameters\.[\s\S]*1 {2}only: The only step/],
  [['run', 'test/fixtures/lessons/throws-at-import.ts', '--help'], /--dry-run[\s\S]*cannot\s+be\s+loaded:\s+Error:\s+no\s+lesson\s+today/],
  [['run', 'test/fixtures/lessons/netns-twice.ts', '--help'], /--dry-run[\s\S]*there\s+already\s+is\s+a\s+namespace/],
  [['run', './nonesuch.ts', '--help'], /With a lesson before it, --help tells/],
] as const)
  help(words.join(' '), async () => {
    const { code, stdout, stderr } = await cli(words);
    assert.is(code, 0);
    assert.is(stderr, '');
    assert.match(stdout, text);
  });
help.run();
