import type { Answer } from './candidate.ts';
import { readLine, splitWords } from './line.ts';

/** Asks the program for the words that may follow, and hands them to readline. */
export const BASH_SCRIPT = `# netscenario: completion for bash
_netscenario() {
  local program=\${1/#\\~\\//$HOME/} option
  local -a lines
  type -P -- "$program" >/dev/null || program=netscenario
  mapfile -t lines < <("$program" __complete bash "\${COMP_LINE:0:COMP_POINT}" "\${COMP_LINE:COMP_POINT}" "$2" 2>/dev/null)
  for option in \${lines[0]-}; do
    compopt -o "$option"
  done
  COMPREPLY=("\${lines[@]:1}")
}
complete -F _netscenario netscenario
`;

/**
 * Candidates as readline takes them, below the options that this answer needs. Readline replaces but the last part of a
 * word that holds `=` or `:`; it says which by `word`, so of each candidate only that part is given.
 */
export function bashAnswer({ candidates, files, paths }: Answer, before: string, word: string): string {
  if (files) return 'default\n';
  const { typed } = readLine(before, '');
  const replaced = splitWords(word)[0] ?? '';
  const kept = typed.endsWith(replaced) ? typed.length - replaced.length : 0;
  const fitting = candidates.filter(({ text }) => text.startsWith(typed));
  const options = ['nosort', ...(paths ? ['filenames'] : []), ...(fitting.every(({ open }) => open) ? ['nospace'] : [])];
  return `${[options.join(' '), ...fitting.map(({ text }) => text.slice(kept))].join('\n')}\n`;
}
