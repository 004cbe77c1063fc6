import { readFileSync } from 'node:fs';
import { gatherFacts } from '../exec/facts.ts';
import { type Exercise, exerciseOf } from '../lab/exercise.ts';
import { type Grade, gradeExercise } from '../lab/grade.ts';
import { openLab } from '../lab/open.ts';
import { keepProgress, progressPath } from '../lab/progress.ts';
import { LAB_COMMANDS, Session } from '../lab/session.ts';
import { gradeLines } from '../lab/show.ts';
import { type Ended, LIMITS, runSubmission } from '../lab/submission.ts';
import { taskLines } from '../lab/task.ts';
import { EXIT, type ExitCode } from '../model/errors.ts';
import { didYouMean, nearest } from '../model/nearest.ts';
import { inRow, say } from '../model/say.ts';
import { show } from '../model/show.ts';
import type { Lang } from '../model/text.ts';
import { loadScenario } from '../plan/catalogue.ts';
import { lessonIndex } from '../plan/index-source.ts';
import { isForRootInSandbox, planScenario } from '../plan/plan.ts';
import type { Terminal } from '../report/choose.ts';
import { assertRunnable } from '../run/runnable.ts';
import { cellShell } from '../sandbox/cell.ts';
import type { Interrupts } from './interrupts.ts';
import { checkLab, labProgress, labShell, labStatus, watchLab } from './lab-elsewhere.ts';
import { usageError } from './usage.ts';

export interface LabOptions {
  /** The word behind the action: a lesson, or for `shell` a namespace. */
  readonly lesson: string | undefined;
  /** Which of the labs that are open, by its lesson or its process id. */
  readonly lab: string | undefined;
  readonly set: readonly string[];
  readonly solution: string | undefined;
  /** How long the submitted script may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly json: boolean;
  readonly lang: Lang;
}

export interface LabContext {
  readonly terminal: Terminal;
  readonly interrupts: Interrupts;
  /** Whether a person types on standard input. */
  readonly typing: boolean;
}

/** What `lab` can do, by the word that follows it. */
const DOES = {
  list: listLabs,
  start: startLab,
  check: checkLab,
  status: labStatus,
  shell: labShell,
  watch: watchLab,
  progress: labProgress,
  grade: gradeLab,
} as const;

type LabAction = keyof typeof DOES;

/** Does what the word after `lab` says; resolves to the exit code. Throws `NetscenarioError` before anything is built. */
export function labVerb(word: string, options: LabOptions, context: LabContext): Promise<ExitCode> {
  const actions = Object.keys(DOES) as LabAction[];
  const action = actions.find((name) => name === word);
  if (action) return DOES[action](options, context);
  const meant = nearest(word, actions);
  throw usageError(
    say({ en: `lab cannot ${show(word)}`, zh: `lab 没有 ${show(word)}` }),
    meant ? didYouMean(meant) : say({ en: `it can ${actions.join(', ')}`, zh: `可以用 ${inRow(actions)}` }),
  );
}

async function listLabs({ lang }: LabOptions, { terminal }: LabContext): Promise<ExitCode> {
  const lessons = (await lessonIndex()).filter((lesson) => !isForRootInSandbox(lesson));
  const width = Math.max(...lessons.map(({ id }) => id.length));
  for (const { id, title } of lessons) terminal.write(`${id.padEnd(width)}  ${title[lang]}\n`);
  return EXIT.ok;
}

/** How long the kernel may take to come to what was asked for, in milliseconds. */
const SETTLE_MS = 1_500;

async function gradeLab(options: LabOptions, { terminal, interrupts }: LabContext): Promise<ExitCode> {
  const { solution, lang, timeoutMs } = options;
  const lesson = lessonOf(options);
  if (solution === undefined)
    throw usageError(
      say({ en: 'lab grade takes the script to grade', zh: 'lab grade 要有待评分的脚本' }),
      say({ en: `netscenario lab grade ${lesson} --solution FILE`, zh: `netscenario lab grade ${lesson} --solution 文件` }),
    );
  const script = readScript(solution);
  const exercise = await exerciseFor(options);
  const interrupted = new AbortController();
  const sandbox = await openLab(exercise);
  interrupts.onFirst(() => {
    interrupted.abort();
    void sandbox.dispose();
  });
  try {
    const ended = await runSubmission(script, sandbox.channel, { ...LIMITS, milliseconds: timeoutMs });
    const grade = await gradeExercise(exercise, { channel: sandbox.channel, lang, signal: interrupted.signal, deadlineMs: SETTLE_MS });
    const { ok, leftovers } = await sandbox.dispose();
    terminal.write(options.json ? jsonLines(grade, ended) : plainLines(grade, ended, timeoutMs));
    if (!ok) {
      terminal.write(`${leftovers.join('\n')}\n`);
      return EXIT.leftBehind;
    }
    return grade.passed ? EXIT.ok : EXIT.checkFailed;
  } catch (error) {
    await sandbox.dispose();
    const code = interrupts.exitCode();
    if (code !== undefined) return code;
    throw error;
  }
}

