import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

const FILES = ['/etc/subuid', '/etc/subgid'] as const;

/** What useradd gives to each user (SUB_UID_COUNT and SUB_UID_MIN in login.defs(5)). */
const COUNT = 65_536;
const FIRST = 100_000;

interface Range {
  readonly owner: string;
  readonly start: number;
  readonly count: number;
}

/** Reads subuid(5): lines of `name or uid:start:count`. */
function parseRanges(text: string): readonly Range[] {
  return text.split('\n').flatMap((line) => {
    const [owner, start, count] = line.split(':');
    return owner && Number(start) > 0 && Number(count) > 0 ? [{ owner, start: Number(start), count: Number(count) }] : [];
  });
}

/** Whether a file's text gives this user a range of ids. Pure. */
export function hasRange(text: string, user: { name: string; uid: number }): boolean {
  return parseRanges(text).some(({ owner }) => owner === user.name || owner === String(user.uid));
}

/** The first range of ids that overlaps none of these files' ranges, as `100000-165535`. Pure. */
export function freeRange(texts: readonly string[]): string {
  const start = Math.max(FIRST, ...texts.flatMap(parseRanges).map((range) => range.start + range.count));
  return `${start}-${start + COUNT - 1}`;
}

/** Who runs this; a uid without a line in /etc/passwd is its own name. */
export function currentUser(): { name: string; uid: number } {
  try {
    const { username, uid } = userInfo();
    return { name: username, uid };
  } catch {
    const uid = process.geteuid?.() ?? -1;
    return { name: String(uid), uid };
  }
}

/** The command that gives the current user ranges of subordinate ids; `undefined` where it has them. */
export function rangeCommand(): readonly string[] | undefined {
  const user = currentUser();
  const texts = FILES.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : ''));
  const range = freeRange(texts);
  const [uids = '', gids = ''] = texts;
  const words = [...(hasRange(uids, user) ? [] : ['--add-subuids', range]), ...(hasRange(gids, user) ? [] : ['--add-subgids', range])];
  return words.length > 0 ? ['usermod', ...words, user.name] : undefined;
}
