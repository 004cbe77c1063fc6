import { BASH_SCRIPT, bashAnswer } from './bash.ts';
import type { Answer } from './candidate.ts';
import { FISH_SCRIPT, fishAnswer } from './fish.ts';
import { ZSH_SCRIPT, zshAnswer } from './zsh.ts';

/** How one shell is served. */
export interface Shell {
  /** What it reads once to know how to complete. */
  readonly script: string;
  /** The line with which a person has it read that, and the file in which the line belongs, below what. */
  readonly install: { readonly line: string; readonly file: string; readonly below?: string };
  /** An answer as the script reads it; `before` is the line up to the cursor, `word` what the shell takes for the word there. */
  format(answer: Answer, before: string, word: string): string;
}

/** The shells that completion is made for. */
export const SHELLS: Readonly<Record<'bash' | 'zsh' | 'fish', Shell>> = {
  bash: {
    script: BASH_SCRIPT,
    install: { line: 'source <(netscenario completion bash)', file: '~/.bashrc' },
    format: bashAnswer,
  },
  zsh: {
    script: ZSH_SCRIPT,
    install: { line: 'source <(netscenario completion zsh)', file: '~/.zshrc', below: 'compinit' },
    format: zshAnswer,
  },
  fish: {
    script: FISH_SCRIPT,
    install: { line: 'netscenario completion fish | source', file: '~/.config/fish/config.fish' },
    format: fishAnswer,
  },
};

/** The shell of that name, if it is one of them. */
export function shellNamed(name: string): Shell | undefined {
  return Object.entries(SHELLS).find(([known]) => known === name)?.[1];
}
