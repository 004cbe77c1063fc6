import { createInterface } from 'node:readline/promises';
import type { Lang } from '../model/text.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { RunContext } from './run.ts';

interface Pausing {
  readonly sandbox: Sandbox;
  readonly plan: Plan;
  readonly context: RunContext;
  readonly lang: Lang;
}

/** Tells what the next step will do and waits for the learner; `false` where the learner has had enough. */
export async function pauseBefore(step: PlannedStep, number: number, { sandbox, plan, context, lang }: Pausing): Promise<boolean> {
  const { write } = context.terminal;
  write(`\nnext, step ${number} of ${plan.steps.length}: ${step.title[lang]}\n  ${step.why[lang]}\n`);
  for (const { text } of step.actions.flatMap(({ commands }) => commands).slice(0, 24)) write(`  $ ${text}\n`);
  for (;;) {
    const answer = await ask('Enter runs it, s opens a shell inside, q ends the run: ');
    if (answer === undefined || answer === 'q') return false;
    if (answer === '') return true;
    if (answer === 's') await context.interrupts.ignoreDuring(() => sandbox.shell(`[${plan.id} before ${step.id}] # `));
  }
}

/** One line typed by the learner; `undefined` at the end of input. */
async function ask(question: string): Promise<string | undefined> {
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  // Without a listener of its own, readline would swallow Ctrl-C.
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await Promise.race([
      reader.question(question).then((line) => line.trim().toLowerCase()),
      new Promise<undefined>((resolve) => reader.once('close', () => resolve(undefined))),
    ]);
  } finally {
    reader.close();
  }
}
