/** A page of docs/. */
export interface Page {
  /** Relative to docs/. */
  readonly path: string;
  readonly text: string;
}

/** What stands at the top of every generated page, for those who would edit it. */
export const MADE = '<!-- Made from the definitions in src/ by `npm run docs`; edit those. -->';

/** A page of these blocks, an empty line between them. */
export function page(path: string, title: string, blocks: readonly string[]): Page {
  return { path, text: `${[MADE, `# ${title}`, ...blocks.filter((block) => block !== '')].join('\n\n')}\n` };
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function fence(language: string, lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n');
}

export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** A table, its columns padded; none where there are no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [titles = [], ...rest] = cells;
  return [line(titles), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}

/** The anchor that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** A sentence with its first letter large and a full stop behind it. */
export function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
