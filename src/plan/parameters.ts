import { faultsError } from '../model/errors.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import { inRow, say } from '../model/say.ts';
import type { Scenario } from '../model/scenario.ts';
import { show } from '../model/show.ts';
import { callAuthor } from './author-code.ts';

interface Parsed {
  readonly values: Record<string, never>;
  /** As one would type them. */
  readonly texts: Readonly<Record<string, string>>;
  /** What is wrong with the parameters themselves: those have no value. */
  readonly faults: readonly string[];
}

/** Reads `--set key=value` words for a lesson; defaults fill what is not set. Throws one error with everything that is wrong with the words. */
export function parseParams(scenario: Scenario, words: readonly string[]): Parsed {
  const bad: string[] = [];
  const faults: string[] = [];
  const texts: Record<string, string> = Object.fromEntries(Object.entries(scenario.params).map(([key, { initial }]) => [key, initial]));
  const given = new Set<string>();
  for (const word of words) {
    const cut = word.indexOf('=');
    const key = cut < 0 ? word : word.slice(0, cut);
    if (cut <= 0) bad.push(`${show(word)}: ${malformed(cut < 0 && Object.hasOwn(texts, key) ? key : 'KEY')}`);
    else if (!Object.hasOwn(scenario.params, key)) bad.push(unknown(scenario, key));
    else if (given.has(key)) bad.push(`${key}: ${say({ en: 'set more than once', zh: '设置了不止一次' })}`);
    else texts[key] = word.slice(cut + 1);
    given.add(key);
  }
  const values: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(texts)) {
    const read = callAuthor(`params.${key}.parse`, () => parseOne(scenario, key, text));
    if ('fault' in read) faults.push(read.fault);
    else if ('value' in read.value) values[key] = read.value.value;
    else if (given.has(key)) bad.push(`${key}: ${read.value.refused}`);
    else faults.push(`params.${key}.initial: ${read.value.refused}`);
  }
  if (bad.length > 0) throw faultsError('usage', say({ en: 'bad --set', zh: '--set 有误' }), bad, takes(scenario));
  return { values: values as Record<string, never>, texts, faults };
}

/** The value of a text, or why the parameter refuses it: for that, `parse` throws a `RangeError`. */
function parseOne({ params }: Scenario, key: string, text: string): { readonly value: unknown } | { readonly refused: string } {
  try {
    return { value: params[key]?.parse(text) };
  } catch (error) {
    if (error instanceof RangeError) return { refused: error.message };
    throw error;
  }
}

function takes(scenario: Scenario): string {
  const all = Object.entries(scenario.params).map(([key, { initial, takes }]) =>
    say({ en: `${key}=${initial} (${takes.en})`, zh: `${key}=${initial}（${takes.zh}）` }),
  );
  return all.length > 0
    ? say({ en: `${scenario.id} takes --set ${all.join(', --set ')}`, zh: `${scenario.id} 可以写 --set ${all.join('、--set ')}` })
    : say({ en: 'leave --set out', zh: '去掉 --set' });
}

function malformed(key: string): string {
  return say({ en: `write --set ${key}=VALUE`, zh: `写成 --set ${key}=VALUE` });
}

function unknown(scenario: Scenario, key: string): string {
  const known = Object.keys(scenario.params);
  if (known.length === 0)
    return say({
      en: `${scenario.id} takes no parameters, so there is no ${show(key)} to set`,
      zh: `${scenario.id} 没有参数，所以没有 ${show(key)} 可设`,
    });
  const meant = nearest(key, known);
  return say({
    en: `${scenario.id} has no parameter ${show(key)}; it has ${inRow(known)}${meant ? `; ${didYouMean(meant)}` : ''}`,
    zh: `${scenario.id} 没有参数 ${show(key)}；有 ${inRow(known)}${meant ? `;${didYouMean(meant)}` : ''}`,
  });
}
