import { faultsError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import type { Scenario } from '../model/scenario.ts';
import { show } from '../model/show.ts';
import { type Text, whole } from '../model/text.ts';
import { callAuthor } from './author-code.ts';
import { type Folded, foldSteps } from './fold.ts';
import { parseParams } from './parameters.ts';
import type { PlanOptions } from './plan.ts';
import { isParam, isRecord, scenarioFaults, stepsFaults } from './shape.ts';

export interface Examined {
  /** Everything that is wrong with the lesson, each with its place. */
  readonly faults: readonly string[];
  /** The parameters as one would type them. */
  readonly texts: Readonly<Record<string, string>>;
  /** Its steps; none where they could not be had. */
  readonly folded: Folded | undefined;
}

/**
 * Looks at all of a lesson, whatever is wrong with parts of it, so that its faults are known at once. Throws a usage
 * error where it is not the lesson that is at fault but what was set.
 */
export function examine(value: unknown, options: PlanOptions): Examined {
  const shape = scenarioFaults(value);
  if (!isRecord(value)) return { faults: shape, texts: {}, folded: undefined };
  const declared = isRecord(value['params']) ? Object.entries(value['params']) : [];
  const params = Object.fromEntries(declared.filter(([, param]) => isParam(param)));
  const scenario = { ...value, id: String(value['id']), params } as unknown as Scenario;
  const { values, texts, faults: own } = parseParams(scenario, options.set);
  const faults = [...shape, ...own];
  if (typeof value['steps'] !== 'function') return { faults, texts, folded: undefined };
  const readable = isRecord(value['params']) && own.length === 0 && declared.every(([, param]) => isParam(param));
  if (!readable) {
    const why = `steps: ${say({ en: 'not looked at, since they take the parameters', zh: '没有查看，因为它们要用到参数' })}`;
    return { faults: [...faults, why], texts, folded: undefined };
  }
  const together = togetherFaults(scenario, values, options.set);
  if (together.length > 0) return { faults: [...faults, ...together], texts, folded: undefined };
  const made = callAuthor('steps', () => scenario.steps(values));
  if ('fault' in made) return { faults: [...faults, made.fault], texts, folded: undefined };
  const folded = foldSteps(made.value, options);
  return { faults: [...faults, ...stepsFaults(made.value), ...folded.faults], texts, folded };
}

/** What the lesson's own `faults` says of its defaults, or what is wrong with it; throws where it refuses what was set. */
function togetherFaults(scenario: Scenario, values: Record<string, never>, set: readonly string[]): readonly string[] {
  if (typeof scenario.faults !== 'function') return [];
  const said = callAuthor('faults', () => scenario.faults?.(values));
  if ('fault' in said) return [said.fault];
  const given: unknown = said.value;
  if (!Array.isArray(given))
    return [
      `faults: ${say({ en: `it gives ${said.value instanceof Promise ? 'a promise' : show(given)}, not a list of sentences`, zh: `它给出 ${said.value instanceof Promise ? 'Promise' : show(given)}，而不是一组句子` })}`,
    ];
  const sentences = given.map((sentence: unknown) => (isRecord(sentence) ? say(whole(sentence as unknown as Text)) : String(sentence)));
  if (sentences.length > 0 && set.length > 0)
    throw faultsError(
      'usage',
      say({ en: `${scenario.id} cannot run with these parameters`, zh: `${scenario.id} 不能用这些参数运行` }),
      sentences,
    );
  return sentences.map((sentence) => say({ en: `faults, of the defaults: ${sentence}`, zh: `faults，用默认值时：${sentence}` }));
}
