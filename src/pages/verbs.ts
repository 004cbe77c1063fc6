import type { Completes, FlagWords } from '../completion/question.ts';
import { SHELLS, type Shell } from '../completion/shells.ts';
import { FLAGS, spoken, VERBS, type Verb } from '../verbs/flags.ts';
import { commandOf, MANUAL } from '../verbs/manual.ts';
import { exitTable } from './exit-codes.ts';
import { bullets, code, fence, type Page, page, sentence, table } from './markdown.ts';
import { VERB_NOTES } from './verb-notes.ts';

/** What a value is, in words. */
const VALUES: Readonly<Record<Completes, string>> = {
  lesson: "a lesson's id, or the path of a module",
  step: "a step's id or number",
  parameter: '`KEY=VALUE`',
  tag: 'a tag',
  'lab-action': 'what `lab` can do',
  dialect: `names of [dialects](../dialects.md), parted by commas`,
  scope: "a lesson's id or path, or `tests`",
  shell: Object.keys(SHELLS).map(code).join(', '),
  file: 'a path',
};

function valueWords({ type, choices, completes }: FlagWords): string {
  if (type === 'boolean') return '';
  if (choices) return choices.map(code).join(', ');
  return completes ? VALUES[completes] : 'a number';
}

function flagRow([name, flag]: [string, FlagWords]): readonly string[] {
  const { alias, describe, type, default: initial } = flag;
  const words = [`--${name}`, ...(alias ? [`-${alias}`] : [])].map(code).join(', ');
  return [words, valueWords(flag), type === 'boolean' || initial === undefined ? '' : code(String(initial)), describe];
}

function examplesOf(verb: Verb): string {
  const lines = MANUAL[verb].examples.map(([command, does]) => ({ command: command.replaceAll('$0', 'netscenario'), does }));
  const width = Math.max(...lines.map(({ command }) => command.length));
  return fence(
    'bash',
    lines.map(({ command, does }) => `${command.padEnd(width)}  # ${does.en}`),
  );
}

function installation(): readonly string[] {
  const row = ([name, { install }]: [string, Shell]) => [name, code(install.line), install.file];
  return [
    '## Installation',
    'One line in the file that the shell reads when it starts:',
    table(['shell', 'line', 'file'], Object.entries(SHELLS).map(row)),
  ];
}

function verbPage(verb: Verb): Page {
  const { takes, does } = MANUAL[verb];
  const { more, exits, see } = VERB_NOTES[verb];
  const flags = Object.entries<FlagWords>(spoken(FLAGS[verb]));
  const [command] = commandOf(verb);
  return page(`verbs/${verb}.md`, `netscenario ${verb}`, [
    sentence(does.en),
    fence('', [`netscenario ${command}${flags.length > 0 ? ' [flags]' : ''}`]),
    takes?.completes ? `\`<${takes.name}>\` is ${VALUES[takes.completes]}.` : '',
    ...more,
    ...(verb === 'completion' ? installation() : []),
    ...(flags.length > 0 ? ['## Flags', table(['flag', 'value', 'default', 'what it does'], flags.map(flagRow))] : []),
    '`--help` prints the usage, and `--lang` chooses the [language](../languages.md).',
    '## Examples',
    examplesOf(verb),
    '## Exit codes',
    exitTable(exits),
    'Signals and bugs have [codes of their own](../exit-codes.md).',
    '## See also',
    bullets(see),
  ]);
}

/** docs/verbs/: a page for each verb. */
export function verbPages(): readonly Page[] {
  return VERBS.map(verbPage);
}
