import { EXIT } from '../model/errors.ts';
import { code, type Page, page, table } from './markdown.ts';

export type ExitName = keyof typeof EXIT;

/** When the program ends in each way. */
export const EXIT_WORDS: Readonly<Record<ExitName, string>> = {
  ok: 'all checks hold, or what was asked for is done',
  checkFailed: 'a check failed',
  usage: "bad usage or bad input: a flag, a parameter, a lesson's module",
  stepFailed: "a step's command failed, so nothing can be judged",
  skipped: 'skipped: this machine lacks something, which is named with the fix',
  leftBehind: 'something was left behind, which is named; it beats all others',
  bug: 'a bug in netscenario; the trace is printed, please report it',
  hup: 'SIGHUP, e.g. a terminal that was closed; after the clean-up',
  int: 'SIGINT (Ctrl-C); after the clean-up, or at once at the second',
  term: 'SIGTERM; after the clean-up',
};

/** The exit codes with these names, as a table. */
export function exitTable(names: readonly ExitName[]): string {
  return table(
    ['code', 'when'],
    names.map((name) => [String(EXIT[name]), EXIT_WORDS[name]]),
  );
}

/** docs/exit-codes.md */
export function exitCodesPage(): Page {
  return page('exit-codes.md', 'Exit codes', [
    exitTable(Object.keys(EXIT) as ExitName[]),
    `A run that is killed by SIGKILL has no exit code of its own, and leaves nothing either: the kernel removes the sandbox with its first process, which dies with netscenario ([the sandbox](sandbox.md)). A pipe hides the exit code of all but its last program: ${code('set -o pipefail')} in bash.`,
  ]);
}
