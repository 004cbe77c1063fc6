import { EXIT, type ExitCode } from '../model/errors.ts';
import { say } from '../model/say.ts';
import { quoteWord } from '../render/quote.ts';
import { sandboxOptionsFor } from '../run/runnable.ts';
import { launchCommand } from '../sandbox/launch.ts';
import { preparePlan } from './prepare.ts';
import type { RunOptions } from './run.ts';

/** Prints exactly the commands that `run` would run, in order, as lines that a shell reads; everything else is a comment. */
export async function dryRunVerb(options: RunOptions, write: (text: string) => void): Promise<ExitCode> {
  const plan = await preparePlan(options);
  const { lang } = options;
  const lines = [
    `# ${plan.id}: ${plan.title[lang]}`,
    '#',
    `# ${say({ en: 'All of it runs inside a sandbox, made by', zh: '以下全部在沙箱里运行，沙箱由这条命令创建' })}`,
    `#   ${launchCommand(sandboxOptionsFor(plan)).map(quoteWord).join(' ')} ...`,
    `# ${say({ en: 'with its own /proc, /sys, /run and /tmp, lo up, and the kernel settings of docs/sandbox.md.', zh: '它有自己的 /proc、/sys、/run 和 /tmp，lo 已启用，内核参数见 docs/sandbox.md。' })}`,
  ];
  for (const [index, step] of plan.steps.entries()) {
    lines.push('', `# [${index + 1}/${plan.steps.length}] ${step.title[lang]}`);
    lines.push(...step.actions.flatMap(({ commands }) => commands.map(({ text }) => text)));
    for (const check of step.checks) {
      lines.push(`# ${say({ en: 'check: ', zh: '检查：' })}${check.claim[lang]}`);
      lines.push(
        ...(check.probes.length > 0
          ? check.probes
          : [
              `# ${say({ en: `read from the state that the kernel reports; see it with: ${check.see}`, zh: `从内核报告的状态里读出；查看：${check.see}` })}`,
            ]),
      );
    }
  }
  write(`${lines.join('\n')}\n`);
  return EXIT.ok;
}
