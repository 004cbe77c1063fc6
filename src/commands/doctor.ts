import { readDialects } from '../model/dialects.ts';
import { FLAGS, spoken } from '../verbs/flags.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { assertFixed, once } from '../verbs/usage.ts';
import type { Register } from './context.ts';

export const registerDoctor: Register = (parser, { terminal, write, writeError, typing, done }) =>
  parser.command(
    ...commandOf('doctor'),
    (command) => command.options(spoken(FLAGS.doctor)).example(examplesOf('doctor')),
    (args) =>
      done(async () => {
        assertFixed(args);
        const { doctorVerb } = await import('../verbs/doctor.ts');
        const options = {
          for: once(args.for, 'for'),
          dialects: readDialects(args.dialect ?? []),
          fix: args.fix === true,
          yes: args.yes === true,
          quiet: args.quiet === true,
          json: args.json === true,
        };
        return doctorVerb(options, { write, writeError, colour: terminal.colour, typing });
      }),
  );
