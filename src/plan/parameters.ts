import { faultsError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
import type { Scenario } from '../model/scenario.ts';
import { show } from '../model/show.ts';
import { callAuthor } from './author-code.ts';

interface Parsed {
  readonly values: Record<string, never>;
  /** As one would type them. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Reads `--set key=value` words for a lesson; defaults fill what is not set. Throws one error with every fault. */
export function parseParams(scenario: Scenario, words: readonly string[]): Parsed {
  const faults: string[] = [];
  const own: string[] = [];
  const texts: Record<string, string> = Object.fromEntries(Object.entries(scenario.params).map(([key, { initial }]) => [key, initial]));
  const given = new Set<string>();
  for (const word of words) {
    const cut = word.indexOf('=');
    const key = cut < 0 ? word : word.slice(0, cut);
    if (cut <= 0) faults.push(`${show(word)}: write --set ${cut < 0 && Object.hasOwn(texts, key) ? key : 'KEY'}=VALUE`);
    else if (!Object.hasOwn(scenario.params, key)) faults.push(unknown(scenario, key));
    else if (given.has(key)) faults.push(`${key}: set more than once`);
    else texts[key] = word.slice(cut + 1);
    given.add(key);
  }
  const values: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(texts)) {
    callAuthor(scenario.id, `params.${key}.parse`, () => {
      try {
        values[key] = scenario.params[key]?.parse(text);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        if (given.has(key)) faults.push(`${key}: ${error.message}`);
        else own.push(`params.${key}.initial: ${error.message}`);
      }
    });
  }
  if (own.length > 0) throw faultsError('scenario', `the lesson ${scenario.id} has faults`, own);
  if (faults.length > 0) throw faultsError('usage', 'bad --set', faults, takes(scenario));
  return { values: values as Record<string, never>, texts };
}

function takes(scenario: Scenario): string {
  const all = Object.entries(scenario.params).map(([key, param]) => `${key}=${param.initial} (${param.takes})`);
  return all.length > 0 ? `${scenario.id} takes --set ${all.join(', --set ')}` : 'leave --set out';
}

function unknown(scenario: Scenario, key: string): string {
  const known = Object.keys(scenario.params);
  if (known.length === 0) return `${scenario.id} takes no parameters, so there is no ${show(key)} to set`;
  const meant = nearest(key, known);
  return `${scenario.id} has no parameter ${show(key)}; it has ${known.join(', ')}${meant ? `; did you mean ${meant}?` : ''}`;
}
