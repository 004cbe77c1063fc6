/** Whether this process may change the system. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/** A command for root, as the current user would type it. */
export function asRoot(command: string): string {
  return isRoot() ? command : `sudo ${command}`;
}
