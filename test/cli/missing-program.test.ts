import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { cli } from '../support/cli.ts';
import { refuses } from '../support/refuses.ts';
import { skip } from '../support/skip.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

const LESSON = 'bridge-3ns';

const tools = suite('missing programs');

/** Where programs are found whatever PATH says (src/exec/process.ts). */
const SBIN = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** A folder with links to all programs of PATH but some. */
function pathWithout(...missing: readonly string[]): string {
  const hidden = SBIN.flatMap((folder) => missing.filter((name) => existsSync(join(folder, name))));
  if (hidden.length > 0)
    skip(`${hidden.join(', ')} is in an sbin folder here, which is searched whatever PATH says`, { allowedInCi: true });
  const folder = makeTempDir();
  const found = new Map<string, string>();
  for (const source of (process.env['PATH'] ?? '').split(':').filter((path) => existsSync(path)))
    for (const name of readdirSync(source)) if (!missing.includes(name) && !found.has(name)) found.set(name, join(source, name));
  for (const [name, path] of found) symlinkSync(path, join(folder, name));
  return folder;
}

const MISSING: readonly (readonly [lesson: string, program: string])[] = [
  [LESSON, 'ping'],
  [LESSON, 'unshare'],
  [LESSON, 'setpriv'],
  ['ovs-veth', 'ovs-vsctl'],
  ['veth-same-host', 'tcpdump'],
];
for (const [lesson, program] of MISSING)
  tools(`${lesson} without ${program}`, () => {
    const says = new RegExp(`${lesson} is skipped: this machine lacks the program ${program} fix: (put \\S+ on the PATH|.*install)`);
    return refuses([['run', lesson], says], 4, { PATH: pathWithout(program) });
  });

tools('an emptied PATH', async () => {
  if (SBIN.some((folder) => existsSync(join(folder, 'bash')))) skip('bash is in an sbin folder here', { allowedInCi: true });
  await refuses([['run', LESSON], /bridge-3ns is skipped: this machine lacks the programs .*bash, unshare.* fix: \S/], 4, {
    PATH: '/nonexistent',
  });
  await refuses([['run', LESSON], /this machine lacks the programs/], 4, { PATH: '' });
});

tools('a dry run needs none of them', async () => {
  const { code, stdout } = await cli(['run', LESSON, '--dry-run'], { PATH: '/nonexistent' });
  assert.is(code, 0);
  assert.match(stdout, /ip netns add ns1/);
});
tools.run();
