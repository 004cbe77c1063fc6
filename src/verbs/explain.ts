import { drawBox } from '../diagram/box.ts';
import type { Explanation } from '../explain/explanation.ts';
import { explainPlan } from '../explain/tell.ts';
import { drawExplanation, type Screen } from '../explain/terminal.ts';
import type { Dialect } from '../model/dialects.ts';
import { EXIT, type ExitCode } from '../model/errors.ts';
import type { Lang } from '../model/text.ts';
import type { Plan } from '../plan/plan.ts';
import type { Terminal } from '../report/choose.ts';
import type { EXPLAIN_FORMATS, PAGING } from './flags.ts';
import { preparePlan, stepIndex } from './prepare.ts';
import { save } from './save.ts';

export interface ExplainOptions {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly dialects: readonly Dialect[];
  readonly format: (typeof EXPLAIN_FORMATS)[number];
  /** One step alone, by its id or number. */
  readonly step: string | undefined;
  /** The file to write to instead of standard output. */
  readonly output: string | undefined;
  readonly pager: (typeof PAGING)[number];
  readonly lang: Lang;
}

/** Columns for a reader whose terminal is not known. */
const COLUMNS = 80;

function drawTerminal(explanation: Explanation, plan: Plan, screen: Screen): string {
  const shown = explanation.steps.at(-1);
  const picture = drawBox(shown?.after ?? plan.before, {
    ...screen,
    lang: explanation.lang,
    ...(explanation.single && shown ? { before: shown.before } : {}),
  });
  return drawExplanation(explanation, picture, screen);
}

/** Pages bring a layout library and templates along, which the terminal does without. */
async function drawPage(explanation: Explanation, format: 'md' | 'html'): Promise<string> {
  if (format === 'html') return (await import('../explain/html.ts')).drawHtml(explanation);
  return (await import('../explain/markdown.ts')).drawMarkdown(explanation);
}

/** Teaches a lesson: to the terminal, as Markdown or as an HTML page. Throws `NetscenarioError` on bad input. */
export async function explainVerb(options: ExplainOptions, terminal: Terminal): Promise<ExitCode> {
  const { step, output, lang } = options;
  const plan = await preparePlan({ ...options, until: undefined });
  const explanation = explainPlan(plan, lang, {
    only: step === undefined ? undefined : stepIndex(plan, step),
    word: options.scenario,
  });
  const toTerminal = output === undefined;
  const screen = { columns: (toTerminal && terminal.columns) || COLUMNS, colour: toTerminal && terminal.colour };
  const { format } = options;
  const text = format === 'term' ? drawTerminal(explanation, plan, screen) : await drawPage(explanation, format);
  if (output !== undefined) save(output, text);
  else if (terminal.interactive) await (await import('./pager.ts')).writePaged(text, terminal, options.pager);
  else terminal.write(text);
  return EXIT.ok;
}
