import * as assert from 'uvu/assert';
import { exercise } from '../../support/submit.ts';
import { suite } from '../../support/suite.ts';

const test = suite('what an item needs');

test('what is seen of pings is asked only where they are answered', async () => {
  const { items } = await exercise('docker-bridge');
  const reaching = items.filter(({ id }) => id.startsWith('masquerade-reaches'));
  assert.is(reaching.length, 2);
  const tracked = items.find(({ check }) => check.kind === 'tracked');
  for (const { id } of reaching) assert.ok(tracked?.needs.includes(id), `${tracked?.id} does not need ${id}`);
});

test.run();
