import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import type { Facts } from '../vocabulary/needs.ts';

/** Whether the kernel has the openvswitch module, loaded, built in or ready to be loaded. */
function hasOvsModule(): boolean {
  if (existsSync('/sys/module/openvswitch')) return true;
  return ['modules.dep', 'modules.builtin'].some((file) => {
    const path = `/lib/modules/${release()}/${file}`;
    return existsSync(path) && /(^|\n)[^\n:]*\/openvswitch\.ko/.test(readFileSync(path, 'utf8'));
  });
}

/** Finds out what a plan depends on, each fact when it is first asked for; reads files only. */
export function gatherFacts(): Facts {
  let ovsDatapath: Facts['ovsDatapath'] | undefined;
  return {
    get ovsDatapath() {
      ovsDatapath ??= hasOvsModule() ? 'system' : 'netdev';
      return ovsDatapath;
    },
  };
}
