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
] as const)
  help(words.join(' '), async () => {
    const { code, stdout, stderr } = await cli(words);
    assert.is(code, 0);
    assert.is(stderr, '');
    assert.match(stdout, text);
  });
help.run();
