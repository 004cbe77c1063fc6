import type { Lang } from '../model/text.ts';

/** What a proof says in its own words. */
export interface ProveWords {
  readonly guarded: string;
  readonly unguarded: string;
  begin(checks: number, actions: number): string;
  broken(lesson: string): string;
  brokenFix(lesson: string): string;
  lacking(lesson: string, what: string): string;
  interrupted(lesson: string): string;
  /** What noticed that the action was left out. */
  command(what: string): string;
  check(step: string, what: string): string;
  advice(checks: readonly string[]): string;
  summary(lesson: string, guarded: number, all: number): string;
}

const count = (number: number, one: string) => `${number} ${one}${number === 1 ? '' : 's'}`;

export const WORDS: Readonly<Record<Lang, ProveWords>> = {
  en: {
    guarded: 'guarded',
    unguarded: 'unguarded',
    begin: (checks, actions) =>
      `the whole lesson holds: ${count(checks, 'check')} passed; now each of its ${count(actions, 'action')} is left out once`,
    broken: (lesson) => `${lesson} does not hold as it is, so nothing can be proved`,
    brokenFix: (word) => `mend that first; netscenario run ${word} shows all of it`,
    lacking: (lesson, what) => `${lesson} is skipped: this machine lacks ${what}`,
    interrupted: (lesson) => `${lesson}: interrupted; nothing is left of the sandboxes`,
    command: (what) => `noticed by a command, which fails: ${what}`,
    check: (step, what) => `noticed by a check in ${step}: ${what}`,
    advice: (checks) =>
      checks.length > 0
        ? `the lesson holds without it: add a check that needs it (${checks.map((name) => `check.${name}`).join(', ')}), or leave it out for good`
        : 'the lesson holds without it: add a check that needs it, or leave it out for good',
    summary: (lesson, guarded, all) =>
      guarded === all
        ? `${lesson}: proved: each of its ${count(all, 'action')} is guarded`
        : `${lesson}: not proved: ${all - guarded} of its ${count(all, 'action')} ${all - guarded === 1 ? 'is' : 'are'} not guarded by any check`,
  },
};
