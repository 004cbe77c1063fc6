import { EXIT } from '../model/errors.ts';
import { say, type Words } from '../model/say.ts';
import type { CheckFinished, CommandFinished, RunStarted, Summary } from '../run/events.ts';
import { formatMs, plainLines, plural } from './format.ts';

/** What there is to say of a failed check, line by line. */
export function failureLines(check: CheckFinished): readonly string[] {
  return [
    `${say({ en: 'expected: ', zh: '期望：' })}${check.expected ?? ''}`,
    `${say({ en: 'actual:   ', zh: '实际：' })}${check.actual ?? ''}`,
    `${say({ en: 'reason:   ', zh: '原因：' })}${check.reason ?? ''}`,
    ...(check.evidence ?? []).flatMap(plainLines).map((line) => `  | ${line}`),
    ...(check.command ? [`${say({ en: 'see it:   ', zh: '查看：' })}${check.command}`] : []),
  ];
}

/** What there is to say of a failed command. */
export function commandFailureLines({ command, exitCode, stdout, stderr }: CommandFinished): readonly string[] {
  return [
    say({ en: `exit code ${exitCode}: ${command}`, zh: `退出码 ${exitCode}：${command}` }),
    ...[...plainLines(stdout), ...plainLines(stderr)].slice(-6).map((line) => `  | ${line}`),
  ];
}

/** That a command is done, with its name where others have begun since. */
export function doneLine({ command, durationMs }: CommandFinished, begunLast: string): string {
  const time = formatMs(durationMs);
  if (command === begunLast) return say({ en: `done in ${time}`, zh: `完成，用时 ${time}` });
  return say({ en: `done in ${time}: ${command}`, zh: `完成，用时 ${time}：${command}` });
}

const INTERRUPTED: Words = { en: 'interrupted', zh: '被中断' };

/** What has become of a run, by its exit code. */
const VERDICTS: Readonly<Record<number, Words>> = {
  [EXIT.ok]: { en: 'all holds', zh: '全部成立' },
  [EXIT.stepFailed]: { en: 'could not be judged', zh: '无法判定' },
  [EXIT.skipped]: { en: 'skipped', zh: '跳过' },
  [EXIT.hup]: INTERRUPTED,
  [EXIT.int]: INTERRUPTED,
  [EXIT.term]: INTERRUPTED,
};

/** The run in one or two sentences. */
export function summaryLines({ scenario, exitCode, checks, durationMs, cleanup }: Summary): readonly string[] {
  const { passed, failed, skipped } = checks;
  const verdict =
    exitCode === EXIT.ok && skipped > 0
      ? say({ en: 'all so far holds', zh: '到这里全部成立' })
      : say(VERDICTS[exitCode] ?? { en: 'does not hold', zh: '不成立' });
  const time = formatMs(durationMs);
  return [
    say({
      en: `${scenario}: ${verdict}: ${plural(passed, 'check')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}, in ${time}`,
      zh: `${scenario}：${verdict}：检查通过 ${passed} 项，失败 ${failed} 项${skipped > 0 ? `，跳过 ${skipped} 项` : ''}，用时 ${time}`,
    }),
    ...(cleanup.ok
      ? [say({ en: 'clean-up: nothing is left', zh: '清理：没有留下任何东西' })]
      : [say({ en: 'clean-up: something is left behind', zh: '清理：有东西没有清理掉' }), ...cleanup.leftovers.map((line) => `  ${line}`)]),
  ];
}

/** The lesson, its title and its parameters. */
export function titleLine({ scenario, title, params }: RunStarted): string {
  const set = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  const chosen = set.join(' ');
  return say({ en: `${scenario}: ${title}${chosen && ` (${chosen})`}`, zh: `${scenario}：${title}${chosen && `（${chosen}）`}` });
}

/** Where it runs, and on which datapath if there is a switch. */
export function whereLine({ isolation, ovsDatapath }: RunStarted): string {
  const where =
    isolation === 'root'
      ? say({ en: 'in a sandbox of root', zh: '在 root 的沙箱里' })
      : say({ en: 'in a sandbox, a user namespace of this user', zh: '在沙箱里，即这个用户的用户命名空间' });
  if (!ovsDatapath) return where;
  if (ovsDatapath === 'system')
    return say({
      en: `${where}; private Open vSwitch on the kernel's datapath`,
      zh: `${where}；专用的 Open vSwitch，用内核数据通路`,
    });
  return say({
    en: `${where}; private Open vSwitch on the userspace datapath, since this kernel has no openvswitch module`,
    zh: `${where}；专用的 Open vSwitch，用用户态数据通路，因为这个内核没有 openvswitch 模块`,
  });
}

/** That so many more of something are not shown. */
export function moreLine(count: number, what: 'command' | 'check'): string {
  const things = say({ en: plural(count, `more ${what}`), zh: `还有 ${count} ${what === 'command' ? '条命令' : '项检查'}` });
  return say({ en: `… ${things} (-v shows all)`, zh: `…… ${things}（-v 全部显示）` });
}

/** The command with which one sees it oneself. */
export function seeLine(command: string): string {
  return say({ en: `see it: ${command}`, zh: `查看：${command}` });
}