function lessonOf({ lesson }: LabOptions): string {
  if (lesson !== undefined) return lesson;
  throw usageError(
    say({ en: 'it takes a lesson', zh: '要写明哪一课' }),
    say({ en: 'netscenario lab list shows them all', zh: '全部列表见 netscenario lab list' }),
  );
}

async function exerciseFor(options: LabOptions): Promise<Exercise> {
  const plan = planScenario(await loadScenario(lessonOf(options)), { set: options.set, facts: gatherFacts() });
  assertRunnable(plan);
  return exerciseOf(plan);
}

/** Opens a lab with a shell in it, and stays until the learner is done. */
async function startLab(options: LabOptions, { terminal, interrupts, typing }: LabContext): Promise<ExitCode> {
  const { lang } = options;
  const exercise = await exerciseFor(options);
  const interrupted = new AbortController();
  let best: Grade | undefined;
  const session = new Session(exercise, {
    lang,
    signal: interrupted.signal,
    draw: async (network, columns) =>
      (await import('../diagram/box.ts')).drawBox(network, { lang, before: undefined, columns, colour: false, legend: false }),
    onGrade: (grade) => {
      if (!best || grade.score > best.score) best = grade;
    },
  });
  interrupts.onFirst(() => {
    interrupted.abort();
    void session.close();
  });
  await session.run(async (sandbox) => {
    const commands = Object.entries(LAB_COMMANDS).map(([name, does]) => `  ${name.padEnd(9)} ${say(does)}`);
    terminal.write(`\n${[...taskLines(exercise, lang), '', ...commands, ''].join('\n')}\n`);
    await cellShell(sandbox.place, { terminal: typing });
  });
  const leftovers = await session.close();
  if (best) keepBest(best);
  if (best)
    terminal.write(
      `${say({ en: `${exercise.id}: ${best.score} of ${best.maxScore} points at best`, zh: `${exercise.id}：最高 ${best.score} 分（满分 ${best.maxScore}）` })}\n`,
    );
  return leftovers.length > 0 ? EXIT.leftBehind : (interrupts.exitCode() ?? EXIT.ok);
}

/** Remembers a grade; where it cannot be written, that is no reason for the lab to fail. */
function keepBest(grade: Grade): void {
  try {
    keepProgress(progressPath(), grade, new Date());
  } catch {
    // A home that cannot be written to.
  }
}

function readScript(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw usageError(
      say({ en: `${show(path)} cannot be read: ${(error as Error).message}`, zh: `${show(path)} 读不了：${(error as Error).message}` }),
      say({ en: 'give the path of a bash script', zh: '给出一个 bash 脚本的路径' }),
    );
  }
}

/** How the script ended, a line; then the grade, the last line. */
function jsonLines(grade: Grade, { limit, exitCode, output }: Ended): string {
  const ended = { type: 'submission', endedBy: limit ?? 'itself', exitCode: exitCode ?? null, output };
  return `${JSON.stringify(ended)}\n${JSON.stringify({ type: 'grade', ...grade })}\n`;
}

function plainLines(grade: Grade, ended: Ended, timeoutMs: number): string {
  const limits = {
    time: say({ en: `its time of ${timeoutMs / 1000} s was up`, zh: `${timeoutMs / 1000} 秒的时间用完了` }),
    memory: say({ en: 'it took more memory than it may', zh: '它用的内存超过了限制' }),
    output: say({ en: 'it printed more than it may', zh: '它的输出超过了限制' }),
  };
  const how = ended.limit
    ? say({
        en: `the script was ended, since ${limits[ended.limit]}; what it had built is graded`,
        zh: `脚本被终止，因为${limits[ended.limit]}；按它已经搭好的部分评分`,
      })
    : say({ en: `the script ended with ${ended.exitCode ?? 0}, which does not count`, zh: `脚本以 ${ended.exitCode ?? 0} 结束，这不计分` });
  return `${[...gradeLines(grade), how].join('\n')}\n`;
}
