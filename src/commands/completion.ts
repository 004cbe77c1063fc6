import { SHELLS } from '../completion/shells.ts';
import { FLAGS } from '../verbs/flags.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Register } from './context.ts';

const INSTALL = [
  "To have it in every shell, add the shell's line to its file:",
  ...Object.entries(SHELLS).map(([name, { install }]) => `  ${name.padEnd(4)}  ${install.line}  in ${install.file}`),
].join('\n');

export const registerCompletion: Register = (parser, { write, done }) =>
  parser.command(
    ...commandOf('completion'),
    (command) =>
      command
        .positional('shell', { type: 'string', describe: Object.keys(SHELLS).join(', '), demandOption: true })
        .options(FLAGS.completion)
        .example(examplesOf('completion'))
        .epilogue(INSTALL),
    (args) =>
      done(async () => {
        const { completionVerb } = await import('../verbs/completion.ts');
        return completionVerb(once(args.shell, 'shell') ?? '', write);
      }),
  );
