import { createHash } from 'node:crypto';
import type { Channel } from '../sandbox/channel.ts';
import type { Exercise } from './exercise.ts';
import { watchCell } from './watch.ts';

/** What is built in a lab, as a line that differs where that does. */
export async function stateOf(exercise: Exercise, channel: Channel): Promise<string> {
  const observe = await watchCell(exercise, channel);
  const { netns, ovs } = await observe();
  // What traffic leaves behind is no change: a check makes traffic.
  const built = Object.entries(netns).map(([name, { links, routes, sysctls, nat, filter }]) => [
    name,
    { links, routes, sysctls, nat, rules: filter.rules },
  ]);
  const ports = Object.entries(ovs?.bridges ?? {}).map(([name, bridge]) => [name, bridge.ports]);
  return createHash('sha256')
    .update(JSON.stringify([built, ports], (key, value: unknown) => (key === 'packets' ? undefined : value)))
    .digest('hex');
}
