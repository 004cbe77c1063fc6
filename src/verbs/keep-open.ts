import { say } from '../model/say.ts';
import type { Lang, Text } from '../model/text.ts';
import type { Plan } from '../plan/plan.ts';
import { fold } from '../report/format.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { RunContext } from './run.ts';

interface Keeping {
  readonly sandbox: Sandbox;
  readonly context: RunContext;
  readonly lang: Lang;
  /** Say nothing of it: what is printed is for programs. */
  readonly silent: boolean;
}

/** Opens a shell in the sandbox and waits for its end; where nobody types, it runs what comes on standard input. */
export async function keepOpen(plan: Plan, { sandbox, context, lang, silent }: Keeping): Promise<void> {
  const lines = context.typing ? invitation(plan, context.terminal.columns, lang) : withoutTerminal();
  if (!silent) context.terminal.write(`${lines.join('\n')}\n`);
  await sandbox.shell(`[${plan.id}] # `, { terminal: context.typing });
}

function invitation(plan: Plan, columns: number | undefined, lang: Lang): readonly string[] {
  const list = (title: string, hints: readonly Text[]) =>
    hints.length > 0 ? [title, ...hints.map((hint) => fold(`  - ${hint[lang]}`, columns, '    '))] : [];
  return [
    '',
    ...list(say({ en: 'To try:', zh: '可以试试：' }), plan.tryNext),
    ...list(say({ en: 'To break on purpose:', zh: '故意弄坏看看：' }), plan.breakIt),
    '',
    say({ en: `${plan.id} stays up until you exit this shell.`, zh: `${plan.id} 会一直保留，直到你退出这个 shell。` }),
  ];
}

function withoutTerminal(): readonly string[] {
  return [
    '',
    say({
      en: 'Standard input is no terminal: the commands that it holds are run inside, and nothing waits after them.',
      zh: '标准输入不是终端：其中的命令会在里面执行，执行完就不再等待。',
    }),
  ];
}
