/** What the definition of an action or a check must say; for the type checker alone, nothing here is run. */
import * as v from 'valibot';
import { defineAction, defineCheck, type Verdict } from '../../src/vocabulary/define.ts';

const text = { en: 'A text', zh: '一段文字' };
const params = v.strictObject({ name: v.string() });

const action = {
  kind: 'demo',
  params,
  about: { name: text },
  example: { given: [], params: { name: 'demo' } },
  template: 'netns-add',
  undo: 'netns-del',
  effect: (network: never) => network,
  needs: () => [],
  title: () => text,
  purpose: text,
  flags: [],
  mistakes: [],
} as const;

defineAction(action);
defineAction({ ...action, undo: null });

const { undo: _undo, ...forgotten } = action;
// @ts-expect-error: how it is taken back must be written out, null where it changes nothing
defineAction(forgotten);

const { effect: _effect, ...unforeseen } = action;
// @ts-expect-error: what it does to the network is missing
defineAction(unforeseen);

const { purpose: _purpose, ...unexplained } = action;
// @ts-expect-error: the explanation is missing
defineAction(unexplained);

const { example: _example, ...unshown } = action;
// @ts-expect-error: an example is missing
defineAction(unshown);

// @ts-expect-error: a parameter is not explained
defineAction({ ...action, about: {} });

// @ts-expect-error: the example has not the right parameters
defineAction({ ...action, example: { given: [], params: { nmae: 'demo' } } });

// @ts-expect-error: a title is in every language
defineAction({ ...action, title: () => 'Demo' });

// @ts-expect-error: an effect makes a network
defineAction({ ...action, effect: () => undefined });

// @ts-expect-error: needs are named things
defineAction({ ...action, needs: () => ['ip'] });

defineAction({
  ...action,
  // @ts-expect-error: the parameters have no such field
  title: ({ nmae }) => ({ en: nmae }),
});

const check = {
  kind: 'demo',
  params,
  about: { name: text },
  purpose: text,
  example: { name: 'demo' },
  claim: () => text,
  probe: () => [],
  judge: (): Verdict => ({ holds: true, seen: text }),
  printed: () => ({ by: 'prints', words: [['1']] }) as const,
  see: () => ({ template: 'see-ovs', data: {} }),
  shows: () => text,
  flags: [],
  needs: () => [],
  places: () => [],
  concurrent: false,
  wait: 'until-holds',
} as const;

defineCheck(check);

// @ts-expect-error: a verdict that does not hold says what was expected, what is, and why
defineCheck({ ...check, judge: () => ({ holds: false, expected: text }) });

// @ts-expect-error: a verdict that holds says what was seen
defineCheck({ ...check, judge: () => ({ holds: true }) });

// @ts-expect-error: there is no such way to wait
defineCheck({ ...check, wait: 'forever' });

const { see: _see, ...unseen } = check;
// @ts-expect-error: the learner must be able to see it
defineCheck(unseen);

const { shows: _shows, ...unread } = check;
// @ts-expect-error: and must be told how to read it
defineCheck(unread);
