import { describeSource } from '../model/sources.ts';
import type { Lang } from '../model/text.ts';
import { isForRootInSandbox, type Plan } from '../plan/plan.ts';
import { foldProse } from '../render/comment.ts';
import type { Form } from './words.ts';
import { WORDS } from './words.ts';

/** The name under which a lesson's script is spoken of. */
function fileOf({ id }: Plan): string {
  return `${id}.sh`;
}

function parametersOf({ params, dialects }: Plan, lang: Lang): readonly string[] {
  const set = [
    ...Object.entries(params).map(([key, value]) => `${key}=${value}`),
    ...(dialects.length > 0 ? [`--dialect ${dialects.join(',')}`] : []),
  ];
  return set.length > 0 ? ['', WORDS[lang].parameters(set.join(' '))] : [];
}

/** What the head of a script says. */
export function headProse(plan: Plan, form: Form, lang: Lang): string {
  const words = WORDS[lang];
  return [
    words.heading(plan.id, plan.title[lang]),
    '',
    plan.about[lang],
    ...parametersOf(plan, lang),
    '',
    words.usage(fileOf(plan), form, isForRootInSandbox(plan)),
    '',
    words.exitCodes,
    '',
    words.order,
  ].join('\n');
}

/** What is told behind the last step; empty where there is nothing. */
export function closingProse({ errata, sources, tryNext, breakIt }: Plan, lang: Lang): string {
  const words = WORDS[lang];
  const list = (title: string, items: readonly string[]) =>
    items.length > 0 ? [[title, ...items.map((item) => `- ${item}`)].join('\n')] : [];
  return [
    ...list(
      words.tryNext,
      tryNext.map((text) => text[lang]),
    ),
    ...list(
      words.breakIt,
      breakIt.map((text) => text[lang]),
    ),
    ...list(
      words.errata,
      errata.map(({ source, mistake, right }) => `${words.mistake(source)}${mistake[lang]}\n  ${words.right}${right[lang]}`),
    ),
    ...list(
      words.sources,
      sources.map((name) => describeSource(name, lang)),
    ),
  ].join('\n\n');
}

/** What `--help` of a script prints, line by line. */
export function usageLines(plan: Plan, form: Form, lang: Lang): readonly string[] {
  const words = WORDS[lang];
  return foldProse(
    [
      ...[words.heading(plan.id, plan.title[lang]), ''],
      ...[words.usage(fileOf(plan), form, isForRootInSandbox(plan)), '', words.exitCodes],
    ].join('\n'),
  );
}
