import { isPrivileged } from '../exec/privilege.ts';
import type { Network } from '../model/network.ts';
import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import { quoteWord } from '../render/quote.ts';
import { renderScript } from '../render/templates.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { CommandResult } from '../vocabulary/define.ts';
import { type Beginning, beginLab, beginningOf, openAt } from './begin.ts';
import { type LabCommand, labCommands } from './commands.ts';
import { type Answer, Desk, type Request } from './desk.ts';
import { diagnoseInLab } from './diagnose.ts';
import type { Exercise } from './exercise.ts';
import { type Grade, gradeExercise } from './grade.ts';
import { firstFailure, type HintLevel, hintLines, LAST_LEVEL } from './hints.ts';
import { labName } from './kinds.ts';
import { Predictor } from './predict/predictor.ts';
import { gradeLines } from './show.ts';
import { ownSolution } from './solution.ts';
import { stateOf } from './state.ts';
import { taskLines } from './task.ts';
import { watchCell } from './watch.ts';

/** How long what was built may take to come to rest, in milliseconds. */
const SETTLE_MS = 1_500;

/** How long a shell may take to end, in milliseconds. */
const GOODBYE_MS = 1_000;

/** The words that put a command of the agent into the cell. */
function inCell(): string {
  return `nsenter --target "$cell" --user --mount --pid --net --ipc --uts ${isPrivileged() ? '--setuid 0 --setgid 0' : '--preserve-credentials'}`;
}

function lines(...texts: readonly string[]): Answer {
  return { exitCode: 0, text: `${texts.join('\n')}\n` };
}

export interface SessionOptions {
  readonly lang: Lang;
  readonly signal: AbortSignal;
  /** Draws a network, `columns` wide. */
  draw(network: Network, columns: number | undefined): Promise<string>;
  /** Told of each grade. */
  onGrade(grade: Grade): void;
}

/** A lab as its learner does it: a sandbox with a cell, and a desk that answers the commands inside. */
export class Session {
  #exercise: Exercise;
  /** Whether it was begun, so that it is known what holds at the beginning. */
  #begun = false;
  readonly #options: SessionOptions;
  #sandbox: Sandbox | undefined;
  #desk: Desk | undefined;
  #next: Beginning | undefined;
  /** Who asks, in a lab that does. */
  readonly #predictor: Predictor | undefined;
  /** How often a hint was given for what fails now. */
  #hinted: { id: string; level: HintLevel } | undefined;

  constructor(exercise: Exercise, options: SessionOptions) {
    this.#exercise = exercise;
    this.#options = options;
    this.#next = beginningOf(exercise);
    this.#predictor = exercise.kind === 'predict' ? new Predictor(exercise, options) : undefined;
  }

  /** The exercise, with what holds at its beginning once it was begun. */
  get exercise(): Exercise {
    return this.#exercise;
  }

