import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import { type Exercise, learnersActions } from './exercise.ts';
import type { Grade, ItemGrade } from './grade.ts';
import { startsAsked } from './witness/listening.ts';

/** How much is told: what to look at, then what is wrong, then the command. */
export type HintLevel = 1 | 2 | 3;

export const LAST_LEVEL: HintLevel = 3;

/** The first thing that does not hold; what is skipped waits for it. */
export function firstFailure({ checks }: Grade): ItemGrade | undefined {
  return checks.find(({ status }) => status === 'failed');
}

/** A hint for what does not hold, so much as the level allows, a line each. */
export function hintLines(exercise: Exercise, failure: ItemGrade, level: HintLevel, lang: Lang): readonly string[] {
  const { title, see, actual, reason } = failure;
  const lines = [title, say({ en: `look at: ${see}`, zh: `看一看：${see}` })];
  if (level >= 2) lines.push(say({ en: `seen: ${actual ?? ''}; ${reason ?? ''}`, zh: `看到的是：${actual ?? ''}；${reason ?? ''}` }));
  if (level >= 3) lines.push(...commandsFor(exercise, failure.id, lang));
  return lines;
}

/** The commands of the lesson's step that makes it hold. */
function commandsFor(exercise: Exercise, id: string, lang: Lang): readonly string[] {
  const { items, steps, fault } = exercise;
  if (fault) return [say(fault.fault.what), ...fault.fault.mend.map((command) => `  $ ${command}`)];
  const item = items.find((candidate) => candidate.id === id);
  const step =
    item &&
    (steps.find(({ actions }) => actions.some((action) => startsAsked(action, [item.check]))) ??
      steps.find(({ after }) => item.check.stands(after)));
  if (!step) return [];
  const commands = learnersActions(step, exercise).flatMap((action) =>
    action.commands.flatMap(({ text, housekeeping }) => (housekeeping ? [] : [`  $ ${text}`])),
  );
  return [
    say({ en: `in the lesson, the step "${step.title[lang]}" does it:`, zh: `课程里由“${step.title[lang]}”这一步完成：` }),
    ...commands,
  ];
}
