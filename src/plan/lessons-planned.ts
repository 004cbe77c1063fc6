import type { OvsDatapath } from '../model/network.ts';
import { LESSON_IDS, loadScenario } from './catalogue.ts';
import { keepPlan } from './kept.ts';
import { beginsAtOnce, type Opening, openingOf } from './opening.ts';
import { planScenario } from './plan-scenario.ts';

/** What the build keeps of a lesson, so that a start need not plan it. */
export interface LessonPlanned {
  readonly id: string;
  readonly opening: Opening;
  /** Its plan as text, by what Open vSwitch forwards with. */
  readonly plans: Readonly<Record<OvsDatapath, string>>;
}

async function planned(id: string): Promise<LessonPlanned> {
  const scenario = await loadScenario(id);
  const made = (ovsDatapath: OvsDatapath) => planScenario(scenario, { set: [], facts: { ovsDatapath } });
  const [system, netdev] = [made('system'), made('netdev')];
  const uidRange = system.needs.some(({ kind }) => kind === 'uid-range');
  return {
    id,
    opening: { uidRange, atOnce: beginsAtOnce(system), commands: { system: openingOf(system), netdev: openingOf(netdev) } },
    plans: { system: keepPlan(system), netdev: keepPlan(netdev) },
  };
}

/** Loads and plans every lesson that comes with netscenario. A part of the build. */
export function planLessons(): Promise<readonly LessonPlanned[]> {
  return Promise.all(LESSON_IDS.map(planned));
}

/** The files that src/plan/ready.ts reads, by name. */
export function plannedFiles(lessons: readonly LessonPlanned[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...lessons.map(filesOf));
}

function filesOf({ id, opening, plans: { system, netdev } }: LessonPlanned): Readonly<Record<string, string>> {
  const plans =
    system === netdev ? { [`${id}.plan.json`]: system } : { [`${id}.plan-system.json`]: system, [`${id}.plan-netdev.json`]: netdev };
  return { [`${id}.opening.json`]: JSON.stringify(opening), ...plans };
}
