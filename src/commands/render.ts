import { readDialects } from '../model/dialects.ts';
import { FLAGS, spoken } from '../verbs/flags.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Register } from './context.ts';
import { takesLesson } from './lesson.ts';

export const registerRender: Register = (parser, context) => {
  const { write, lang, done } = context;
  return parser.command(
    ...commandOf('render'),
    (command) => takesLesson(command, context).options(spoken(FLAGS.render)).example(examplesOf('render')),
    (args) =>
      done(async () => {
        const { renderVerb } = await import('../verbs/render.ts');
        const options = {
          scenario: once(args.lesson, 'lesson') ?? '',
          set: args.set ?? [],
          dialects: readDialects(args.dialect ?? []),
          form: args.host === true ? 'host' : 'sandbox',
          output: once(args.output, 'output'),
          lang,
        } as const;
        return renderVerb(options, write);
      }),
  );
};
