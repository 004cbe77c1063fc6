import * as assert from 'uvu/assert';
import { readLine } from '../../../src/completion/line.ts';
import { ask, type Grammar, type Question } from '../../../src/completion/question.ts';
import { suite } from '../../support/suite.ts';

const value = (completes?: 'step' | 'parameter' | 'file') =>
  ({ type: 'string', describe: 'a value', ...(completes ? { completes } : {}) }) as const;

const GRAMMAR: Grammar = {
  walk: {
    does: 'walk through a lesson',
    takes: { completes: 'lesson' },
    flags: {
      set: { ...value('parameter'), array: true },
      until: value('step'),
      output: { ...value('file'), alias: 'o' },
      pace: { ...value(), choices: ['slow', 'fast'], default: 'slow' },
      seconds: value(),
      quiet: { type: 'boolean', describe: 'say little', alias: 'q' },
    },
  },
  make: { does: 'make one', takes: {}, mayTake: { completes: 'file' }, flags: {} },
  rest: { does: 'take nothing', flags: {} },
};

/** Asks at the `|` of a line. */
function at(line: string): Question {
  const [before = '', after = ''] = line.split('|');
  return ask(GRAMMAR, readLine(before, after));
}

const asking = suite('what belongs at the cursor');

for (const [line, expected] of [
  ['netscenario |', 'verb'],
  ['netscenario wa|', 'verb'],
  ['netscenario help |', 'verb'],
  ['netscenario --v|', 'program-flag'],
  ['netscenario nonesuch |', 'nothing'],
  ['netscenario constructor |', 'nothing'],
  ['netscenario make |', 'nothing'],
  ['netscenario make one |', 'file'],
  ['netscenario make one here |', 'flag'],
  ['netscenario walk |', 'lesson'],
  ['netscenario walk --quiet br|', 'lesson'],
  ['netscenario walk --until x br|', 'lesson'],
  ['netscenario walk a --until |', 'step'],
  ['netscenario walk a --until=ca|', 'step'],
  ['netscenario walk a --set |', 'parameter'],
  ['netscenario walk a -o |', 'file'],
  ['netscenario walk a -o=x|', 'file'],
  ['netscenario walk a --pace |', 'choice'],
  ['netscenario walk a --seconds |', 'nothing'],
  ['netscenario walk a --quiet=|', 'nothing'],
  ['netscenario walk a --nonesuch=|', 'flag'],
  ['netscenario walk a --|', 'flag'],
  ['netscenario walk a |', 'flag'],
  ['netscenario walk a b|', 'nothing'],
  ['netscenario rest |', 'flag'],
  ['netscenario rest x|', 'nothing'],
] as const)
  asking(line, () => assert.is(at(line).asks.for, expected));

asking('a flag that was given is not asked for again, unless it may be repeated', () => {
  const { asks } = at('netscenario walk a --set x=1 -q --until=b --| --pace slow');
  assert.equal(asks.for === 'flag' && Object.keys(asks.flags), ['set', 'output', 'seconds']);
});

asking('the lesson and what is set are found on both sides', () => {
  const { lesson, set } = at('netscenario walk --set a=1 --until | bridge-3ns --set=b=2');
  assert.is(lesson, 'bridge-3ns');
  assert.equal(set, ['a=1', 'b=2']);
});

asking('what stands before the value in its word is kept apart', () => {
  const { prefix, typed } = at('netscenario walk a --set=name=v|');
  assert.is(prefix, '--set=');
  assert.is(typed, 'name=v');
});
asking.run();
