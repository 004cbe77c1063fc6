import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceId } from '../../src/model/sources.ts';
import { ROOT } from '../../src/paths.ts';

/** A command that a tutorial shows. */
export interface SeedCommand {
  readonly source: SourceId;
  /** The line of the tutorial. */
  readonly line: number;
  /** Without prompt, with its variables filled in. */
  readonly text: string;
}

const FILE = join(ROOT, 'test/fixtures/seeds/commands.tsv');

/** What stands before a command where it was typed. */
const PROMPT = /^\[[^\]]+\]\s*[#$]\s*/;

/** Where another command begins in the same line: behind a prompt, as an alternative, or glued on. */
const BETWEEN = /\s*(?=\[[^\]]+@[^\]]+\]\s*[#$])|\s*或者?\s*|(?<!exec \S+|sudo) (?=ip (?:netns exec|link add|addr add) )/;

/** The commands of all tutorials, one by one: lines that go on joined, lines with several parted, variables filled in. */
export function seedCommands(): readonly SeedCommand[] {
  const rows = readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [source = '', number = '', text = ''] = line.split('\t');
      return { source: source as SourceId, line: Number(number), text };
    });
  const joined: SeedCommand[] = [];
  for (const row of rows) {
    const last = joined.at(-1);
    if (last?.text.endsWith('\\')) joined[joined.length - 1] = { ...last, text: `${last.text.slice(0, -1)}${row.text}` };
    else joined.push(row);
  }
  return joined.flatMap((row) => filled(row, joined)).filter(({ text }) => !/^\w+=\S+$|^#!/.test(text));
}

/** A line's commands; a script's words stand for those of its first call. */
function filled({ source, line, text }: SeedCommand, all: readonly SeedCommand[]): readonly SeedCommand[] {
  const here = all.filter((other) => other.source === source);
  const call = here.map((other) => /\bsh \S+\.sh (.+)$/.exec(other.text)?.[1]).find((words) => words !== undefined);
  const words = call?.split(' ') ?? [];
  const values = new Map(words.map((word, index) => [String(index + 1), word]));
  const fill = (part: string): string => part.replace(/\$(\w+)/g, (_, name: string) => values.get(name) ?? `$${name}`);
  for (const other of here) {
    const set = other.line <= line ? /^(\w+)=(\S+)$/.exec(other.text) : null;
    if (set?.[1] && set[2]) values.set(set[1], fill(set[2]));
  }
  return text
    .split(BETWEEN)
    .map((part) => fill(part.trim().replace(PROMPT, '')))
    .filter((part) => part !== '')
    .map((part) => ({ source, line, text: part }));
}
