/** The machine's own network namespace, or the sandbox's: what the commands without `-n` act on. */
export const HOST = 'host';
