import { readDialects } from '../model/dialects.ts';
import { EXPLAIN_ENDINGS, type EXPLAIN_FORMATS, FLAGS, type PAGING, spoken } from '../verbs/flags.ts';
import { formatFor } from '../verbs/format.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Register } from './context.ts';
import { takesLesson } from './lesson.ts';

export const registerExplain: Register = (parser, context) =>
  parser.command(
    ...commandOf('explain'),
    (command) => takesLesson(command, context).options(spoken(FLAGS.explain)).example(examplesOf('explain')),
    (args) =>
      context.done(async () => {
        const { explainVerb } = await import('../verbs/explain.ts');
        const output = once(args.output, 'output');
        const options = {
          scenario: once(args.lesson, 'lesson') ?? '',
          set: args.set ?? [],
          dialects: readDialects(args.dialect ?? []),
          format: formatFor(once(args.format, 'format') as (typeof EXPLAIN_FORMATS)[number] | undefined, output, EXPLAIN_ENDINGS),
          step: once(args.step, 'step'),
          output,
          pager: (once(args.pager, 'pager') ?? 'auto') as (typeof PAGING)[number],
          lang: context.lang,
        };
        return explainVerb(options, context.terminal);
      }),
  );
