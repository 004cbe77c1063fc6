import { say } from '../../model/say.ts';
import type { Lang } from '../../model/text.ts';
import type { Channel } from '../../sandbox/channel.ts';
import type { Answer } from '../desk.ts';
import { type Exercise, learnersActions } from '../exercise.ts';
import type { Grade } from '../grade.ts';
import { LAST_LEVEL } from '../hints.ts';
import { referenceSolution } from '../solution.ts';
import { OWN_LIMITS, runSubmission } from '../submission.ts';
import { look } from './look.ts';
import { answersTo, type Question } from './question.ts';
import { questionsOf } from './questions.ts';

/** What one may also type for yes and no. */
const SAME: Readonly<Record<string, string>> = { yes: 'y', no: 'n', 是: 'y', 否: 'n', 会: 'y', 不会: 'n' };

export interface PredictOptions {
  readonly lang: Lang;
  readonly signal: AbortSignal;
  onGrade(grade: Grade): void;
}

/** Asks before each step of an exercise what will be seen, does the step, and shows what is. */
export class Predictor {
  readonly #exercise: Exercise;
  readonly #options: PredictOptions;
  readonly #questions: readonly Question[];
  /** The question that is asked now. */
  #at = 0;
  /** How many steps are done. */
  #done = 0;
  /** What was answered, by the place of its question, and whether it was right; that is known once its step is done. */
  readonly #answers = new Map<number, { readonly answer: string; right?: boolean }>();
  #hints = 0;

  constructor(exercise: Exercise, options: PredictOptions) {
    this.#exercise = exercise;
    this.#options = options;
    this.#questions = questionsOf(exercise);
  }

