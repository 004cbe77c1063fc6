import { EXIT } from '../model/errors.ts';
import { code, type Page, page, table } from './markdown.ts';

export type ExitName = keyof typeof EXIT;

/** When the program ends in each way. */
export const EXIT_WORDS: Readonly<Record<ExitName, string>> = {
  ok: 'all checks hold',
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

/** Exit codes by name as a table, each with its own words or with those that hold for all verbs. */
export function exitTable(exits: Readonly<Partial<Record<ExitName, string | true>>>): string {
  const rows = (Object.keys(EXIT) as ExitName[]).flatMap((name) => {
    const words = exits[name];
    return words === undefined ? [] : [[String(EXIT[name]), words === true ? EXIT_WORDS[name] : words]];
  });
  return table(['code', 'when'], rows);
}

/** docs/exit-codes.md */
export function exitCodesPage(): Page {
  return page('exit-codes.md', 'Exit codes', [
    exitTable(EXIT_WORDS),
    'What 0 and 1 mean for a verb that makes no checks, its page under [verbs](README.md#for-learners) says.',
    `A run that is killed by SIGKILL has no exit code of its own, and leaves nothing either: the kernel removes the sandbox with its first process, which dies with netscenario ([the sandbox](sandbox.md)). A pipe hides the exit code of all but its last program: ${code('set -o pipefail')} in bash.`,
  ]);
}
