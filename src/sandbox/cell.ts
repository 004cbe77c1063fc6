import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { renderScript } from '../render/templates.ts';

/** What may be stored in each of the cell's file systems in memory, as mount(8) takes it. */
const SIZE = '64m';

/** Below these nothing is hidden one by one: they are hidden whole, or the system's own. */
const KNOWN =
  /^\/(home|root|run|tmp|media|mnt|srv|dev|proc|sys|bin|sbin|usr|lib\w*|etc|boot)(\/|$)|^\/$|^\/var(\/(tmp|lib|run|cache|spool))?$/;

/** Homes of people that are not where homes usually are (passwd(5)). */
export function strayHomes(passwd: string, own: string): readonly string[] {
  const homes = passwd.split('\n').flatMap((line) => {
    const [name, , uid = '', , , home = ''] = line.split(':');
    return name === 'root' || Number(uid) >= 1000 ? [home] : [];
  });
  return [...new Set([...homes, own])].filter((home) => home.startsWith('/') && !KNOWN.test(home));
}

interface CellOptions {
  readonly root: boolean;
  /** How many file descriptors the agent has, none of which is the cell's. */
  readonly pipes: number;
  readonly links: readonly { readonly name: string; readonly target: string }[];
}

/** The script that makes a cell and then goes on as the agent, in the cell's network. */
export function cellScript(agent: string, { root, pipes, links }: CellOptions): string {
  const closed = Array.from({ length: pipes - 3 }, (_, index) => index + 3);
  const init = renderScript({ template: 'sandbox/cell-init', data: { links } });
  const homes = strayHomes(readFileSync('/etc/passwd', 'utf8'), homedir());
  const view = renderScript({ template: 'sandbox/cell-view', data: { init, root, homes, size: SIZE } });
  return renderScript({ template: 'sandbox/cell', data: { agent, view, root, closed } });
}
