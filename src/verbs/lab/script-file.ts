import { readFileSync, statSync } from 'node:fs';
import { say } from '../../model/say.ts';
import { show } from '../../model/show.ts';
import type { Text } from '../../model/text.ts';
import { usageError } from '../usage.ts';

/** How long a script may be, in bytes. */
const MAX_BYTES = 1_048_576;

const SHELLS = /^#!\s*\S*?\b(?:env\s+(?:-S\s+)?)?(?:ba|da)?sh\b/;

/** The text of a script to grade; throws a usage error where it is none that bash could run. */
export function readScript(path: string): string {
  const bytes = readBytes(path);
  const text = bytes.toString('utf8');
  const [first = ''] = text.split('\n');
  if (text.includes('\0')) throw refusal(path, { en: 'is no text', zh: '不是文本' });
  if (first.startsWith('#!') && !SHELLS.test(first))
    throw refusal(path, {
      en: `is no bash script: it begins with ${show(first.trim())}`,
      zh: `不是 bash 脚本：开头是 ${show(first.trim())}`,
    });
  if (first.endsWith('\r'))
    throw usageError(
      say({
        en: `the lines of ${show(path)} end as on Windows (CRLF): bash takes the CR for a part of each last word`,
        zh: `${show(path)} 的行尾是 Windows 的 CRLF：bash 会把 CR 当成每行最后一个词的一部分`,
      }),
      `sed -i 's/\\r$//' ${path}`,
    );
  return text;
}

function readBytes(path: string): Buffer {
  try {
    const file = statSync(path);
    // A FIFO that nobody writes to would never be read.
    if (!file.isFile()) throw refusal(path, { en: 'is no regular file', zh: '不是普通文件' });
    if (file.size > MAX_BYTES) throw refusal(path, { en: `is longer than ${MAX_BYTES} bytes`, zh: `超过 ${MAX_BYTES} 字节` });
    return readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || !/^E[A-Z]/.test(code)) throw error;
    throw refusal(path, { en: `cannot be read: ${message}`, zh: `读不了：${message}` });
  }
}

function refusal(path: string, why: Text): Error {
  return usageError(
    say({ en: `${show(path)} ${why.en}`, zh: `${show(path)} ${why.zh}` }),
    say({ en: 'give the path of a bash script', zh: '给出一个 bash 脚本的路径' }),
  );
}
