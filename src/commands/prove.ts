import { readDialects } from '../model/dialects.ts';
import { FLAGS, spoken } from '../verbs/flags.ts';
import { Interrupts } from '../verbs/interrupts.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Register } from './context.ts';
import { deadlineMs } from './deadline.ts';
import { takesLesson } from './lesson.ts';

export const registerProve: Register = (parser, context) => {
  const { terminal, lang, done } = context;
  return parser.command(
    ...commandOf('prove'),
    (command) => takesLesson(command, context).options(spoken(FLAGS.prove)).example(examplesOf('prove')),
    (args) =>
      done(async () => {
        const options = {
          scenario: once(args.lesson, 'lesson') ?? '',
          set: args.set ?? [],
          dialects: readDialects(args.dialect ?? []),
          json: args.json === true,
          deadlineMs: deadlineMs(once(args.deadline, 'deadline') ?? '5'),
          lang,
        };
        const { proveVerb } = await import('../verbs/prove.ts');
        return proveVerb(options, { terminal, interrupts: new Interrupts((now) => process.exit(now)) });
      }),
  );
};
