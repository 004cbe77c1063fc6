import { FLAGS } from '../verbs/flags.ts';
import { once } from '../verbs/usage.ts';
import type { Register } from './context.ts';

export const registerList: Register = (parser, { terminal, write, lang, done }) =>
  parser.command(
    'list',
    'list the lessons',
    (command) => command.options(FLAGS.list).example('$0 list', 'all lessons').example('$0 list --tag ovs', 'those about Open vSwitch'),
    (args) =>
      done(async () => {
        const { listVerb } = await import('../verbs/list.ts');
        return listVerb({ json: args.json === true, tag: once(args.tag, 'tag'), lang, columns: terminal.columns }, write);
      }),
  );
