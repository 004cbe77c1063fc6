import type { Text } from '../model/text.ts';
import type { LabKind } from './kinds.ts';

const COMMANDS = {
  task: { en: 'show the task again', zh: '再看一遍任务' },
  check: { en: 'check what is built, and say what is missing and why', zh: '检查已经搭好的部分，说明缺什么、为什么' },
  hint: { en: 'a hint; each further one says more', zh: '给一个提示，每次多说一点' },
  diagnose: {
    en: 'diagnose ns1 10.10.10.3: why ns1 does not reach that address, and what proves it',
    zh: 'diagnose ns1 10.10.10.3：ns1 为什么到不了这个地址，有什么证据',
  },
  diff: { en: 'what is built, as a picture, and what is missing, as a list', zh: '把已经搭好的画出来，并列出还缺什么' },
  solution: { en: 'the commands that do it', zh: '能完成任务的命令' },
  reset: { en: 'begin again', zh: '从头开始' },
  goto: { en: 'goto N: everything as it is after step N of the lesson', zh: 'goto N：变成课程第 N 步之后的样子' },
  quit: { en: 'end the lab', zh: '结束实验' },
} as const;

/** Those of a lab that asks. */
const ASKING = {
  question: { en: 'show the question again', zh: '再看一遍题目' },
  answer: { en: 'answer y, answer 2: what will be seen; then the step is done', zh: 'answer y、answer 2：预测会看到什么，随后执行这一步' },
  check: { en: 'how many were foretold', zh: '答对了多少题' },
} as const;

export type LabCommand = keyof typeof COMMANDS | keyof typeof ASKING;

/** The small commands inside a lab of that kind, in the order in which they are told. */
export function labCommands(kind: LabKind): Readonly<Partial<Record<LabCommand, Text>>> {
  if (kind !== 'predict') return COMMANDS;
  const { task, check: _, ...others } = COMMANDS;
  return { task, ...ASKING, ...others };
}