  /** Begins with so many steps done; what was answered before that stays. */
  begin(done: number): void {
    this.#done = done;
    this.#hints = 0;
    const next = this.#questions.findIndex(({ step }) => step >= done);
    this.#at = next < 0 ? this.#questions.length : next;
    for (const at of [...this.#answers.keys()]) if (at >= this.#at) this.#answers.delete(at);
  }

  /** How many were answered right. */
  get grade(): Grade {
    const score = [...this.#answers.values()].filter(({ right }) => right).length;
    const maxScore = this.#questions.length;
    return { lab: this.#exercise.id, kind: 'predict', score, maxScore, passed: score === maxScore, checks: [] };
  }

  /** How far one is, a line. */
  scoreLine(): string {
    const { score, maxScore } = this.grade;
    const left = this.#questions.length - this.#at;
    const said = say({ en: `${score} of ${maxScore} foretold`, zh: `${maxScore} 题中答对 ${score} 题` });
    return left === 0 ? said : said + say({ en: `, ${left} still to be asked`, zh: `，还剩 ${left} 题` });
  }

  /** The question that is asked now: the commands that come, and what is to be foretold. */
  questionLines(): readonly string[] {
    const question = this.#questions[this.#at];
    if (!question) return [say({ en: 'Everything was asked.', zh: '全部问完了。' }), this.scoreLine()];
    const { lang } = this.#options;
    const heading = say({
      en: `Question ${this.#at + 1} of ${this.#questions.length}.`,
      zh: `第 ${this.#at + 1} 题，共 ${this.#questions.length} 题。`,
    });
    const step = this.#exercise.steps[question.step];
    return [
      `${heading} ${say({ en: `What comes now: ${step?.title[lang] ?? ''}`, zh: `接下来：${step?.title[lang] ?? ''}` })}`,
      ...this.#commandsOf(question.step).map((command) => `    $ ${command}`),
      ...askLines(question, lang),
    ];
  }

  #commandsOf(index: number): readonly string[] {
    const step = this.#exercise.steps[index];
    const actions = step ? learnersActions(step, this.#exercise) : [];
    return actions.flatMap(({ commands }) => commands.flatMap(({ text, housekeeping }) => (housekeeping ? [] : [text])));
  }

  /** Takes an answer; once all that is asked before a step is answered, does it and shows what is seen. */
  async answer(words: string, channel: Channel): Promise<Answer> {
    const question = this.#questions[this.#at];
    if (!question) return printed(...this.questionLines());
    const word = words.trim().toLowerCase();
    const answer = SAME[word] ?? word;
    const known = answersTo(question);
    if (!known.includes(answer))
      return {
        exitCode: 2,
        text: `${say({ en: `type answer and one of ${known.join(', ')}`, zh: `输入 answer 加上 ${known.join('、')} 之一` })}\n`,
      };
    this.#answers.set(this.#at, { answer });
    this.#at += 1;
    this.#hints = 0;
    const next = this.#questions[this.#at];
    if (next?.step === question.step) return printed(...askLines(next, this.#options.lang));
    const failed = await this.#do(question.step, channel);
    if (failed !== undefined) return { exitCode: 1, text: `${failed}\n` };
    const seen = await this.#show(question.step, channel);
    this.#options.onGrade(this.grade);
    return printed(...seen, '', ...this.questionLines());
  }

  /** Does the steps up to one; resolves to why that failed, if it did. */
  async #do(step: number, channel: Channel): Promise<string | undefined> {
    // The lesson's own commands: nobody need watch what they leave running.
    const commands = referenceSolution(this.#exercise, this.#done, step + 1);
    const { exitCode, output } = await runSubmission(commands, channel, OWN_LIMITS, false);
    if (exitCode === 0) {
      this.#done = step + 1;
      return undefined;
    }
    const back = this.#done;
    this.#at = this.#questions.findIndex((question) => question.step === step);
    return say({
      en: `the step cannot be done, since the network is another one than the lesson's by now: ${output.trim()}\ngoto ${back} makes it the lesson's again`,
      zh: `这一步做不了，因为现在的网络已经和课程的不一样：${output.trim()}\n用 goto ${back} 恢复成课程的样子`,
    });
  }

  async #show(step: number, channel: Channel): Promise<readonly string[]> {
    const { lang, signal } = this.#options;
    const lines: string[] = [say({ en: 'Done. What is seen:', zh: '做完了。看到的是：' })];
    for (const [at, question] of this.#questions.entries()) {
      const given = this.#answers.get(at);
      if (question.step !== step || !given) continue;
      const { right, lines: seen } = await look(question, { exercise: this.#exercise, channel, lang, signal });
      given.right = right === given.answer;
      const mark = given.right ? say({ en: 'right', zh: '答对' }) : say({ en: 'WRONG', zh: '答错' });
      const truth = question.kind === 'claim' ? `: ${right === 'y' ? say({ en: 'yes', zh: '是' }) : say({ en: 'no', zh: '否' })}` : '';
      lines.push(`  ${mark}  ${question.asks[lang]}${truth}`, ...seen.map((line) => `         ${line}`), `         $ ${question.see}`);
    }
    const { look: shown } = this.#exercise.steps[step] ?? {};
    return shown ? [...lines, `  ${shown[lang]}`] : lines;
  }

  /** A hint for the question that is asked now: what to look at, then what the step is for, then the answer. */
  hintLines(): readonly string[] {
    const question = this.#questions[this.#at];
    if (!question) return this.questionLines();
    const { lang } = this.#options;
    this.#hints = Math.min(this.#hints + 1, LAST_LEVEL);
    const lines = [question.asks[lang], say({ en: `look at: ${question.see}`, zh: `看一看：${question.see}` })];
    if (this.#hints >= 2) lines.push(this.#exercise.steps[question.step]?.why[lang] ?? '');
    if (this.#hints >= LAST_LEVEL) lines.push(say({ en: `answer ${expectedOf(question)}`, zh: `answer ${expectedOf(question)}` }));
    return lines;
  }

  /** The commands of the steps that are not done yet. */
  solution(): string {
    return referenceSolution(this.#exercise, this.#done);
  }
}

function printed(...lines: readonly string[]): Answer {
  return { exitCode: 0, text: `${lines.join('\n')}\n` };
}

/** What the lesson expects, as it is typed. */
export function expectedOf(question: Question): string {
  if (question.kind === 'claim') return question.expected ? 'y' : 'n';
  return String(question.expected + 1);
}

function askLines(question: Question, lang: Lang): readonly string[] {
  const answers = answersTo(question).join(' / ');
  if (question.kind === 'claim')
    return [
      say({ en: `  And then, is it so or not? ${question.asks[lang]}`, zh: `  做完之后，是这样吗？${question.asks[lang]}` }),
      `  answer ${answers}`,
    ];
  return [
    say({ en: `  And then, ${question.asks[lang]}`, zh: `  做完之后，${question.asks[lang]}` }),
    ...question.choices.map(({ text }, index) => `    ${index + 1}  ${text[lang]}`),
    `  answer ${answers}`,
  ];
}
