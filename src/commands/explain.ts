import { readDialects } from '../model/dialects.ts';
import { EXPLAIN_ENDINGS, type EXPLAIN_FORMATS, FLAGS, type PAGING, spoken } from '../verbs/flags.ts';
import { formatFor } from '../verbs/format.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Doing, Register } from './context.ts';
import { takesLesson } from './lesson.ts';

export const doExplain: Doing<'explain'> = async (line, { terminal, lang }) => {
  const { explainVerb } = await import('../verbs/explain.ts');
  const output = once(line.output, 'output');
  const options = {
    scenario: once(line.lesson, 'lesson') ?? '',
    set: line.set ?? [],
    dialects: readDialects(line.dialect ?? []),
    format: formatFor(once(line.format, 'format') as (typeof EXPLAIN_FORMATS)[number] | undefined, output, EXPLAIN_ENDINGS),
    step: once(line.step, 'step'),
    output,
    pager: (once(line.pager, 'pager') ?? 'auto') as (typeof PAGING)[number],
    lang,
  };
  return explainVerb(options, terminal);
};

export const registerExplain: Register = (parser, context) =>
  parser.command(
    ...commandOf('explain'),
    (command) => takesLesson(command, context).options(spoken(FLAGS.explain)).example(examplesOf('explain')),
    (line) => context.done(() => doExplain(line, context)),
  );
