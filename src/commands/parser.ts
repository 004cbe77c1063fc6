import yargs, { type Argv } from 'yargs';
import { language, say, type Words } from '../model/say.ts';
import { GLOBAL, spoken, VERBS } from '../verbs/flags.ts';
import { HELP_COLUMNS } from '../verbs/ready-help.ts';
import { explainUsage } from '../verbs/usage.ts';
import { COMMANDS } from './all.ts';
import type { CommandContext } from './context.ts';

const EXIT_CODES: Words = {
  en: 'Exit codes: 0 all holds, 1 a check failed, 2 bad input, 3 a command failed, 4 skipped, 5 something was left behind, 70 a bug.',
  zh: '退出码：0 全部成立，1 有检查不成立，2 输入有误，3 有命令失败，4 跳过，5 有东西没有清理掉，70 程序缺陷。',
};

const ABOUT: Words = {
  en: 'Linux networking lessons that run on your own kernel, without touching the machine.',
  zh: 'Linux 网络课程，在你自己的内核上真实运行，不动这台机器。',
};

/** The parser's own words in help. What it finds wrong is told in other words (src/verbs/usage.ts), and stays as it is. */
const CHINESE = {
  'Commands:': '子命令：',
  'Positionals:': '位置参数：',
  'Options:': '选项：',
  'Examples:': '示例：',
  boolean: '开关',
  string: '文本',
  array: '可多次',
  required: '必需',
  default: '默认',
  'default:': '默认：',
  'choices:': '可选：',
  'Show help': '显示帮助',
  'Show version number': '显示版本号',
};

/** The parser of the command line with every verb; throws `NetscenarioError` where a line is wrong. */
export function makeParser(argv: readonly string[], context: CommandContext, version: string): Argv {
  const bare = yargs([...argv])
    .scriptName('netscenario')
    .locale('en')
    .updateStrings(language() === 'zh' ? CHINESE : {})
    .version(version)
    .exitProcess(false)
    .strict()
    .parserConfiguration({
      'duplicate-arguments-array': true,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'boolean-negation': false,
      'dot-notation': false,
      'camel-case-expansion': false,
    })
    .wrap(Math.min(context.terminal.columns ?? HELP_COLUMNS, HELP_COLUMNS))
    .usage(`$0 VERB\n\n${say(ABOUT)}`)
    .options(spoken(GLOBAL))
    .epilogue(say(EXIT_CODES));
  // Of a line that begins with a verb the parser takes no other, nor shows any in its help.
  const named = VERBS.find((verb) => verb === argv[0]);
  return (named ? [COMMANDS[named]] : Object.values(COMMANDS))
    .reduce((registered, register) => register(registered, context), bare as Argv)
    .example('$0 run bridge-3ns', say({ en: 'run a lesson', zh: '跑一课' }))
    .example('$0 list', say({ en: 'see which there are', zh: '看有哪些课程' }))
    .fail((message, error) => {
      // yargs throws some of its findings and reports the others.
      throw error && error.name !== 'YError' ? error : explainUsage(error?.message ?? message, argv);
    });
}
