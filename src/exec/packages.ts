import { existsSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { inRow, say } from '../model/say.ts';
import { INSTALL_WORDS, MANAGERS, type Manager, PACKAGE_OF } from './package-table.ts';
import { asRoot } from './root.ts';
import { toolPath } from './tool-env.ts';

/** Where every system keeps programs, whatever a PATH says. */
const STANDARD = ['/usr/bin', '/bin'];

function findIn(folders: readonly string[], name: string): string | undefined {
  // Not join(), which is so slow that V8 would optimize it.
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path) && !isApplet(path));
}

/** Busybox answers to many names, with less than the programs of those names can do; by its own it is what was asked for. */
function isApplet(path: string): boolean {
  return basename(path) !== 'busybox' && basename(realpathSync.native(path)).startsWith('busybox');
}

/** The full path of a program, looked for as the sandbox will, or `undefined`. */
export function findTool(name: string): string | undefined {
  return findIn(toolPath().split(':'), name);
}

/** The program that is iptables on top of nftables, whatever it is called here. */
export function findNftIptables(): string | undefined {
  const iptables = findTool('iptables');
  return findTool('iptables-nft') ?? (iptables && realpathSync.native(iptables).endsWith('nft-multi') ? iptables : undefined);
}

/** Names under which the sandbox must find other programs. */
export function programLinks(): readonly { name: string; target: string }[] {
  const target = findNftIptables();
  return target ? [{ name: 'iptables', target }] : [];
}

/** This system's package manager, if it is one that is known. */
export function findManager(): Manager | undefined {
  const folders = [...toolPath().split(':'), ...STANDARD];
  return (Object.keys(MANAGERS) as Manager[]).find((name) => findIn(folders, MANAGERS[name]));
}

/** The packages that bring these programs, each once. */
export function packagesFor(tools: readonly string[], manager: Manager): readonly string[] {
  return [...new Set(tools.map((tool) => PACKAGE_OF[tool]?.[manager] ?? tool))];
}

/** A folder that holds all of these programs and is not on the PATH. */
export function folderOffPath(tools: readonly string[]): string | undefined {
  return STANDARD.find((folder) => !toolPath().split(':').includes(folder) && tools.every((tool) => findIn([folder], tool)));
}

/** How a person gets these programs here. */
export function installHint(tools: readonly string[]): string {
  const folder = folderOffPath(tools);
  if (folder)
    return say({
      en: `put ${folder} on the PATH, where ${tools.length === 1 ? 'it is' : 'they are'}`,
      zh: `把 ${folder} 加进 PATH，程序在那里`,
    });
  const manager = findManager();
  return manager ? asRoot(installCommand(tools, manager)) : withoutManager(tools);
}

/** The command to type, by root. Pure. */
export function installCommand(tools: readonly string[], manager: Manager): string {
  return `${INSTALL_WORDS[manager]} ${packagesFor(tools, manager).join(' ')}`;
}

/** What to look for where no package manager is known: programs, with their packages as Debian calls them. Pure. */
export function withoutManager(tools: readonly string[]): string {
  return say({
    en: `install ${tools.map((tool) => named(tool)).join(', ')} with this system's package manager`,
    zh: `用这个系统的包管理器安装 ${inRow(tools.map((tool) => named(tool)))}`,
  });
}

function named(tool: string): string {
  const name = PACKAGE_OF[tool]?.apt ?? tool;
  return name === tool ? tool : say({ en: `${tool} (of ${name})`, zh: `${tool}（属于 ${name}）` });
}
