import { isPrivileged } from '../exec/privilege.ts';
import { NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import { renderScript } from '../render/templates.ts';
import { sandboxOptionsFor } from '../run/runnable.ts';
import { Sandbox } from '../sandbox/sandbox.ts';
import type { Exercise } from './exercise.ts';
import { commandInCell } from './in-cell.ts';

/** Makes a sandbox with a cell, and in it the starting state of an exercise; throws where the scene cannot be set. `found` where other terminals may find it. */
export async function openLab(exercise: Exercise, { found }: { readonly found: boolean } = { found: false }): Promise<Sandbox> {
  const sandbox = await Sandbox.create({
    ...sandboxOptionsFor(exercise.plan),
    cell: { label: found ? exercise.id : '', netns: netnsLimit(exercise) },
  });
  const userspace = exercise.goal.ovs !== undefined && exercise.plan.facts.ovsDatapath === 'netdev';
  const wrapper = userspace ? renderScript({ template: 'sandbox/cell-ovs-vsctl', data: {} }) : '';
  const ready = renderScript({
    template: 'sandbox/cell-scene',
    data: { root: isPrivileged(), wrapper, names: Object.keys(exercise.goal.netns) },
  });
  const commands = exercise.scene.flatMap((action) => {
    const own = action.inCell();
    return own.length > 0 ? [commandInCell(['set -e', ...own].join('\n'))] : action.commands.map(({ text }) => text);
  });
  // The sockets that ovs-vswitchd will make for bridges are the cell's group's too, which may then write to them.
  const results = await sandbox.channel.run(['umask 002', ...commands, ready]);
  const failed = results.find(({ exitCode }) => exitCode !== 0);
  if (!failed) return sandbox;
  await sandbox.dispose();
  throw new NetscenarioError(
    'sandbox',
    say({
      en: `the exercise cannot be made ready: ${failed.command}: ${failed.stderr.trim()}`,
      zh: `练习的初始环境没能搭好：${failed.command}：${failed.stderr.trim()}`,
    }),
  );
}

/** How many namespaces there may be in a lab: what is asked for by other means too, and no more than can be read soon. */
function netnsLimit({ goal }: Exercise): number {
  return 2 * Object.keys(goal.netns).length + 64;
}
