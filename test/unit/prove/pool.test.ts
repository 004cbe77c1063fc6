import { setTimeout as delay } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { inOrder } from '../../../src/prove/pool.ts';
import { suite } from '../../support/suite.ts';
import { rejectionOf } from '../../support/throws.ts';

const pool = suite('inOrder');
const never = new AbortController().signal;

pool('results come in the order of the items, whoever is done first, and no more are under way than allowed', async () => {
  const results: number[] = [];
  let [underWay, most] = [0, 0];
  await inOrder([30, 0, 20, 0, 10, 0], { atOnce: 3, signal: never, onResult: (result: number) => results.push(result) }, async (ms) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await delay(ms);
    underWay -= 1;
    return ms;
  });
  assert.equal(results, [30, 0, 20, 0, 10, 0]);
  assert.is(most, 3);
});

pool('the first error ends the rest: none begins any more, and those under way are told', async () => {
  const begun: number[] = [];
  let told = false;
  const error = await rejectionOf(
    inOrder([0, 1, 2, 3, 4], { atOnce: 2, signal: never, onResult: () => undefined }, async (item, signal) => {
      begun.push(item);
      if (item === 0) throw new Error('broken');
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      told = true;
      return item;
    }),
  );
  assert.match(error.message, /broken/);
  assert.equal(begun, [0, 1]);
  assert.ok(told);
});

pool('the outer signal ends it', async () => {
  const stop = new AbortController();
  const error = await rejectionOf(
    inOrder([0, 1, 2], { atOnce: 1, signal: stop.signal, onResult: () => stop.abort(new Error('interrupted')) }, async (item) => item),
  );
  assert.match(error.message, /interrupted/);
});

pool('nothing to do is done at once', async () => {
  await inOrder([], { atOnce: 2, signal: never, onResult: () => assert.unreachable() }, async () => 1);
});
pool.run();
