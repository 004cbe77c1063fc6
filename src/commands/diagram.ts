import type { DiagramFormat } from '../diagram/formats.ts';
import { FLAGS, spoken } from '../verbs/flags.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Register } from './context.ts';
import { takesLesson } from './lesson.ts';

export const registerDiagram: Register = (parser, context) =>
  parser.command(
    ...commandOf('diagram'),
    (command) => takesLesson(command, context).options(spoken(FLAGS.diagram)).example(examplesOf('diagram')),
    (args) =>
      context.done(async () => {
        const options = {
          scenario: once(args.lesson, 'lesson') ?? '',
          set: args.set ?? [],
          format: (once(args.format, 'format') ?? 'box') as DiagramFormat,
          afterStep: once(args['after-step'], 'after-step'),
          lang: context.lang,
        };
        const { diagramVerb } = await import('../verbs/diagram.ts');
        return diagramVerb(options, context.terminal);
      }),
  );
