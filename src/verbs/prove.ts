import { gatherFacts } from '../exec/facts.ts';
import type { Dialect } from '../model/dialects.ts';
import { EXIT, type ExitCode, fixLine } from '../model/errors.ts';
import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import { loadScenario } from '../plan/catalogue.ts';
import type { Plan } from '../plan/plan.ts';
import { planScenario } from '../plan/plan-scenario.ts';
import { noticedBy } from '../prove/advice.ts';
import { type Proof, prove } from '../prove/proof.ts';
import { failureLine, outcomeLines, placeOf } from '../prove/show.ts';
import { WORDS } from '../prove/words.ts';
import type { Terminal } from '../report/choose.ts';
import { fold } from '../report/format.ts';
import { assertRunnable } from '../run/runnable.ts';
import type { Interrupts } from './interrupts.ts';

export interface ProveOptions {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly dialects: readonly Dialect[];
  readonly json: boolean;
  /** How long a check may wait for its condition, in milliseconds. */
  readonly deadlineMs: number;
  readonly lang: Lang;
}

export interface ProveContext {
  readonly terminal: Terminal;
  readonly interrupts: Interrupts;
}

/** Leaves out each action of a lesson in turn and tells what notices; resolves to the exit code. Throws `NetscenarioError` before anything is built. */
export async function proveVerb(options: ProveOptions, { terminal, interrupts }: ProveContext): Promise<ExitCode> {
  const { lang, set, dialects, deadlineMs, json } = options;
  const scenario = await loadScenario(options.scenario);
  const facts = gatherFacts();
  const plan = planScenario(scenario, { set, dialects, facts });
  assertRunnable(plan);
  const interrupted = new AbortController();
  interrupts.onFirst(() => interrupted.abort());
  const leftovers: string[] = [];
  const tell = (line: string, indent = ''): void => {
    if (!json) terminal.write(`${fold(line, terminal.columns, indent)}\n`);
  };
  tell(`${plan.id}: ${plan.title[lang]}`);
  const proof = await unlessInterrupted(
    interrupts,
    prove(scenario, {
      ...{ set, dialects, facts, lang, deadlineMs, signal: interrupted.signal },
      leftBehind: (lines) => leftovers.push(...lines),
      onWhole: ({ checks }, actions) => tell(`${WORDS[lang].begin(checks, actions)}\n`),
      onOutcome(outcome) {
        const [row, why] = outcomeLines(outcome, { lang, colour: terminal.colour });
        tell(row);
        tell(why, ' '.repeat(why.search(/\S/)));
      },
    }),
  );
  const code = proof ? codeOf(proof) : (interrupts.exitCode() ?? EXIT.int);
  if (proof && json) terminal.write(`${JSON.stringify(report(plan, proof, lang), null, 2)}\n`);
  else if (proof) for (const line of endingLines(plan.id, proof, options)) tell(line);
  if (!proof && leftovers.length === 0) tell(WORDS[lang].interrupted(plan.id));
  if (leftovers.length === 0) return code;
  tell([say({ en: 'clean-up: something is left behind', zh: '清理：有东西没有清理掉' }), ...leftovers].join('\n  '));
  return EXIT.leftBehind;
}

/** What the work resolves to; `undefined` where a signal ended it. */
async function unlessInterrupted<T>(interrupts: Interrupts, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (interrupts.exitCode() !== undefined) return undefined;
    throw error;
  }
}

function codeOf({ whole, outcomes }: Proof): ExitCode {
  if (whole.lack) return EXIT.skipped;
  if (whole.failure) return whole.failure.by === 'check' ? EXIT.checkFailed : EXIT.stepFailed;
  return outcomes.every(({ noticed }) => noticed) ? EXIT.ok : EXIT.checkFailed;
}

function endingLines(id: string, { whole, outcomes }: Proof, { scenario, lang }: ProveOptions): readonly string[] {
  const words = WORDS[lang];
  if (whole.lack) return [words.lacking(id, whole.lack.what), fixLine(whole.lack.fix)];
  if (whole.failure) return [words.broken(id), `  ${failureLine(whole.failure, lang)}`, fixLine(words.brokenFix(scenario))];
  return ['', words.summary(id, outcomes.filter(({ noticed }) => noticed).length, outcomes.length)];
}

/** What `--json` prints (docs/authoring.md). */
function report(plan: Plan, { whole, outcomes }: Proof, lang: Lang): object {
  return {
    lesson: plan.id,
    params: plan.params,
    holds: whole.failure === undefined,
    failure: whole.failure ?? null,
    lacks: whole.lack ?? null,
    actions: outcomes.map(({ mutant, noticed }) => ({
      place: placeOf(mutant),
      step: mutant.stepId,
      title: mutant.title[lang],
      guarded: noticed !== undefined,
      noticedBy: noticed ?? null,
      ...(noticed ? {} : { advice: noticedBy(mutant.kind) }),
    })),
  };
}
