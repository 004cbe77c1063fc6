import { loadScenario } from '../../src/plan/catalogue.ts';

/** What to set of a lesson so that it takes less time and builds the same, as `--set` takes it. */
export async function brief(lesson: string): Promise<readonly string[]> {
  const { params } = await loadScenario(lesson);
  return Object.entries(params).flatMap(([name, param]) => (param.brief === undefined ? [] : [`${name}=${param.brief}`]));
}

/** The same as words of a command line. */
export async function briefFlags(lesson: string): Promise<readonly string[]> {
  return (await brief(lesson)).flatMap((word) => ['--set', word]);
}
