import type { LabKind } from '../lab/kinds.ts';
import { FLAGS, spoken } from '../verbs/flags.ts';
import { Interrupts } from '../verbs/interrupts.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Register } from './context.ts';
import { secondsMs } from './deadline.ts';
import { wholeNumber } from './whole-number.ts';

export const registerLab: Register = (parser, context) => {
  const { terminal, typing, lang, done } = context;
  return parser.command(
    ...commandOf('lab'),
    (command) =>
      command
        .positional('action', { type: 'string', demandOption: true })
        .positional('lesson', { type: 'string' })
        .positional('words', { type: 'string', array: true })
        .options(spoken(FLAGS.lab))
        .example(examplesOf('lab')),
    (args) =>
      done(async () => {
        const options = {
          lesson: once(args.lesson, 'lesson'),
          words: args.words ?? [],
          lab: once(args.lab, 'lab'),
          kind: once(args.kind, 'kind') as LabKind,
          from: wholeNumber('from', once(args.from, 'from')),
          seed: wholeNumber('seed', once(args.seed, 'seed')),
          set: args.set ?? [],
          solution: once(args.solution, 'solution'),
          timeoutMs: secondsMs('timeout', once(args.timeout, 'timeout') ?? '30'),
          json: once(args.reporter, 'reporter') === 'json',
          lang,
        };
        const { labVerb } = await import('../verbs/lab.ts');
        return labVerb(once(args.action, 'action') ?? '', options, {
          terminal,
          typing,
          interrupts: new Interrupts((now) => process.exit(now)),
        });
      }),
  );
};
