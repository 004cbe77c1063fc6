import { gatherFacts } from '../exec/facts.ts';
import { SANDBOX_NEEDS, type Whom } from '../exec/needs.ts';
import type { Dialect } from '../model/dialects.ts';
import { LESSON_IDS, loadScenario } from '../plan/catalogue.ts';
import { planScenario } from '../plan/plan-scenario.ts';
import { type Facts, type Need, tool } from '../vocabulary/needs.ts';

/** A lesson and what its plan takes. */
export interface LessonNeeds {
  readonly id: string;
  readonly needs: readonly Need[];
}

/** What the doctor looks at. */
export interface Scope {
  /** `machine`, `tests`, or the lesson that was asked for. */
  readonly asked: string;
  readonly whom: Whom;
  readonly facts: Facts;
  /** Needs beyond those of the sandbox. */
  readonly needs: readonly Need[];
  readonly lessons: readonly LessonNeeds[];
}

/** The word that stands for the project's own tests. */
export const TESTS = 'tests';

/**
 * What the tests take beyond all lessons as they are by themselves: the programs of other dialects, a linter for printed scripts, a browser and a graph drawer for pictures,
 * shells that complete words, a pager, a terminal to type in, and users of their own.
 */
export const TEST_NEEDS: readonly Need[] = [
  ...['brctl', 'ifconfig', 'route', 'arp'],
  'shellcheck',
  'chromium',
  'dot',
  'zsh',
  'fish',
  'less',
  'tmux',
  'script',
  'su',
  'useradd',
  'userdel',
  'newuidmap',
  'newgidmap',
  'ps',
].map(tool);

async function lessonNeeds(word: string, dialects: readonly Dialect[]): Promise<LessonNeeds> {
  const scenario = await loadScenario(word);
  const { needs } = planScenario(scenario, { set: [], facts: gatherFacts(), dialects });
  return { id: scenario.id, needs: distinct([...SANDBOX_NEEDS, ...needs]) };
}

/** Each need once, in the order in which it came. */
function distinct(needs: readonly Need[]): readonly Need[] {
  return [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()];
}

/** Turns the word after `--for` into what is to be looked at; with its commands in these dialects; throws `NetscenarioError` where there is no such lesson. */
export async function resolveScope(word: string | undefined, dialects: readonly Dialect[] = []): Promise<Scope> {
  const all = word === undefined || word === TESTS;
  const lessons = await Promise.all((all ? LESSON_IDS : [word]).map((one) => lessonNeeds(one, dialects)));
  const needs = distinct([...lessons.flatMap((lesson) => lesson.needs), ...(word === TESTS ? TEST_NEEDS : [])]);
  return {
    asked: word === undefined ? 'machine' : word,
    whom: word === TESTS ? 'everyone' : 'self',
    facts: gatherFacts(),
    needs,
    lessons,
  };
}
