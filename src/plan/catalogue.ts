import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { faultsError, NetscenarioError } from '../model/errors.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import { say } from '../model/say.ts';
import type { Scenario } from '../model/scenario.ts';
import { show } from '../model/show.ts';
import type { Facts } from '../vocabulary/needs.ts';
import { describeThrown } from './author-code.ts';
import { LESSONS } from './catalogue-source.ts';
import { scenarioFaults } from './shape.ts';

/** Ids of the lessons that come with netscenario, sorted. */
export const LESSON_IDS: readonly string[] = Object.keys(LESSONS);

/** Whether a file's name is that of a module. */
export function isModule(name: string): boolean {
  return /\.[cm]?[jt]s$/.test(name);
}

/** Whether a word names a file rather than a lesson. */
function isPath(word: string): boolean {
  return word.includes('/') || isModule(word);
}

/** Loads a lesson by its id, or one's own by the path of its module; throws one error that lists all its faults. */
export async function loadScenario(word: string): Promise<Scenario> {
  if (isPath(word))
    return checked(await importFile(word), say({ en: `the module ${show(word)} has faults`, zh: `模块 ${show(word)} 有错误` }));
  const load = Object.hasOwn(LESSONS, word) ? LESSONS[word] : undefined;
  if (!load) {
    const meant = nearest(word, LESSON_IDS);
    throw new NetscenarioError(
      'usage',
      say({ en: `there is no lesson ${show(word)}`, zh: `没有课程 ${show(word)}` }),
      meant ? didYouMean(meant) : say({ en: 'netscenario list shows them all', zh: '全部课程见 netscenario list' }),
    );
  }
  return checked((await load()).default, say({ en: `the lesson ${word} has faults`, zh: `课程 ${word} 有错误` }));
}

/** Facts change commands, and never faults or needs, so any will do to find those. */
export const ANY_FACTS: Facts = { ovsDatapath: 'system' };

async function checked(value: unknown, title: string): Promise<Scenario> {
  if (scenarioFaults(value).length === 0) return value as Scenario;
  // With the whole vocabulary behind it, it is loaded only where it is needed.
  const { examine } = await import('./examine.ts');
  throw faultsError('scenario', title, examine(value, { set: [], facts: ANY_FACTS }).faults);
}

async function importFile(word: string): Promise<unknown> {
  const path = resolve(word);
  if (!existsSync(path))
    throw new NetscenarioError(
      'usage',
      say({ en: `there is no file ${show(word)}`, zh: `没有文件 ${show(word)}` }),
      say({
        en: 'give the path of a lesson module, or a lesson id from netscenario list',
        zh: '给出课程模块的路径，或 netscenario list 里的课程 id',
      }),
    );
  if (!statSync(path).isFile() || !isModule(path))
    throw new NetscenarioError(
      'usage',
      say({ en: `${show(word)} is not a module`, zh: `${show(word)} 不是模块` }),
      say({
        en: 'a lesson is a file whose name ends in .ts, .mts, .js or .mjs',
        zh: '课程是一个文件，文件名以 .ts、.mts、.js 或 .mjs 结尾',
      }),
    );
  const { importModule } = await import('./module-loader.ts');
  try {
    return await importModule(path);
  } catch (error) {
    throw new NetscenarioError(
      'scenario',
      say({
        en: `the module ${show(word)} cannot be loaded: ${describeThrown(error)}`,
        zh: `模块 ${show(word)} 无法加载：${describeThrown(error)}`,
      }),
      say({ en: 'mend the module', zh: '修好这个模块' }),
    );
  }
}
