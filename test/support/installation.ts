import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/paths.ts';
import { skip } from './skip.ts';

/** Who runs netscenario: root, or an ordinary user. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const USER = 'netscenario-try';

const ids = (name: string) => ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' })));

/** The accounts to test with, an ordinary user made where there is none; skips where this process may not. */
export function accounts(): readonly Account[] {
  if (process.getuid?.() !== 0) skip('only root can test both as root and as an ordinary user: run the tests as root');
  try {
    ids(USER);
  } catch {
    execFileSync('useradd', ['--create-home', '--shell', '/bin/bash', USER]);
  }
  const [uid = 0, gid = 0] = ids(USER);
  return [
    { name: 'root', uid: 0, gid: 0 },
    { name: 'an ordinary user', uid, gid },
  ];
}

export interface Installed {
  /** What a person starts. */
  readonly program: string;
  /** What Node can be told to run, which that does. */
  readonly cli: string;
  remove(): void;
}

/** A copy of the built program that every user can read, wherever the checkout lies. */
export function installCopy(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-installed-'));
  chmodSync(folder, 0o755);
  for (const part of ['dist', 'templates/sandbox', 'package.json', 'node_modules/jiti', 'node_modules/elkjs']) {
    mkdirSync(join(folder, part, '..'), { recursive: true });
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  const [program, cli] = ['netscenario', 'cli.js'].map((file) => join(folder, 'dist', file)) as [string, string];
  return { program, cli, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