  /** Opens the lab, and anew after a reset, with a shell each time, until the learner is done. */
  async run(shell: (sandbox: Sandbox) => Promise<unknown>): Promise<void> {
    while (this.#next && !this.#options.signal.aborted) {
      const beginning = this.#next;
      this.#next = undefined;
      await this.#open(beginning);
      if (this.#sandbox) await shell(this.#sandbox);
      await this.close();
    }
  }

  /** Ends it and all that is in it; resolves to what is left behind, a line each. */
  async close(): Promise<readonly string[]> {
    this.#desk?.close();
    this.#desk = undefined;
    const cleanup = await this.#sandbox?.dispose();
    return cleanup?.leftovers ?? [];
  }

  async #open(beginning: Beginning): Promise<void> {
    const sandbox = this.#begun ? await openAt(this.#exercise, beginning, true) : await this.#begin();
    this.#sandbox = sandbox;
    this.#predictor?.begin(beginning.steps);
    const prompt = `PS1='[${this.#exercise.id} $(name=$(ip netns identify 2>/dev/null); echo "\${name:-host}")] # '`;
    const desk = renderScript({ template: 'sandbox/cell-desk', data: { commands: Object.keys(labCommands(this.#exercise.kind)), prompt } });
    const made = await this.#inside(desk);
    if (made?.exitCode !== 0) throw new Error(`the commands of the lab cannot be made: ${made?.stderr ?? ''}`);
    this.#desk = new Desk(sandbox.place, (request) => this.answer(request));
  }

  async #begin(): Promise<Sandbox> {
    const { lang, signal } = this.#options;
    const { sandbox, exercise } = await beginLab(this.#exercise, { lang, signal, found: true });
    this.#exercise = exercise;
    this.#begun = true;
    return sandbox;
  }

  /** What is on the screen at the beginning: the task, and the question where there is one. */
  get opening(): readonly string[] {
    const task = taskLines(this.#exercise, this.#options.lang);
    return this.#predictor ? [...task, '', ...this.#predictor.questionLines()] : task;
  }

  /** Does what one of the commands inside asks. */
  async answer(request: Request): Promise<Answer> {
    const { verb, words, columns } = request;
    const foretold = this.#predictor && (await this.#foretell(request, this.#predictor));
    if (foretold) return foretold;
    switch (verb as LabCommand | 'status' | 'state') {
      case 'task':
        return lines(...taskLines(this.#exercise, this.#options.lang));
      case 'check': {
        const grade = await this.grade();
        return { exitCode: grade.passed ? 0 : 1, text: `${gradeLines(grade).join('\n')}\n` };
      }
      case 'hint':
        return lines(...(await this.#hint()));
      case 'diagnose':
        return this.#sandbox ? diagnoseInLab(this.#exercise, this.#sandbox.channel, words) : lines();
      case 'diff':
        return lines(...(await this.#diff(columns)));
      case 'solution':
        return lines(ownSolution(this.#exercise).trimEnd());
      case 'status': {
        const { score, maxScore } = await this.grade(false);
        const name = labName(this.#exercise);
        return lines(say({ en: `${name}: ${score} of ${maxScore} points`, zh: `${name}：${maxScore} 分中得 ${score} 分` }));
      }
      case 'state':
        return lines(this.#sandbox ? await stateOf(this.#exercise, this.#sandbox.channel) : '');
      case 'reset':
        return this.#again(beginningOf(this.#exercise));
      case 'goto':
        return this.#goto(words);
      case 'quit':
        this.#endShell();
        return lines();
      default:
        return { exitCode: 2, text: `${verb}?\n` };
    }
  }

  /** What a lab that asks does in another way. */
  async #foretell({ verb, words }: Request, predictor: Predictor): Promise<Answer | undefined> {
    switch (verb) {
      case 'answer':
        return this.#sandbox && predictor.answer(words, this.#sandbox.channel);
      case 'question':
        return lines(...predictor.questionLines());
      case 'hint':
        return lines(...predictor.hintLines());
      case 'check':
        return { ...lines(predictor.scoreLine()), exitCode: predictor.grade.passed ? 0 : 1 };
      case 'status':
        return lines(`${labName(this.#exercise)}: ${predictor.scoreLine()}`);
      case 'solution':
        return lines(predictor.solution().trimEnd());
      default:
        return undefined;
    }
  }

  /** Grades what is there now. */
  async grade(diagnose = true): Promise<Grade> {
    if (!this.#sandbox) throw new Error('the lab is not open');
    const { lang, signal, onGrade } = this.#options;
    const grade = await gradeExercise(this.#exercise, { channel: this.#sandbox.channel, lang, signal, deadlineMs: SETTLE_MS, diagnose });
    if (!this.#predictor) onGrade(grade);
    return grade;
  }

  async #hint(): Promise<readonly string[]> {
    const failure = firstFailure(await this.grade());
    if (!failure) return [say({ en: 'nothing is missing', zh: '什么都不缺' })];
    const before = this.#hinted?.id === failure.id ? this.#hinted.level : 0;
    const level = Math.min(before + 1, LAST_LEVEL) as HintLevel;
    this.#hinted = { id: failure.id, level };
    return hintLines(this.#exercise, failure, level, this.#options.lang);
  }

  async #diff(columns: number | undefined): Promise<readonly string[]> {
    if (!this.#sandbox) return [];
    const observe = await watchCell(this.#exercise, this.#sandbox.channel);
    const picture = await this.#options.draw(await observe(), columns);
    const missing = (await this.grade(false)).checks.filter(({ status }) => status !== 'passed');
    const list = missing.map(({ title, actual }) => `- ${title}${actual === undefined ? '' : `: ${actual}`}`);
    return [picture.trimEnd(), '', ...(list.length > 0 ? list : [say({ en: 'nothing is missing', zh: '什么都不缺' })])];
  }

  #goto(words: string): Answer {
    const steps = Number(words);
    const most = this.#exercise.steps.length;
    if (Number.isInteger(steps) && steps >= 0 && steps <= most && words.trim() !== '') return this.#again({ steps, fault: false });
    return { exitCode: 2, text: `${say({ en: `goto takes a number from 0 to ${most}`, zh: `goto 后面写 0 到 ${most} 的数字` })}\n` };
  }

  /** Ends the shell with its sandbox; `run` begins again. */
  #again(beginning: Beginning): Answer {
    this.#next = beginning;
    this.#endShell();
    return { exitCode: 0, text: '' };
  }

  /** Runs a script of ours in the cell. */
  async #inside(script: string): Promise<CommandResult | undefined> {
    const [result] = (await this.#sandbox?.channel.run([`${inCell()} bash --norc --noprofile -c ${quoteWord(script)}`])) ?? [];
    return result;
  }

  /** Tells the shell that its terminal is gone, so that it ends by itself; where it does not, its sandbox ends it. */
  #endShell(): void {
    const sandbox = this.#sandbox;
    if (!sandbox) return;
    void this.#inside(renderScript({ template: 'sandbox/cell-goodbye', data: {} })).catch(() => undefined);
    setTimeout(() => void sandbox.dispose(), GOODBYE_MS).unref();
  }
}
