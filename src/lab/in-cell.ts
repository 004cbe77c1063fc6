import { isPrivileged } from '../exec/privilege.ts';
import { quoteWord } from '../render/quote.ts';
import { renderScript } from '../render/templates.ts';
import { LIMITS, OPEN_FILES } from './submission.ts';

/**
 * What each process may have that the lab starts in the cell, and all that comes of it. Programs in Go lay claim to far more memory
 * than they use; how much is used is watched (submission.ts).
 */
const READY = { processes: LIMITS.processes, files: OPEN_FILES, addressSpace: 2 ** 32 } as const;

/** A command that runs a script of the lab's own in the cell, as its root; what is left running there has no file of the agent's. */
export function commandInCell(script: string): string {
  return renderScript({ template: 'sandbox/cell-ready', data: { root: isPrivileged(), script, ...READY } });
}

/** Gives the network namespaces of containers the names of those, for ip-netns(8). What it takes from the cell is believed by nobody. */
export function nameContainers(): string {
  const script = renderScript({ template: 'sandbox/cell-containers', data: { state: '{{.State.Pid}} {{.Name}}' } });
  return `timeout -s KILL 10 bash --norc --noprofile -c ${quoteWord(commandInCell(script))} >/dev/null 2>&1`;
}
