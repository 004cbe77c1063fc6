import type { Lack } from '../exec/needs.ts';
import { programLinks } from '../exec/packages.ts';
import { run } from '../exec/process.ts';
import { toolEnv } from '../exec/tool-env.ts';
import { NetscenarioError } from '../model/errors.ts';
import { isKernelFeature, missingKernelFeature } from '../run/kernel-features.ts';
import { launchCommand, refused } from '../sandbox/launch.ts';
import { Sandbox } from '../sandbox/sandbox.ts';
import type { Facts, Need } from '../vocabulary/needs.ts';

/** What trying showed. */
export interface Trial {
  /** Why no sandbox can be made, where none can. */
  readonly sandbox: Lack | undefined;
  /** What the kernel said to each need that only it can tell, by `needKey`. Empty where no sandbox can be made. */
  readonly kernel: ReadonlyMap<string, Lack | undefined>;
}

/** A need as the key of a map. */
export function needKey(need: Need): string {
  return JSON.stringify(need);
}

/** Makes a sandbox, tries in it what these needs ask of the kernel, and throws it away. */
export async function tryMachine(needs: readonly Need[], { facts, uidRange }: { facts: Facts; uidRange: boolean }): Promise<Trial> {
  const opened = await open(uidRange);
  if (!(opened instanceof Sandbox)) return { sandbox: opened, kernel: new Map() };
  try {
    const kernel = new Map<string, Lack | undefined>();
    for (const need of needs.filter((one) => isKernelFeature(one, facts)))
      kernel.set(needKey(need), await missingKernelFeature([need], { facts, channel: opened.channel }));
    return { sandbox: undefined, kernel };
  } finally {
    await opened.dispose();
  }
}

async function open(uidRange: boolean): Promise<Sandbox | Lack> {
  try {
    return await Sandbox.create({ uidRange, links: programLinks() });
  } catch (error) {
    if (error instanceof NetscenarioError) return { what: error.message, fix: error.fix ?? '' };
    throw error;
  }
}

/** The uid and gid that no account on a Linux system is given (nobody). */
const NOBODY = '65534';

/** Whether ordinary users can make sandboxes too. Asked by root, who tries it as nobody. */
export async function tryOrdinaryUser(): Promise<Lack | undefined> {
  const [file = '', ...args] = launchCommand({ uidRange: false, links: [] }, false);
  const ids = ['--reuid', NOBODY, '--regid', NOBODY, '--clear-groups', file];
  const { exitCode, stderr } = await run('setpriv', [...ids, ...args, 'mount -t proc proc /proc && mount -t sysfs sysfs /sys'], toolEnv());
  if (exitCode === 0) return undefined;
  const { message, fix = '' } = refused(stderr, false);
  return { what: message, fix };
}
