/** Where system tools live; an ordinary user's PATH often lacks the sbin folders. */
const SBIN = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The user's PATH with the sbin folders behind it. */
export function toolPath(): string {
  const own = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return [...new Set([...own, ...SBIN])].join(':');
}

/** The environment for tools: a language in which they print the same everywhere, and nothing of the user's own. */
export function toolEnv(): Record<string, string> {
  return { PATH: toolPath(), LC_ALL: 'C', HOME: '/root', TERM: process.env['TERM'] ?? 'dumb' };
}
