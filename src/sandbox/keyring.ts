import { arch } from 'node:process';
import { findTool } from '../exec/packages.ts';

/** The number of keyctl(2), by the name that Node has for a machine's architecture (syscalls(2)). */
const KEYCTL: Readonly<Record<string, number>> = {
  x64: 250,
  arm64: 219,
  riscv64: 219,
  loong64: 219,
  s390x: 280,
  ppc64: 271,
  ia32: 288,
  arm: 311,
};
const JOIN_SESSION_KEYRING = 1;

/**
 * Words before a command that have it begin with an empty session keyring: processes inherit their user's, with the keys that are
 * in it, into every namespace (session-keyring(7)). None where neither perl nor keyctl is there.
 */
export function withNewKeyring(): readonly string[] {
  const number = KEYCTL[arch];
  if (number !== undefined && findTool('perl'))
    return ['perl', '-e', `syscall(${number}, ${JOIN_SESSION_KEYRING}, 0); exec { $ARGV[0] } @ARGV`];
  return findTool('keyctl') ? ['keyctl', 'session', '-'] : [];
}
