import type { OvsDatapath } from '../model/network.ts';
import { LESSON_IDS, loadScenario } from './catalogue.ts';
import { type Plan, type PlannedCommand, planScenario } from './plan.ts';

/** What a run of a lesson begins with where nothing is set, known before the lesson is loaded. */
export interface Opening {
  /** Its sandbox must map a range of ids. */
  readonly uidRange: boolean;
  /** The first commands, by what Open vSwitch forwards with. */
  readonly commands: Readonly<Record<OvsDatapath, readonly PlannedCommand[]>>;
}

/** The commands that a run begins with: those of the first step up to a look or a measurement. What takes root in earnest has none. */
export function openingOf({ steps: [first], needs }: Pick<Plan, 'steps' | 'needs'>): readonly PlannedCommand[] {
  if (!first || needs.some(({ kind }) => kind === 'own-files')) return [];
  const end = first.actions.findIndex(({ look, measures }) => look || measures !== undefined);
  return first.actions.slice(0, end < 0 ? undefined : end).flatMap(({ commands }) => commands);
}

async function opening(id: string): Promise<Opening> {
  const scenario = await loadScenario(id);
  const [system, netdev] = (['system', 'netdev'] as const).map((ovsDatapath) =>
    planScenario(scenario, { set: [], facts: { ovsDatapath } }),
  );
  return {
    uidRange: system?.needs.some(({ kind }) => kind === 'uid-range') ?? false,
    commands: { system: system ? openingOf(system) : [], netdev: netdev ? openingOf(netdev) : [] },
  };
}

/** Loads and plans every lesson that comes with netscenario. */
export async function planOpenings(): Promise<Readonly<Record<string, Opening>>> {
  return Object.fromEntries(await Promise.all(LESSON_IDS.map(async (id) => [id, await opening(id)] as const)));
}
