import type { Options } from 'yargs';
import type { Completes, FlagWords } from '../completion/question.ts';
import { DIAGRAM_FORMATS } from '../diagram/formats.ts';
import { LAB_KINDS, type LabKind } from '../lab/kinds.ts';
import { DIALECT_NAMES } from '../model/dialects.ts';
import { LANGUAGES, say, type Words } from '../model/say.ts';
import { REPORTERS } from '../report/choose.ts';

/** What there is to say of any flag. */
export type Flag = Omit<FlagWords, 'describe'> & { readonly describe: Words };

/** A flag that takes a value; `completes` says what a shell completes it with, where it has no choices. */
function value<const O extends Omit<Options, 'describe'> & { completes?: Completes; describe: Words }>(options: O) {
  return { type: 'string', requiresArg: true, ...options } as const;
}

/** A flag that is there or not. */
function flag(describe: Words, alias?: string) {
  return { type: 'boolean', default: false, describe, ...(alias ? { alias } : {}) } as const;
}

/** What `explain` can make of a lesson. */
export const EXPLAIN_FORMATS = ['term', 'md', 'html'] as const;

/** By which endings of files they are known. */
export const EXPLAIN_ENDINGS = { usual: 'term', byEnding: { '.md': 'md', '.html': 'html', '.htm': 'html' } } as const;

/** Whether long text goes through a pager. */
export const PAGING = ['auto', 'never'] as const;

/** How `lab grade` shows a grade. */
export const LAB_REPORTERS = ['plain', 'json'] as const;

/** What every verb that works on a lesson takes. */
const PARAMETERS = value({
  array: true,
  nargs: 1,
  completes: 'parameter',
  describe: { en: 'set a parameter, KEY=VALUE; may be repeated', zh: '设置一个参数，写成 KEY=VALUE，可以写多次' },
});

/** What the verbs take that write a lesson's commands. */
const DIALECT = value({
  array: true,
  nargs: 1,
  completes: 'dialect',
  describe: {
    en: `write commands in this dialect, NAME[,NAME…], of ${DIALECT_NAMES.join(', ')}; the last one named wins`,
    zh: `命令采用哪种写法，NAME[,NAME…]，可选 ${DIALECT_NAMES.join('、')}；写了多个时以最后一个为准`,
  },
});

/** What the verbs take that write to a file instead of the terminal. */
const OUTPUT = value({
  alias: 'o',
  completes: 'file',
  describe: { en: 'write to this file, replacing what it held', zh: '写入这个文件，覆盖原有内容' },
});

/** What every verb takes, before it or behind it; taken out of the command line before that is parsed (language.ts). */
export const GLOBAL = {
  lang: value({
    choices: LANGUAGES,
    describe: { en: 'in English or in Chinese; without it, as the locale says', zh: '用英文还是中文；不写就按 locale 来' },
  }),
} as const;

