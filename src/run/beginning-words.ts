/** Words of a command line with which a run does something else, or nothing that takes a sandbox. */
export const ELSE: readonly string[] = ['--help', '-h', '--dry-run', '--fix'];

/** How a word begins with which each step, or each change, is to be looked at, the sandbox as it is in between, or the lesson is another. */
export const OTHERWISE: readonly string[] = ['--set', '--dialect', '--step', '--diff', '--keep', '--until'];
