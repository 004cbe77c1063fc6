import { FLAGS, spoken } from '../verbs/flags.ts';
import { commandOf, examplesOf } from '../verbs/manual.ts';
import { once } from '../verbs/usage.ts';
import type { Register } from './context.ts';

export const registerList: Register = (parser, { terminal, write, lang, done }) =>
  parser.command(
    ...commandOf('list'),
    (command) => command.options(spoken(FLAGS.list)).example(examplesOf('list')),
    (args) =>
      done(async () => {
        const { listVerb } = await import('../verbs/list.ts');
        return listVerb({ json: args.json === true, tag: once(args.tag, 'tag'), lang, columns: terminal.columns }, write);
      }),
  );
