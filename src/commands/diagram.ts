import { DIAGRAM_ENDINGS, type DiagramFormat } from '../diagram/formats.ts';
import { FLAGS, spoken } from '../verbs/flags.ts';
import { formatFor } from '../verbs/format.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Doing, Register } from './context.ts';
import { takesLesson } from './lesson.ts';

export const doDiagram: Doing<'diagram'> = async (line, { terminal, lang }) => {
  const output = once(line.output, 'output');
  const options = {
    scenario: once(line.lesson, 'lesson') ?? '',
    set: line.set ?? [],
    format: formatFor(once(line.format, 'format') as DiagramFormat | undefined, output, DIAGRAM_ENDINGS),
    output,
    afterStep: once(line['after-step'], 'after-step'),
    lang,
  };
  const { diagramVerb } = await import('../verbs/diagram.ts');
  return diagramVerb(options, terminal);
};

export const registerDiagram: Register = (parser, context) =>
  parser.command(
    ...commandOf('diagram'),
    (command) => takesLesson(command, context).options(spoken(FLAGS.diagram)).example(examplesOf('diagram')),
    (line) => context.done(() => doDiagram(line, context)),
  );
