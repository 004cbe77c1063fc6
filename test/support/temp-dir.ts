import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a folder that goes away with this process. */
export function makeTempDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'netscenario-test-'));
  process.once('exit', () => rmSync(path, { recursive: true, force: true }));
  return path;
}
