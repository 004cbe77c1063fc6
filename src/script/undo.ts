import { HOST } from '../model/host.ts';
import type { Plan, PlannedAction } from '../plan/plan.ts';
import { dueUndos } from '../plan/undo.ts';
import { ACTIONS } from '../vocabulary/index.ts';

/**
 * Whether the undo of something else takes this action's effect away too: that of its namespace, or of its device.
 * Every namespace but the host's is of the lesson's own making, and every device but `lo`.
 */
function goesByItself({ kind, params }: PlannedAction): boolean {
  const place = ACTIONS.get(kind)?.goesWith?.(params);
  return place !== undefined && (place.netns !== HOST || (place.dev !== undefined && place.dev !== 'lo'));
}

/** The commands that take a lesson back, in reverse order, less those for what goes away by itself. */
export function undoCommands({ steps }: Plan): readonly string[] {
  const actions = steps.flatMap((step) => step.actions);
  return dueUndos(actions).flatMap((action) => (goesByItself(action) ? [] : action.undo()));
}
