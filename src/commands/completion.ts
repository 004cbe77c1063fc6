import { SHELLS } from '../completion/shells.ts';
import { say } from '../model/say.ts';
import { FLAGS, spoken } from '../verbs/flags.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Register } from './context.ts';

const installation = () =>
  [
    say({ en: "To have it in every shell, add the shell's line to its file:", zh: '要在每个 shell 里都能用，把对应的一行加进它的文件：' }),
    ...Object.entries(SHELLS).map(
      ([name, { install }]) =>
        `  ${name.padEnd(4)}  ${install.line}  ${say({ en: 'in', zh: '写进' })} ${install.file}${install.below ? say({ en: `, below ${install.below}`, zh: `，放在 ${install.below} 之后` }) : ''}`,
    ),
  ].join('\n');

export const registerCompletion: Register = (parser, { write, done }) =>
  parser.command(
    ...commandOf('completion'),
    (command) =>
      command
        .positional('shell', { type: 'string', describe: Object.keys(SHELLS).join(', '), demandOption: true })
        .options(spoken(FLAGS.completion))
        .example(examplesOf('completion'))
        .epilogue(installation()),
    (args) =>
      done(async () => {
        const { completionVerb } = await import('../verbs/completion.ts');
        return completionVerb(once(args.shell, 'shell') ?? '', write);
      }),
  );
