import type { Answer } from './candidate.ts';

/** Asks the program for the words that may follow. What stands behind the cursor fish does not tell. */
export const FISH_SCRIPT = `# netscenario: completion for fish
function __netscenario_complete
    set -l program (commandline -po)[1]
    type -q -- $program; or set program netscenario
    set -l lines ($program __complete fish (commandline -pc | string collect) 2>/dev/null)
    if test "$lines[1]" = files
        set -l word (commandline -ct)
        set -l flag (string match -r -- '^--[^=]*=' $word)
        for file in (__fish_complete_path (string replace -- "$flag" '' $word))
            printf '%s\\n' "$flag$file"
        end
    else
        printf '%s\\n' $lines
    end
end
complete -c netscenario -k -f -a '(__netscenario_complete)'
# Words from a function never stand for a path below ~; fish's own do.
complete -c netscenario -n 'string match -q -- "~*" (commandline -ct)' -F
`;

/** Candidates as fish reads them: the word, a tab, what it is. A word that ends in `=` or `/` gets no space from fish by itself. */
export function fishAnswer({ candidates, files }: Answer): string {
  if (files) return 'files\n';
  return candidates.map(({ text, about }) => `${text}${about ? `\t${about}` : ''}\n`).join('');
}
