import { DIAGRAM_ENDINGS, type DiagramFormat } from '../diagram/formats.ts';
import { FLAGS, spoken } from '../verbs/flags.ts';
import { formatFor } from '../verbs/format.ts';
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
        const output = once(args.output, 'output');
        const options = {
          scenario: once(args.lesson, 'lesson') ?? '',
          set: args.set ?? [],
          format: formatFor(once(args.format, 'format') as DiagramFormat | undefined, output, DIAGRAM_ENDINGS),
          output,
          afterStep: once(args['after-step'], 'after-step'),
          lang: context.lang,
        };
        const { diagramVerb } = await import('../verbs/diagram.ts');
        return diagramVerb(options, context.terminal);
      }),
  );
