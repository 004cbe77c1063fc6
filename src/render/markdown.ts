import { spansOf } from '../model/prose.ts';

/** The longest run of backticks in a text. */
function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** Text that Markdown shows as it is: whatever could mean something in it is escaped. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]<>|$~]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(?:[+\-=]|#{1,6}(?=\s|$))/, '\\$&')
    .replace(/:\/\//g, '\\://')
    .replace(/\b(www)\./gi, '$1\\.')
    .replace(/@/g, '\\@');
}

/** A stretch of code that its content cannot close. */
export function codeSpan(text: string): string {
  const ticks = '`'.repeat(longestRun(text) + 1);
  const pad = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return `${ticks}${pad}${text}${pad}${ticks}`;
}

/** Prose with its code in backticks. */
export function markdownProse(prose: string): string {
  return spansOf(prose)
    .map(({ code, text }, index) => (code ? codeSpan(text) : escapeInline(text, index === 0)))
    .join('');
}

/** Escapes what only the beginning of a line makes special just there. */
function escapeInline(text: string, atStart: boolean): string {
  return atStart ? escapeMarkdown(text) : escapeMarkdown(`x${text}`).slice(1);
}

/** A block of code that its content cannot close. */
export function fence(text: string, info: string): string {
  const marks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${marks}${info}\n${text.replace(/\n+$/, '')}\n${marks}`;
}
