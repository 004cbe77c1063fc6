import { createInterface } from 'node:readline';
import { say } from '../model/say.ts';
import { show } from '../model/show.ts';
import type { Lang } from '../model/text.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import { fold, plural, SHOWN_LIMIT } from '../report/format.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { RunContext } from './run.ts';

interface Pausing {
  readonly sandbox: Sandbox;
  readonly plan: Plan;
  readonly context: RunContext;
  readonly lang: Lang;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** Tells what the next step will do and waits for the learner; `false` where the learner has had enough. */
export async function pauseBefore(step: PlannedStep, number: number, { sandbox, plan, context, lang, signal }: Pausing): Promise<boolean> {
  const { write, columns } = context.terminal;
  const title = step.title[lang];
  const head = say({
    en: `next, step ${number} of ${plan.steps.length}: ${title}`,
    zh: `下一步，第 ${number} 步，共 ${plan.steps.length} 步：${title}`,
  });
  write(`\n${head}\n${fold(`  ${step.why[lang]}`, columns, '  ')}\n`);
  const commands = step.actions.flatMap((action) => action.commands.filter(({ housekeeping }) => !housekeeping));
  for (const { text } of commands.slice(0, SHOWN_LIMIT)) write(`  $ ${text}\n`);
  const more = commands.length - SHOWN_LIMIT;
  if (more > 0) write(`  ${say({ en: `… ${plural(more, 'more command')}`, zh: `…… 还有 ${more} 条命令` })}\n`);
  for (;;) {
    write(say({ en: 'Enter runs it, s opens a shell inside, q ends the run: ', zh: '回车执行，s 打开里面的 shell，q 结束：' }));
    const answer = await nextLine(signal);
    if (answer === undefined || answer === 'q') return false;
    if (answer === '') return true;
    if (answer === 's')
      await sandbox.shell(`[${say({ en: `${plan.id} before ${step.id}`, zh: `${plan.id} 在 ${step.id} 之前` })}] # `, { terminal: true });
    else write(`${say({ en: `${show(answer)} is none of these`, zh: `${show(answer)} 不在其中` })}\n`);
  }
}

/** One line typed by the learner; `undefined` at the end of input or when the run is interrupted. */
async function nextLine(signal: AbortSignal): Promise<string | undefined> {
  // The terminal edits the line itself: in readline's own mode Ctrl-Z would stop this process and not the npx above it.
  const reader = createInterface({ input: process.stdin, terminal: false });
  try {
    return await new Promise((resolve) => {
      reader.once('line', (line) => resolve(line.trim().toLowerCase()));
      reader.once('close', () => resolve(undefined));
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
  } finally {
    reader.close();
  }
}
