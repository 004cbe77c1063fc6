import type { OvsDatapath } from '../model/network.ts';
import type { Plan, PlannedCommand, PlannedStep } from './plan.ts';

/** What a run of a lesson begins with where nothing is set, known before the lesson is loaded. */
export interface Opening {
  /** Its sandbox must map a range of ids. */
  readonly uidRange: boolean;
  /** Its first commands need nothing of the sandbox but its namespaces and its files. */
  readonly atOnce: boolean;
  /** Its commands, by what Open vSwitch forwards with. */
  readonly commands: Readonly<Record<OvsDatapath, FirstCommands>>;
}

/** What a run can begin with. */
export interface FirstCommands {
  /** Those of the first step, up to a look or a measurement. */
  readonly first: readonly PlannedCommand[];
  /** Those of the second, where they touch nothing that the first has to do with: they may go on beside its last command. */
  readonly beside: readonly PlannedCommand[];
  /** The last of `first` creates a bridge of Open vSwitch. */
  readonly endsWithOvsBridge: boolean;
}

/** The commands that a run begins with. What takes root in earnest has none. */
export function openingOf({ steps: [first, second], needs }: Pick<Plan, 'steps' | 'needs'>): FirstCommands {
  if (!first || needs.some(({ kind }) => kind === 'own-files')) return { first: [], beside: [], endsWithOvsBridge: false };
  const end = first.actions.findIndex(({ look, measures }) => look || measures !== undefined);
  const whole = end < 0 && first.checks.length === 0;
  const begun = first.actions.slice(0, end < 0 ? undefined : end);
  return {
    first: begun.flatMap(({ commands }) => commands),
    endsWithOvsBridge: begun.at(-1)?.kind === 'ovs-bridge',
    beside: whole && second && makesNamespacesOnly(second) ? second.actions.flatMap(({ commands }) => commands) : [],
  };
}

/** Whether the first step may begin before the sandbox is ready. */
export function beginsAtOnce({ steps: [first] }: Pick<Plan, 'steps'>): boolean {
  return first?.actions.every(({ early }) => early) ?? false;
}

/** A namespace that is new and empty is part of no other, and no step before it is compared with what is in it. */
function makesNamespacesOnly({ actions }: PlannedStep): boolean {
  return actions.length > 0 && actions.every(({ kind }) => kind === 'netns');
}
