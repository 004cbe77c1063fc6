import { createInterface } from 'node:readline/promises';
import type { Lang } from '../model/text.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import { plural, SHOWN_LIMIT } from '../report/format.ts';
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
  const { write } = context.terminal;
  write(`\nnext, step ${number} of ${plan.steps.length}: ${step.title[lang]}\n  ${step.why[lang]}\n`);
  const commands = step.actions.flatMap((action) => action.commands.filter(({ housekeeping }) => !housekeeping));
  for (const { text } of commands.slice(0, SHOWN_LIMIT)) write(`  $ ${text}\n`);
  if (commands.length > SHOWN_LIMIT) write(`  … ${plural(commands.length - SHOWN_LIMIT, 'more command')}\n`);
  for (;;) {
    const answer = await ask('Enter runs it, s opens a shell inside, q ends the run: ', signal);
    if (answer === undefined || answer === 'q') return false;
    if (answer === '') return true;
    if (answer === 's') await sandbox.shell(`[${plan.id} before ${step.id}] # `, { terminal: true });
  }
}

/** One line typed by the learner; `undefined` at the end of input or when the run is interrupted. */
async function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  // Without a listener of its own, readline would swallow Ctrl-C.
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const ended = new Promise<undefined>((resolve) => {
      reader.once('close', () => resolve(undefined));
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    return await Promise.race([reader.question(question).then((line) => line.trim().toLowerCase()), ended]);
  } finally {
    reader.close();
  }
}
