import yargs, { type Argv } from 'yargs';
import { explainUsage } from '../verbs/usage.ts';
import { COMMANDS } from './all.ts';
import type { CommandContext } from './context.ts';

/** Columns of help, where the terminal has as many. */
const COLUMNS = 80;

const EXIT_CODES =
  'Exit codes: 0 all holds, 1 a check failed, 2 bad input, 3 a command failed, 4 skipped, 5 something was left behind, 70 a bug.';

/** The parser of the command line with every verb; throws `NetscenarioError` where a line is wrong. */
export function makeParser(argv: readonly string[], context: CommandContext, version: string): Argv {
  const bare = yargs([...argv])
    .scriptName('netscenario')
    .locale('en')
    .version(version)
    .exitProcess(false)
    .strict()
    .parserConfiguration({
      'duplicate-arguments-array': true,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'boolean-negation': false,
      'dot-notation': false,
      'camel-case-expansion': false,
    })
    .wrap(Math.min(context.terminal.columns ?? COLUMNS, COLUMNS))
    .usage('$0 VERB\n\nLinux networking lessons that run on your own kernel, without touching the machine.')
    .epilogue(EXIT_CODES);
  return Object.values(COMMANDS)
    .reduce((registered, register) => register(registered, context), bare as Argv)
    .example('$0 run bridge-3ns', 'run a lesson')
    .example('$0 list', 'see which there are')
    .fail((message, error) => {
      // yargs throws some of its findings and reports the others.
      throw error && error.name !== 'YError' ? error : explainUsage(error?.message ?? message, argv);
    });
}
