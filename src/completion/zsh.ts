import type { Answer } from './candidate.ts';

/** Asks the program for the words that may follow, and shows them with what they are. */
export const ZSH_SCRIPT = `#compdef netscenario
# netscenario: completion for zsh
_netscenario() {
  local program=\${~\${(Q)words[1]}} line
  local -a lines whole open
  whence -p -- "$program" >/dev/null || program=netscenario
  lines=("\${(@f)$("$program" __complete zsh "\${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" "$SUFFIX$QISUFFIX \${(j: :)words[CURRENT+1,-1]}" 2>/dev/null)}")
  if [[ $lines[1] == files ]]; then
    compset -P '--*='
    _files
    return
  fi
  whole=(\${\${(M)lines:#whole *}#whole })
  open=(\${\${(M)lines:#open *}#open })
  _describe -V netscenario whole -- open -S ''
}
if [[ $funcstack[1] == _netscenario ]]; then
  _netscenario "$@"
else
  compdef _netscenario netscenario
fi
`;

/** Candidates for _describe: whether each is a whole word or open, the word with its colons escaped, what it is. */
export function zshAnswer({ candidates, files }: Answer): string {
  if (files) return 'files\n';
  const escaped = (text: string) => text.replace(/[\\:]/g, '\\$&');
  return candidates.map(({ text, about, open }) => `${open ? 'open' : 'whole'} ${escaped(text)}${about ? `:${about}` : ''}\n`).join('');
}
