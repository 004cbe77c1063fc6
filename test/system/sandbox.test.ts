// guard: deadline 180 s
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { accounts, installCopy } from '../support/installation.ts';
import { start } from '../support/runs.ts';
import { skip } from '../support/skip.ts';
import { suite } from '../support/suite.ts';

// Holds what docs/sandbox.md says of what is isolated, and of what is not, against the kernel.
const test = suite('the sandbox');
const installed = installCopy();
const people = accounts();
// Neither /tmp nor /run: those are empty inside.
const shared = mkdtempSync('/var/tmp/netscenario-test-');
chmodSync(shared, 0o777);
const servers: readonly Server[] = [join(shared, 'socket'), `\0${shared}`].map((path) => createServer().listen(path));
test.before(async () => {
  await Promise.all(
    servers.map((server) => new Promise((resolve) => (server.listening ? resolve(undefined) : server.once('listening', resolve)))),
  );
  chmodSync(join(shared, 'socket'), 0o777);
});
test.after(() => {
  for (const server of servers) server.close();
  rmSync(shared, { recursive: true, force: true });
  installed.remove();
});

/** Types lines into the shell that `--keep` opens inside, and resolves to what they print. */
async function inside(account: (typeof people)[number], lines: readonly string[]): Promise<string> {
  const env = { ...process.env, NETSCENARIO_SECRET: 'secret' };
  const { child, ended } = start(installed.program, ['run', 'veth-direct', '--until', '1', '--keep', '--reporter', 'plain'], {
    account,
    env,
  });
  child.stdin?.end(['echo BEGIN', ...lines, 'echo END', ''].join('\n'));
  const { code, stdout, stderr } = await ended;
  assert.is(code, 0, stderr);
  return /^BEGIN\n([\s\S]*)^END$/m.exec(stdout)?.[1] ?? assert.unreachable(stdout) ?? '';
}

/** Whether something listens there, as seen from inside. */
const connect = (path: string) =>
  `${process.execPath} -e 'require("node:net").connect(process.argv[1].replace("@", "\\0")).once("connect", () => { console.log("connected"); process.exit() }).once("error", ({ code }) => console.log(code))' '${path}'`;

for (const account of people) {
  test(`${account.name}: the machine's network, processes and temporary files are out of sight`, async () => {
    const hidden = join('/tmp', `netscenario-hidden-${process.pid}`);
    writeFileSync(hidden, '');
    try {
      const seen = await inside(account, [
        'ip -o link show | cut -d: -f2',
        'echo "routes $(ip route | wc -l)"',
        'ping -c 1 -w 1 192.0.2.1 2>&1 | tail -n 1',
        `echo "processes of that number: $(ps -p ${process.pid} -o comm= | wc -l)"`,
        `ls ${hidden} 2>&1`,
        'env | grep -c NETSCENARIO_SECRET',
        connect(`@${shared}`),
      ]);
      assert.match(seen, /^ lo\nroutes 0\n/);
      assert.match(seen, /^processes of that number: 0$/m);
      assert.match(seen, /Network is unreachable/);
      assert.match(seen, /No such file or directory/);
      assert.match(seen, /^0$/m, 'the environment');
      assert.match(seen, /ECONNREFUSED/);
    } finally {
      rmSync(hidden);
    }
  });

  test(`${account.name}: the rest of the file system is the machine's, and sockets in it can be reached`, async () => {
    const file = join(shared, `by-${account.uid}`);
    const seen = await inside(account, ['head -n 1 /etc/passwd', `echo inside >${file}`, connect(join(shared, 'socket'))]);
    assert.match(seen, /^root:/);
    assert.match(seen, /^connected$/m);
    assert.is(readFileSync(file, 'utf8'), 'inside\n');
  });

  test(`${account.name}: the other kinds of namespaces, limits and control groups are the machine's`, async () => {
    const kinds = ['uts', 'ipc', 'cgroup'];
    const seen = await inside(account, [...kinds.map((kind) => `readlink /proc/self/ns/${kind}`), 'cat /proc/self/cgroup', 'ulimit -v -t']);
    for (const kind of kinds) assert.match(seen, readlinkSync(`/proc/self/ns/${kind}`));
    assert.match(seen, readFileSync('/proc/self/cgroup', 'utf8').trim());
    assert.ok(seen.endsWith(execFileSync('bash', ['-c', 'ulimit -v -t'], { encoding: 'utf8' })), seen);
  });

  test(`${account.name}: settings that are no network's can be changed by root alone`, async () => {
    const root = account.uid === 0;
    const seen = await inside(account, [
      'readlink /proc/self/ns/user',
      'sysctl -w vm.swappiness="$(sysctl -n vm.swappiness)" 2>&1',
      'ls /proc/sys/net',
    ]);
    assert.is(seen.includes(readlinkSync('/proc/self/ns/user')), root);
    assert.match(seen, root ? /^vm\.swappiness = /m : /permission denied on key "vm\.swappiness"/);
  });
}

test('the table of neighbours is one for all namespaces', async () => {
  const table = '/proc/net/stat/arp_cache';
  if (!existsSync(table)) skip('only the first network namespace shows the kernel’s table of neighbours', { allowedInCi: true });
  const entries = () => Number.parseInt(readFileSync(table, 'utf8').split('\n')[1]?.split(' ')[0] ?? '', 16);
  const [account] = people;
  const { child, ended } = start(installed.program, ['run', 'veth-direct', '--keep', '--reporter', 'plain'], account ? { account } : {});
  const added = new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk: string) => {
      if (chunk.includes('ADDED')) resolve();
    });
  });
  child.stdin?.write(
    'for i in $(seq 10 209); do ip -n ns0 neigh add 192.0.2.$i lladdr 02:00:00:00:00:01 dev veth0 nud stale; done; echo ADDED\n',
  );
  await Promise.race([added, ended]);
  const counted = entries();
  child.stdin?.end('exit\n');
  assert.is((await ended).code, 0);
  assert.ok(counted >= 200, `${counted} entries`);
});

test("a lesson's own module is code that runs outside", async () => {
  const file = join(shared, 'lesson.mjs');
  const mark = join('/tmp', `netscenario-mark-${process.pid}`);
  const lesson = readFileSync(new URL('../fixtures/lessons/unplugged.ts', import.meta.url), 'utf8');
  writeFileSync(file, `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(mark)}, '');\n${lesson}`);
  try {
    assert.is((await start(installed.program, ['run', file, '--dry-run']).ended).code, 0);
    assert.ok(existsSync(mark));
  } finally {
    rmSync(mark, { force: true });
  }
});

test.run();
