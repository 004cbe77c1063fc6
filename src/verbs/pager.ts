import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { feed } from '../exec/process.ts';
import { toolPath } from '../exec/tool-env.ts';
import type { Terminal } from '../report/choose.ts';

/** Exit codes of a shell that cannot run a command. */
const NOT_RUN = [126, 127];

/** The command that pages: the user's own, else less, else none. An empty PAGER and cat mean that nothing pages. */
export function pagerCommand(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const own = env['PAGER']?.trim();
  if (own === '' || own === 'cat') return undefined;
  if (own !== undefined) return own;
  return toolPath()
    .split(':')
    .some((folder) => existsSync(join(folder, 'less')))
    ? 'less'
    : undefined;
}

/** How less is set unless the user has: to end where the text fits (F), to show colours (R), and to leave the text on the screen (X). */
const LESS = 'FRX';

/**
 * Writes text to a terminal, through a pager where that is longer than the terminal is high. A pager that cannot be run is done
 * without; one that the reader leaves early has shown enough.
 */
export async function writePaged(text: string, terminal: Terminal, paging: 'auto' | 'never'): Promise<void> {
  const lines = text.split('\n').length;
  const long = terminal.rows !== undefined && lines > terminal.rows;
  const command = long && paging === 'auto' ? pagerCommand(process.env) : undefined;
  if (command === undefined) {
    terminal.write(text);
    return;
  }
  // A Ctrl-C belongs to the pager, which shares the terminal.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  try {
    const env = { LESS, ...definedIn(process.env), PATH: toolPath() };
    if (NOT_RUN.includes(await feed(command, text, env))) terminal.write(text);
  } finally {
    process.off('SIGINT', ignore);
  }
}

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
