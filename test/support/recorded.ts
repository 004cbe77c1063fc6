import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/paths.ts';

/** What a real tool once printed, word for word (test/fixtures/recorded). */
export function recorded(name: string): string {
  return readFileSync(join(ROOT, 'test/fixtures/recorded', `${name}.txt`), 'utf8');
}
