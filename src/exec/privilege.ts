import { readFileSync } from 'node:fs';

/** CAP_SYS_ADMIN (include/uapi/linux/capability.h): what namespaces and mounts take. */
const CAP_SYS_ADMIN = 21n;

let known: boolean | undefined;

/** Whether this process may make namespaces without a user namespace. */
export function isPrivileged(): boolean {
  known ??= mayAdminister();
  return known;
}

function mayAdminister(): boolean {
  if (process.geteuid?.() !== 0) return false;
  const capabilities = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return ((BigInt(`0x${capabilities}`) >> CAP_SYS_ADMIN) & 1n) === 1n;
}
