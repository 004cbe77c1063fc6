import * as assert from 'uvu/assert';
import type { CommandContext } from '../../src/commands/context.ts';
import { makeParser } from '../../src/commands/parser.ts';
import { splitWords } from '../../src/completion/line.ts';

import { LESSON_IDS, loadScenario } from '../../src/plan/catalogue.ts';
import { FLAGS, type Flag, type Verb } from '../../src/verbs/flags.ts';
import { partLanguage, wishedLanguage } from '../../src/verbs/language.ts';
import { preparePlan } from '../../src/verbs/prepare.ts';
import { assertWords } from '../../src/verbs/usage.ts';
import { commandLinesOf, pagePaths, readPage } from '../support/markdown.ts';
import { suite } from '../support/suite.ts';
import { rejectionOf } from '../support/throws.ts';

/** Parses and does nothing. */
const CONTEXT: CommandContext = {
  argv: [],
  terminal: { write: () => {}, interactive: false, colour: false, columns: undefined, rows: undefined },
  write: () => {},
  writeError: () => {},
  typing: false,
  lang: 'en',
  lessonHelp: undefined,
  early: undefined,
  done: async () => {},
};

/** Words that stand for something in a page. */
const EXAMPLE_OF: Readonly<Record<string, string>> = { LESSON: 'bridge-3ns', TAG: 'ovs', N: '1', NAME: 'my-lesson', FILE: 'file' };

function known(id: string): string {
  if (id.includes('/') || LESSON_IDS.includes(id)) return id;
  throw new Error(`there is no lesson ${id}`);
}

/** Throws where the program would refuse a line: its words, or the lesson, step, parameter or tag that they name. */
async function accept(line: string): Promise<void> {
  const { rest: argv, wishes } = partLanguage(splitWords(line).map((word) => EXAMPLE_OF[word] ?? word));
  wishedLanguage(wishes);
  if (['help', '--help', '--version', '-h'].includes(argv[0] ?? '') || argv.includes('--help')) return;
  assertWords(argv);
  // A verb alone is spoken of rather than typed.
  if (argv.length === 1) return;
  const args: Readonly<Record<string, unknown>> = await makeParser(argv, CONTEXT, '0').parseAsync([...argv], {}, () => {});
  const isNetns = argv[0] === 'lab' && ['diagnose', 'shell'].includes(argv[1] ?? '');
  const lesson = !isNetns && typeof args['lesson'] === 'string' ? known(args['lesson']) : undefined;
  // One's own lesson is not here to be looked into.
  const scenario = lesson?.includes('/') ? undefined : lesson;
  const flags: Readonly<Record<string, Flag>> = FLAGS[argv[0] as Verb];
  const set = Array.isArray(args['set']) ? args['set'].map(String) : [];
  if (scenario) await preparePlan({ scenario, set, until: undefined });
  for (const [name, { completes }] of Object.entries(flags)) {
    const value = args[name];
    if (value === undefined) continue;
    if (completes === 'step' && scenario && value !== '0') await preparePlan({ scenario, set, until: String(value) });
    if (completes === 'scope' && value !== 'tests') known(String(value));
    if (completes === 'tag') {
      const tags = await Promise.all(LESSON_IDS.map(async (id) => (await loadScenario(id)).tags));
      if (!tags.flat().includes(String(value))) throw new Error(`there is no tag ${value}`);
    }
  }
}

const lines = suite('command lines in pages');

for (const page of pagePaths()) for (const line of new Set(commandLinesOf(readPage(page)))) lines(`${page}: ${line}`, () => accept(line));

for (const line of [
  'rnu bridge-3ns',
  'run brdige-3ns',
  'run bridge-3ns --nonesuch',
  'run bridge-3ns --until nonesuch',
  'run bridge-3ns --set nonesuch=1',
  'run bridge-3ns --reporter nonesuch',
  'list --tag nonesuch',
  'doctor --for nonesuch',
])
  lines(`what is wrong is found: ${line}`, async () => {
    assert.instance(await rejectionOf(accept(line)), Error);
  });
lines.run();
