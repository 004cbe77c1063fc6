import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** A real terminal that a test types into and reads: a tmux server of its own, in which `shell` runs. */
export class Terminal {
  readonly #socket = `netscenario-${process.pid}-${Math.trunc(performance.now())}`;

  constructor(size: { readonly columns: number; readonly rows: number }, shell = 'env PS1="ready> " bash --norc --noprofile') {
    this.#tmux('new-session', '-d', '-x', String(size.columns), '-y', String(size.rows), shell);
    this.#tmux('set-option', '-g', 'history-limit', '5000');
  }

  #tmux(...args: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, '-f', '/dev/null', ...args], {
      encoding: 'utf8',
      env: { ...process.env, TERM: 'xterm-256color', CI: '' },
    });
  }

  /** Types text and leaves it there. */
  enter(text: string): void {
    this.#tmux('send-keys', '-l', '--', text);
  }

  /** Types text and presses Enter. */
  type(text: string): void {
    this.enter(text);
    this.press('Enter');
  }

  /** Presses a key by its tmux name, e.g. `C-c`. */
  press(key: string): void {
    this.#tmux('send-keys', key);
  }

  /** All that is on the screen and has scrolled off it, long lines joined. */
  read(): string {
    return this.#tmux('capture-pane', '-p', '-J', '-S', '-').replace(/\s+$/gm, '');
  }

  /** Waits until the text matches; throws with the screen where it never does. */
  async until(pattern: RegExp, deadlineMs = 20_000): Promise<string> {
    const deadline = performance.now() + deadlineMs;
    for (;;) {
      const text = this.read();
      if (pattern.test(text)) return text;
      if (performance.now() > deadline) throw new Error(`${pattern} is not on the screen:\n${text}`);
      await delay(50);
    }
  }

  /** Closes the terminal as a person closes a window. */
  close(): void {
    this.#tmux('kill-server');
  }
}