/** The flags of every verb, by verb. */
export const FLAGS = {
  run: {
    set: PARAMETERS,
    dialect: DIALECT,
    'dry-run': flag({
      en: 'list the commands to read, and do nothing; render prints a script to run',
      zh: '只列出命令，什么都不做；要能直接运行的脚本，用 render',
    }),
    step: flag({ en: 'wait before each step; a shell inside is one key away', zh: '每一步之前停下来等待，按一个键就能打开沙箱里的 shell' }),
    keep: flag({
      en: 'leave the lab up afterwards, with a shell inside, until exit',
      zh: '跑完以后保留实验环境，打开里面的 shell，退出 shell 才清理',
    }),
    until: value({
      completes: 'step',
      describe: { en: 'stop after this step (its id or number)', zh: '做完这一步就停（步骤的 id 或序号）' },
    }),
    diff: flag({ en: 'show after each step what changed in the network', zh: '每一步之后显示网络里的变化' }),
    verbose: flag(
      {
        en: 'show everything: output as it comes, and how to see what a check saw',
        zh: '显示一切：命令的实时输出，以及怎样亲眼看到检查所见',
      },
      'v',
    ),
    data: value({
      array: true,
      nargs: 1,
      completes: 'file',
      describe: {
        en: 'write what was measured to FILE: a chart (.svg), or data (.json, .csv); may be repeated',
        zh: '把测量结果写入文件：图表（.svg）或数据（.json、.csv），可以写多次',
      },
    }),
    timing: flag({ en: 'say at the end where the time went', zh: '最后说明时间花在了哪里' }),
    reporter: value({ choices: REPORTERS, default: 'auto', describe: { en: 'how to show it', zh: '显示方式' } }),
    fix: flag({ en: 'install first what the lesson lacks', zh: '先安装这一课缺少的东西' }),
    yes: flag({ en: 'do not ask before installing', zh: '安装之前不询问' }, 'y'),
    deadline: value({
      default: '5',
      describe: { en: 'seconds that a check may wait for its condition', zh: '一项检查最多等待条件成立的秒数' },
    }),
  },
  explain: {
    set: PARAMETERS,
    dialect: DIALECT,
    format: value({
      choices: EXPLAIN_FORMATS,
      describe: {
        en: 'for the terminal, as Markdown, or as a page of its own; without it, as the ending of the file says',
        zh: '给终端看、Markdown，或独立的网页；不写就看文件名的结尾',
      },
    }),
    step: value({ completes: 'step', describe: { en: 'this step alone (its id or number)', zh: '只看这一步（步骤的 id 或序号）' } }),
    output: OUTPUT,
    pager: value({
      choices: PAGING,
      default: 'auto',
      describe: {
        en: 'page what is longer than the terminal through $PAGER, or never',
        zh: '比终端长时用 $PAGER 分页（auto），或从不分页（never）',
      },
    }),
  },
  render: {
    set: PARAMETERS,
    dialect: DIALECT,
    host: flag({
      en: 'the form for a throw-away machine: no sandbox, works on the machine itself',
      zh: '给一次性机器用的形式：不用沙箱，直接在机器上操作',
    }),
    output: value({
      alias: 'o',
      completes: 'file',
      describe: { en: 'write it to this file and make that executable', zh: '写入这个文件，并设为可执行' },
    }),
  },
  diagram: {
    set: PARAMETERS,
    format: value({
      choices: DIAGRAM_FORMATS,
      describe: {
        en: 'how to draw it; without it, as the ending of the file says, else as boxes',
        zh: '画成什么格式；不写就看文件名的结尾，没有文件就画成方框',
      },
    }),
    output: OUTPUT,
    'after-step': value({
      completes: 'step',
      describe: {
        en: 'draw it as it is after this step (its id or number; 0 is the start)',
        zh: '画这一步之后的网络（步骤的 id 或序号，0 表示一开始）',
      },
    }),
  },
  list: {
    json: flag({ en: 'as a JSON array', zh: '输出 JSON 数组' }),
    tag: value({ completes: 'tag', describe: { en: 'only lessons with this tag', zh: '只列出带这个标签的课程' } }),
  },
  doctor: {
    for: value({
      completes: 'scope',
      describe: {
        en: "only what this lesson (id or path) needs, or 'tests': the project's own",
        zh: "只看这一课（id 或路径）需要的东西；'tests' 指项目自己的测试",
      },
    }),
    dialect: DIALECT,
    fix: flag({ en: 'install and mend what is missing, with sudo unless root', zh: '安装并修好缺少的东西，不是 root 时用 sudo' }),
    yes: flag({ en: 'do not ask first', zh: '不先询问' }, 'y'),
    quiet: flag({ en: 'say only what is missing, and what was done', zh: '只说缺什么、做了什么' }, 'q'),
    json: flag({ en: 'as JSON', zh: '输出 JSON' }),
  },
  new: {},
  prove: {
    set: PARAMETERS,
    dialect: DIALECT,
    json: flag({ en: 'as JSON', zh: '输出 JSON' }),
    deadline: value({
      default: '5',
      describe: { en: 'seconds that a check may wait for its condition', zh: '一项检查最多等待条件成立的秒数' },
    }),
  },
  lab: {
    set: PARAMETERS,
    kind: value({
      choices: Object.keys(LAB_KINDS) as LabKind[],
      default: 'build',
      describe: {
        en: 'start, grade: from nothing, begun, broken, or to be foretold',
        zh: 'start、grade：从零搭建、接着搭完、修复故障，或预测结果',
      },
    }),
    from: value({
      describe: {
        en: 'finish: begin after this step of the lesson; without it, half is done',
        zh: 'finish：从课程的这一步之后开始；不写则已做好一半',
      },
    }),
    seed: value({
      describe: {
        en: 'repair: which fault; the same number brings the same one again',
        zh: 'repair：用哪个故障；同一个数字得到同一个故障',
      },
    }),
    lab: value({
      describe: {
        en: 'check, diagnose, shell, watch: which of several open labs (lesson or number)',
        zh: 'check、diagnose、shell、watch：打开着的实验中的哪一个（课程或编号）',
      },
    }),
    solution: value({ completes: 'file', describe: { en: 'grade: the bash script to grade', zh: 'grade：要评分的 bash 脚本' } }),
    timeout: value({ default: '30', describe: { en: 'grade: seconds that the script may take', zh: 'grade：脚本最多运行的秒数' } }),
    reporter: value({ choices: LAB_REPORTERS, default: 'plain', describe: { en: 'how to show a grade', zh: '成绩的显示方式' } }),
  },
  completion: {},
} as const;

export type Verb = keyof typeof FLAGS;

type Flags = Readonly<Record<string, { readonly describe: Words }>>;

export type Spoken<F extends Flags> = { readonly [K in keyof F]: Omit<F[K], 'describe'> & { readonly describe: string } };

/** Flags as the parser and completion take them: in one language. */
export function spoken<const F extends Flags>(flags: F): Spoken<F> {
  return Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, { ...flag, describe: say(flag.describe) }])) as Spoken<F>;
}

export const VERBS = Object.keys(FLAGS) as Verb[];
