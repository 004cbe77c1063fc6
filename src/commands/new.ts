import { say } from '../model/say.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Register } from './context.ts';

export const registerNew: Register = (parser, { write, done }) =>
  parser.command(
    ...commandOf('new'),
    (command) =>
      command
        .positional('name', {
          type: 'string',
          describe: say({ en: 'small letters, digits and dashes', zh: '小写字母、数字和短横线' }),
          demandOption: true,
        })
        .positional('folder', {
          type: 'string',
          describe: say({ en: 'where the file goes; here, if not given', zh: '文件放在哪个文件夹；不写就放在当前文件夹' }),
        })
        .example(examplesOf('new')),
    (args) =>
      done(async () => {
        const { newVerb } = await import('../verbs/new.ts');
        return newVerb({ name: once(args.name, 'name') ?? '', folder: once(args.folder, 'folder') ?? '.' }, write);
      }),
  );
