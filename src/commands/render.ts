import { readDialects } from '../model/dialects.ts';
import { FLAGS, spoken } from '../verbs/flags.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Doing, Register } from './context.ts';
import { takesLesson } from './lesson.ts';

export const doRender: Doing<'render'> = async (line, { write, lang }) => {
  const { renderVerb } = await import('../verbs/render.ts');
  const options = {
    scenario: once(line.lesson, 'lesson') ?? '',
    set: line.set ?? [],
    dialects: readDialects(line.dialect ?? []),
    form: line.host === true ? 'host' : 'sandbox',
    output: once(line.output, 'output'),
    lang,
  } as const;
  return renderVerb(options, write);
};

export const registerRender: Register = (parser, context) =>
  parser.command(
    ...commandOf('render'),
    (command) => takesLesson(command, context).options(spoken(FLAGS.render)).example(examplesOf('render')),
    (line) => context.done(() => doRender(line, context)),
  );
