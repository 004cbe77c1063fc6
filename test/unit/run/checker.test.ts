import * as assert from 'uvu/assert';
import type { PlannedCheck } from '../../../src/plan/plan.ts';
import { untilHolds, wavesOf } from '../../../src/run/checker.ts';
import { suite } from '../../support/suite.ts';
import { rejectionOf } from '../../support/throws.ts';

const signal = new AbortController().signal;

/** An attempt that holds from the `n`th time on; counts how often it is made. */
function holdsFrom(n: number): { readonly made: boolean[]; attempt(first: boolean): Promise<{ holds: boolean }> } {
  const made: boolean[] = [];
  return {
    made,
    attempt: async (first) => {
      made.push(first);
      return { holds: made.length >= n };
    },
  };
}

const waiting = suite('untilHolds');

waiting('what holds at once is tried once', async () => {
  const { made, attempt } = holdsFrom(1);
  assert.equal(await untilHolds(attempt, { deadlineMs: 1000, signal }), { holds: true });
  assert.equal(made, [true]);
});

waiting('what holds later is tried until then, the first attempt marked', async () => {
  const { made, attempt } = holdsFrom(3);
  assert.equal(await untilHolds(attempt, { deadlineMs: 60_000, signal }), { holds: true });
  assert.equal(made, [true, false, false]);
});

waiting('what never holds is tried at least once, and ends', async () => {
  const { made, attempt } = holdsFrom(Number.POSITIVE_INFINITY);
  assert.equal(await untilHolds(attempt, { deadlineMs: 0, signal }), { holds: false });
  assert.equal(made, [true]);
});

waiting('what is looked at once is looked at once', async () => {
  const { made, attempt } = holdsFrom(2);
  assert.equal(await untilHolds(attempt, { deadlineMs: 60_000, signal, once: true }), { holds: false });
  assert.equal(made, [true]);
});

waiting('an interrupt ends the wait', async () => {
  const controller = new AbortController();
  const { attempt } = holdsFrom(Number.POSITIVE_INFINITY);
  const waited = untilHolds(attempt, { deadlineMs: 60_000, signal: controller.signal });
  controller.abort();
  assert.is((await rejectionOf(waited)).name, 'AbortError');
});
waiting.run();

const check = (kind: string, concurrent: PlannedCheck['concurrent']) => ({ kind, concurrent }) as PlannedCheck;

const waves = suite('wavesOf');

waves('neighbours that send go together, and those that look, all others alone', () => {
  const sending = [check('a', 'sends'), check('b', 'sends')];
  const checks = [...sending, check('c', 'looks'), check('d', false), check('d', false), check('c', 'looks')];
  assert.equal(
    wavesOf(checks).map((wave) => wave.map(({ kind }) => kind)),
    [['a', 'b'], ['c'], ['d'], ['d'], ['c']],
  );
  assert.equal(wavesOf([]), []);
});
waves.run();
