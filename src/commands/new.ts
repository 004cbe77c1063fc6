import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Register } from './context.ts';

export const registerNew: Register = (parser, { write, done }) =>
  parser.command(
    ...commandOf('new'),
    (command) =>
      command
        .positional('name', { type: 'string', describe: 'small letters, digits and dashes', demandOption: true })
        .positional('folder', { type: 'string', describe: 'where the file goes; here, if not given' })
        .example(examplesOf('new')),
    (args) =>
      done(async () => {
        const { newVerb } = await import('../verbs/new.ts');
        return newVerb({ name: once(args.name, 'name') ?? '', folder: once(args.folder, 'folder') ?? '.' }, write);
      }),
  );
