import type { OvsDatapath } from '../model/network.ts';
import { LESSON_IDS, loadScenario } from './catalogue.ts';
import { keepPlan, planFile } from './kept.ts';
import { type Opening, openingOf } from './opening.ts';
import type { Plan } from './plan.ts';
import { planScenario } from './plan-scenario.ts';

/** Plans of a lesson in which nothing is set. */
type Planned = Readonly<Record<OvsDatapath, Plan>>;

/** What the build keeps of the lessons, so that a start need not plan them. A part of the build. */
export interface LessonsPlanned {
  /** What a run of each begins with. */
  readonly openings: Readonly<Record<string, Opening>>;
  /** The plan of each as text, by the name of its file (`planFile`). */
  readonly plans: Readonly<Record<string, string>>;
}

function opening({ system, netdev }: Planned): Opening {
  return {
    uidRange: system.needs.some(({ kind }) => kind === 'uid-range'),
    commands: { system: openingOf(system), netdev: openingOf(netdev) },
  };
}

function files(id: string, { system, netdev }: Planned): readonly (readonly [string, string])[] {
  const [one, other] = [keepPlan(system), keepPlan(netdev)];
  if (one === other) return [[planFile(id, undefined), one]];
  return [
    [planFile(id, 'system'), one],
    [planFile(id, 'netdev'), other],
  ];
}

/** Loads and plans every lesson that comes with netscenario. */
export async function planLessons(): Promise<LessonsPlanned> {
  const all = await Promise.all(
    LESSON_IDS.map(async (id) => {
      const scenario = await loadScenario(id);
      const planned = (ovsDatapath: OvsDatapath) => planScenario(scenario, { set: [], facts: { ovsDatapath } });
      return [id, { system: planned('system'), netdev: planned('netdev') }] as const;
    }),
  );
  return {
    openings: Object.fromEntries(all.map(([id, planned]) => [id, opening(planned)])),
    plans: Object.fromEntries(all.flatMap(([id, planned]) => files(id, planned))),
  };
}
