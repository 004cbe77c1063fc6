import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Namespaces outlive the processes that were in them: the kernel takes them down afterwards, one worker at it for all of
 * them (cleanup_net in net/core/net_namespace.c). While it does, that worker is called `kworker/…+netns`, which any user
 * may read. What one measurement leaves to be taken down is waited for here, so that it is not charged to the next.
 */
const AT_WORK = '+netns';

const POLL_MS = 10;
/** So many looks in a row must find no such worker, since one that ends takes up what came meanwhile. */
const LOOKS = 4;
/** After so long, something else on this machine is making namespaces. */
const PATIENCE_MS = 20_000;
/** For want of a look at the kernel's workers, as in a container. */
const PAUSE_MS = 500;

/** The names of all processes that can be seen. */
function names(): readonly string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/comm`, 'utf8').trim()];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

/** How the waiting is done here, in words. */
export function quietWords(): string {
  return seesWorkers() ? 'until the kernel takes down no namespace' : `of ${PAUSE_MS} ms, since the kernel's workers are not seen here`;
}

function seesWorkers(): boolean {
  return names().includes('kthreadd');
}

/** Resolves once the kernel takes no namespace down; to false where it went on for too long. */
export async function quiet(): Promise<boolean> {
  if (!seesWorkers()) return sleep(PAUSE_MS, true);
  const end = performance.now() + PATIENCE_MS;
  for (let looks = 0; looks < LOOKS; await sleep(POLL_MS)) {
    looks = names().some((name) => name.endsWith(AT_WORK)) ? 0 : looks + 1;
    if (performance.now() > end) return false;
  }
  return true;
}
