import { readdirSync, readFileSync } from 'node:fs';

/** A lab that somebody does now, as the table of processes tells; there is no other record of it, and so none is left behind. */
export interface RunningLab {
  /** The agent's process id. */
  readonly pid: number;
  /** The cell's first process as the agent sees it. */
  readonly cell: number;
  /** The lesson's id. */
  readonly lab: string;
}

/** What the agent of a lab has in its environment. */
export const LAB_VARIABLE = 'NETSCENARIO_LAB';

function environmentOf(pid: string): ReadonlyMap<string, string> {
  try {
    const words = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return new Map(words.map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]));
  } catch {
    // It has ended meanwhile, or is somebody else's.
    return new Map();
  }
}

/** The labs of this user that are open now, the one that was opened last at the end. */
export function runningLabs(): readonly RunningLab[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid): readonly RunningLab[] => {
      const environment = environmentOf(pid);
      const [lab, cell] = [environment.get(LAB_VARIABLE), environment.get('cell')];
      // What the agent starts inherits all of it, and has another process id.
      return lab && cell && environment.get('outer') === pid ? [{ pid: Number(pid), cell: Number(cell), lab }] : [];
    })
    .sort((a, b) => a.pid - b.pid);
}
