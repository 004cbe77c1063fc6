import { setTimeout as delay } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { Timing } from '../../../src/run/timing.ts';
import { suite } from '../../support/suite.ts';

const test = suite('where the time of a run goes');

const names = (timing: Timing) => timing.spent().map(({ phase }) => phase);

test('every moment since the start counts for one phase', async () => {
  const timing = new Timing();
  await timing.throughout('commands', async () => {
    await delay(5);
    timing.during('printing', () => JSON.stringify({}));
    await delay(5);
  });
  const nowMs = performance.now();
  const spent = timing.spent();
  assert.equal(
    spent.map(({ phase }) => phase),
    ['node', 'modules', 'commands', 'printing'],
  );
  const sum = spent.reduce((total, { durationMs }) => total + durationMs, 0);
  assert.ok(sum >= nowMs, `${sum} of ${nowMs} ms`);
  assert.ok(sum <= performance.now());
});

test('a shell that was there before Node counts too', () => {
  const [shell] = new Timing(performance.timeOrigin - 7).spent();
  assert.equal({ phase: shell?.phase, durationMs: Math.round(shell?.durationMs ?? 0) }, { phase: 'shell', durationMs: 7 });
});

test('what fails is counted, and what goes on after it as before', async () => {
  const timing = new Timing();
  await timing.throughout('plan', () => Promise.reject(new Error('no'))).catch(() => undefined);
  assert.throws(() =>
    timing.during('printing', () => {
      throw new Error('no');
    }),
  );
  assert.is(timing.enter('sandbox'), 'modules');
  assert.equal(names(timing), ['node', 'modules', 'plan', 'sandbox', 'printing']);
});

test.run();
