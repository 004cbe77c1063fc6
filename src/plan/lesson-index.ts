import type { Words } from '../model/say.ts';
import type { Text } from '../model/text.ts';
import type { Need } from '../vocabulary/needs.ts';
import { ANY_FACTS, LESSON_IDS, loadScenario } from './catalogue.ts';
import { planScenario } from './plan-scenario.ts';

/** What is told of a lesson where many are: in the list, and by a shell that completes. */
export interface IndexedLesson {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly tags: readonly string[];
  readonly needs: readonly Need[];
  readonly params: readonly { readonly name: string; readonly initial: string; readonly takes: Words; readonly about: Text }[];
}

/** Loads and plans every lesson that comes with netscenario, in the order of their ids, and notes what an index holds. */
export function indexLessons(): Promise<readonly IndexedLesson[]> {
  return Promise.all(LESSON_IDS.map(indexLesson));
}

async function indexLesson(id: string): Promise<IndexedLesson> {
  const scenario = await loadScenario(id);
  const { title, summary, tags = [] } = scenario;
  const params = Object.entries(scenario.params).map(([name, { initial, takes, about }]) => ({ name, initial, takes, about }));
  return { id, title, summary, tags, needs: planScenario(scenario, { set: [], facts: ANY_FACTS }).needs, params };
}
