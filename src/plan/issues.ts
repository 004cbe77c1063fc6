import * as v from 'valibot';
import { didYouMean, nearest } from '../model/nearest.ts';
import { inRow, say } from '../model/say.ts';
import { show } from '../model/show.ts';

/** Names of the parameters that a schema knows; empty where it is no object. */
function keysOf(schema: v.GenericSchema<unknown, object>): readonly string[] {
  const { entries } = schema as { readonly entries?: object };
  return Object.keys(entries ?? {});
}

/** What is wrong in a sentence; the project's own rules speak for themselves, what valibot says by itself is reworded. */
function sentenceOf({ type, expected, received, message, input }: v.BaseIssue<unknown>, key: string, keys: readonly string[]): string {
  if (type === 'strict_object' && expected === 'never') {
    const meant = nearest(key, keys);
    return say({
      en: `there is no such parameter; ${meant ? didYouMean(meant) : `there are ${inRow(keys)}`}`,
      zh: `没有这个参数；${meant ? didYouMean(meant) : `可以写 ${inRow(keys)}`}`,
    });
  }
  if (input === undefined) return say({ en: 'missing', zh: '缺少' });
  return message.startsWith('Invalid ')
    ? say({ en: `${show(input)} is given, it takes ${expected ?? received}`, zh: `给的是 ${show(input)}，应该是 ${expected ?? received}` })
    : message;
}

/** Parses a call's parameters; the faults of those that do not fit, each with its place. */
export function parseCall<T extends object>(
  schema: v.GenericSchema<unknown, T>,
  params: unknown,
  where: string,
): { readonly params: T } | { readonly faults: readonly string[] } {
  const parsed = v.safeParse(schema, params);
  if (parsed.success) return { params: parsed.output };
  const faults = parsed.issues.map((issue) => {
    const path = v.getDotPath(issue);
    return `${where}.params${path ? `.${path}` : ''}: ${sentenceOf(issue, path?.split('.').at(-1) ?? '', keysOf(schema))}`;
  });
  return { faults };
}
