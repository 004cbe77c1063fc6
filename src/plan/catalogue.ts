import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { faultsError, NetscenarioError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import type { Scenario } from '../model/scenario.ts';
import { show } from '../model/show.ts';
import type { Facts } from '../vocabulary/define.ts';
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
  if (isPath(word)) return checked(await importFile(word), `the module ${show(word)} has faults`);
  const load = Object.hasOwn(LESSONS, word) ? LESSONS[word] : undefined;
  if (!load) {
    const meant = nearest(word, LESSON_IDS);
    throw new NetscenarioError(
      'usage',
      `there is no lesson ${show(word)}`,
      meant ? `did you mean ${meant}?` : 'netscenario list shows them all',
    );
  }
  return checked((await load()).default, `the lesson ${word} has faults`);
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
      `there is no file ${show(word)}`,
      'give the path of a lesson module, or a lesson id from netscenario list',
    );
  if (!statSync(path).isFile() || !isModule(path))
    throw new NetscenarioError('usage', `${show(word)} is not a module`, 'a lesson is a file whose name ends in .ts, .mts, .js or .mjs');
  const { importModule } = await import('./module-loader.ts');
  try {
    return await importModule(path);
  } catch (error) {
    throw new NetscenarioError('scenario', `the module ${show(word)} cannot be loaded: ${describeThrown(error)}`, 'mend the module');
  }
}
