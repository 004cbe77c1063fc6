import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/paths.ts';

/** The pages that a reader finds: README.md and all below docs/, relative to the project's root. */
export function pagePaths(): readonly string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
  return ['README.md', ...docs.sort().map((file) => join('docs', file))];
}

export function readPage(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export interface Block {
  readonly language: string;
  readonly lines: readonly string[];
}

/** The fenced blocks of a page. */
export function fencesOf(text: string): readonly Block[] {
  return [...text.matchAll(/^(`{3,})(\w*)\n([\s\S]*?)^\1$/gm)].map(([, , language = '', body = '']) => ({
    language,
    lines: body.split('\n').slice(0, -1),
  }));
}

/** A page without its fenced blocks. */
export function proseOf(text: string): string {
  return text.replace(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, '');
}

export function headingsOf(text: string): readonly string[] {
  return [...proseOf(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
}

/** Where the links of a page lead, pictures included. */
export function linksOf(text: string): readonly string[] {
  return [
    ...proseOf(text)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^()\s]+)\)/g),
  ].map(([, target = '']) => target);
}

/** The command lines of netscenario that a page shows, without the program's name; comments and prompts are left out. */
export function commandLinesOf(text: string): readonly string[] {
  const fenced = fencesOf(text).flatMap(({ lines }) => lines.map((line) => line.replace(/^\$ /, '').replace(/\s+#.*$/, '')));
  const inline = [...proseOf(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return [...fenced, ...inline].flatMap((line) => /^(?:npx )?netscenario ([^<>[|…]+)$/.exec(line.trim())?.[1]?.trim() ?? []);
}
