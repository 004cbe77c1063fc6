import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from '../../src/exec/packages.ts';
import { CLI } from './cli.ts';
import { skip } from './skip.ts';
import { makeTempDir } from './temp-dir.ts';
import { Terminal } from './tmux.ts';

export const SHELL_NAMES = ['bash', 'zsh', 'fish'] as const;
export type ShellName = (typeof SHELL_NAMES)[number];

/** How each shell is started without anybody's configuration, and what makes it complete. */
const START: Readonly<Record<ShellName, { readonly command: string; readonly setup: readonly string[] }>> = {
  bash: { command: 'bash --norc --noprofile', setup: ["PS1='ready> '", 'source <(netscenario completion bash)'] },
  zsh: {
    command: 'zsh -f',
    setup: ["PS1='ready> '", 'bindkey -e', 'autoload -Uz compinit; compinit -D -u', 'source <(netscenario completion zsh)'],
  },
  fish: {
    command: 'fish --no-config',
    setup: ["function fish_prompt; echo -n 'ready> '; end", 'set -g fish_autosuggestion_enabled 0', 'netscenario completion fish | source'],
  },
};

/** A folder to work in, with a home and the program under `bin`. */
export interface Place {
  readonly work: string;
  /** Words that start a program with this place's home and PATH. */
  readonly env: readonly string[];
}

export function makePlace(): Place {
  const root = makeTempDir();
  for (const name of ['work', 'home', 'bin']) mkdirSync(join(root, name));
  chmodSync(CLI, 0o755);
  symlinkSync(CLI, join(root, 'bin/netscenario'));
  return {
    work: join(root, 'work'),
    env: [`HOME=${join(root, 'home')}`, `PATH=${join(root, 'bin')}:${process.env['PATH']}`],
  };
}

/** Skips where the shell, or the terminal to type in, is not here. */
export function needShell(name: ShellName): void {
  for (const tool of [name, 'tmux'])
    if (findTool(tool) === undefined) skip(`the program ${tool} is not here: netscenario doctor --for tests`);
}

/** A shell in a terminal that completes the words of netscenario. */
export class CompletingShell {
  readonly #terminal: Terminal;

  private constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  static async start(name: ShellName, { env, work }: Place): Promise<CompletingShell> {
    const { command, setup } = START[name];
    const terminal = new Terminal({ columns: 120, rows: 30 }, `cd ${work}; env ${env.map((word) => `'${word}'`).join(' ')} ${command}`);
    for (const line of setup) terminal.type(line);
    const shell = new CompletingShell(terminal);
    await shell.#atPrompt();
    return shell;
  }

  /** Waits for an empty prompt at the top of a clean screen. */
  async #atPrompt(): Promise<void> {
    const mark = `mark-${Math.trunc(performance.now())}`;
    this.#terminal.type(`echo ${mark}`);
    await this.#terminal.until(new RegExp(`^${mark}\\n+ready>$`, 'm'));
  }

  /** Types a line in which `⇥` stands for the Tab key, and resolves once the screen shows a line like `expected` at the prompt. */
  async completes(typed: string, expected: RegExp): Promise<void> {
    this.#typeKeys(typed);
    try {
      await this.#terminal.until(new RegExp(`^ready> ${expected.source}$`, 'm'));
    } finally {
      this.#terminal.press('C-u');
    }
  }

  /** Types a line with Tabs, and resolves once the screen shows what is expected anywhere. */
  async shows(typed: string, expected: RegExp): Promise<void> {
    this.#typeKeys(typed);
    await this.#terminal.until(expected);
    this.#terminal.press('C-u');
  }

  /** Types a line with Tabs, then prints its words as the shell understands them. */
  async words(typed: string, expected: RegExp): Promise<string> {
    this.#typeKeys(typed);
    await this.#terminal.until(expected);
    this.#terminal.press('C-a');
    this.#terminal.type("printf '[%s]\\n' ");
    return this.#terminal.until(/^\[netscenario\]$[\s\S]*ready>$/m);
  }

  #typeKeys(typed: string): void {
    for (const part of typed.split(/(⇥)/)) {
      if (part === '⇥') this.#terminal.press('Tab');
      else if (part !== '') this.#terminal.enter(part);
    }
  }

  run(line: string): void {
    this.#terminal.type(line);
  }

  close(): void {
    this.#terminal.close();
  }
}

/** What fish would offer at the end of a line, as `word<tab>description` lines. */
export function fishOffers(line: string, { env, work }: Place): readonly string[] {
  const script = `netscenario completion fish | source; complete -C '${line}'`;
  return execFileSync('env', [...env, 'fish', '--no-config', '-c', script], { cwd: work, encoding: 'utf8' })
    .trimEnd()
    .split('\n');
}

/** What bash's function leaves in COMPREPLY when it is called as readline would call it. */
export function bashOffers(before: string, word: string, { env, work }: Place): readonly string[] {
  const script = `source <(netscenario completion bash)
    COMP_LINE=$1 COMP_POINT=\${#1}
    compopt() { :; }
    _netscenario netscenario "$2"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('env', [...env, 'bash', '--norc', '-c', script, 'bash', before, word], { cwd: work, encoding: 'utf8' })
    .trimEnd()
    .split('\n');
}
