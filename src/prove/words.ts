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
  zh: {
    guarded: '有守护',
    unguarded: '无守护',
    begin: (checks, actions) => `整个课程成立：${checks} 项检查通过；现在把 ${actions} 个动作逐个去掉，每次去掉一个`,
    broken: (lesson) => `${lesson} 本身就不成立，所以什么也证明不了`,
    brokenFix: (word) => `先修好它；netscenario run ${word} 会显示全部情况`,
    lacking: (lesson, what) => `跳过 ${lesson}：这台机器缺少 ${what}`,
    interrupted: (lesson) => `${lesson}：已中断；沙箱没有留下任何东西`,
    command: (what) => `被一条命令发现，它执行失败：${what}`,
    check: (step, what) => `被步骤 ${step} 的一项检查发现：${what}`,
    advice: (checks) =>
      checks.length > 0
        ? `去掉它课程照样成立：请加一项需要它的检查（${checks.map((name) => `check.${name}`).join('、')}），或者干脆不要它`
        : '去掉它课程照样成立：请加一项需要它的检查，或者干脆不要它',
    summary: (lesson, guarded, all) =>
      guarded === all
        ? `${lesson}：已证明：${all} 个动作都有检查守护`
        : `${lesson}：未证明：${all} 个动作中有 ${all - guarded} 个没有任何检查守护`,
  },
};
