import type { Lang } from '../model/text.ts';
import type { Plan, PlannedAction, PlannedCheck, PlannedStep } from '../plan/plan.ts';
import { commentLines } from '../render/comment.ts';
import { quoteWord } from '../render/quote.ts';
import { renderScript, renderShell } from '../render/templates.ts';
import { ACTIONS, CHECKS } from '../vocabulary/index.ts';
import type { Probe, ProbeName } from '../vocabulary/probe.ts';
import { WORDS } from './words.ts';

/** The steps of a lesson as text of a script, and the functions that they call. */
export interface Body {
  readonly text: string;
  readonly calls: ReadonlySet<string>;
}

/** The plain commands of an action, as a learner types them. */
function commandsOf({ kind, params, commands }: PlannedAction): readonly string[] {
  const printed = ACTIONS.get(kind)?.printed;
  return printed
    ? renderShell({ template: printed, data: params })
    : commands.filter(({ housekeeping }) => !housekeeping).map(({ text }) => text);
}

/**
 * The actions of a step, line by line. Where they come in rounds, such as four for each cable, a blank line parts the
 * rounds; what the sandbox wants done after actions of a kind is done once behind those in a row.
 */
function actionLines(actions: readonly PlannedAction[], calls: Set<string>): readonly string[] {
  const lines: string[] = [];
  let waiting: string[] = [];
  for (const [index, action] of actions.entries()) {
    const before = actions[index - 1];
    if (before && before.kind !== action.kind && action.kind === actions[0]?.kind) lines.push('');
    lines.push(...commandsOf(action));
    for (const name of ACTIONS.get(action.kind)?.calls ?? []) calls.add(name);
    const after = ACTIONS.get(action.kind)?.printedAfter;
    if (!after) continue;
    waiting.push(quoteWord(after.word(action.params)));
    if (actions[index + 1]?.kind === action.kind) continue;
    calls.add(after.by);
    lines.push(...wrap([after.by, ...waiting], '  '));
    waiting = [];
  }
  return lines;
}

/** Columns that a line of words may have before it goes on in the next. */
const COLUMNS = 84;

/** Words as one command, broken between words where it is long. */
function wrap(words: readonly string[], indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > COLUMNS) {
      lines.push(`${line} \\`);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function probeLines({ by, words, command }: Probe): readonly string[] {
  const [first = [], ...more] = words.map((line) => line.map(quoteWord).join(' '));
  const start = [by, ...(first.length > 0 ? [first] : []), ...(command ? renderShell(command) : [])].join(' ');
  return [start, ...more.map((line) => `  ${line}`)];
}

function checkText(check: PlannedCheck, step: PlannedStep, lang: Lang, calls: Set<string>): string {
  const def = CHECKS.get(check.kind);
  if (!def) throw new RangeError(`there is no check '${check.kind}'`);
  const probe = def.printed(check.params, step.after);
  calls.add(probe.by satisfies ProbeName);
  return [`holds ${quoteWord(check.claim[lang])}`, ...probeLines(probe).map((line) => `  ${line}`)].join(' \\\n');
}

function stepText(step: PlannedStep, number: number, lang: Lang, calls: Set<string>): string {
  const words = WORDS[lang];
  const heading = renderScript({ template: 'script/step', data: { number, title: step.title[lang], why: step.why[lang] } });
  const commands = actionLines(step.actions, calls).join('\n');
  const parts = [
    [
      ...(step.look ? [commentLines(`${words.look}${step.look[lang]}`)] : []),
      ...(step.note ? [commentLines(`${words.note}${step.note[lang]}`)] : []),
    ].join('\n'),
    step.checks.map((check) => checkText(check, step, lang, calls)).join('\n'),
  ];
  return [heading + commands, ...parts]
    .map((part) => part.trimEnd())
    .filter((part) => part !== '')
    .join('\n\n');
}

/** All steps of a plan. */
export function bodyOf(plan: Plan, lang: Lang): Body {
  const calls = new Set<string>();
  const text = plan.steps.map((step, index) => stepText(step, index + 1, lang, calls)).join('\n\n');
  return { text, calls };
}
