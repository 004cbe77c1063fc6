// guard: deadline 300 s
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import type { RunEvent } from '../../src/run/events.ts';
import { briefFlags } from '../support/brief.ts';
import { accounts, installCopy } from '../support/installation.ts';
import { type Ended, runLesson, start, trouble } from '../support/runs.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';

const test = suite('the program, started by what begins a sandbox beside it');
const installed = installCopy();
test.after(() => installed.remove());

/** Longest time that a shell whom nobody asks for anything may take until it sleeps, in milliseconds. */
const REST_MS = 5000;

const DIST = dirname(installed.program);
const folder = makeTempDir();
chmodSync(folder, 0o755);

/** A folder with a program that is this script. */
function fake(name: string, script: string): string {
  const bin = join(folder, `${name}-${readdirSync(folder).length}`);
  mkdirSync(bin);
  writeFileSync(join(bin, name), script, { mode: 0o755 });
  return bin;
}

const ahead = (bin: string) => ({ ...process.env, PATH: `${bin}:${process.env['PATH']}` });

/** Whether the shell began the sandbox, as a run with `--timing` tells. */
const wasBegun = ({ events }: Ended): boolean =>
  events.some((event) => event.type === 'timing' && event.phases.some(({ phase }) => phase === 'shell'));

/** Of a run what does not depend on the moment. */
const told = ({ events }: Ended) =>
  events.map((event: RunEvent) => {
    switch (event.type) {
      case 'command-finished':
        return [event.type, event.step, event.command, event.exitCode];
      case 'check-finished':
        return [event.type, event.step, event.claim, event.status];
      default:
        return [event.type];
    }
  });

const sorted = (events: ReturnType<typeof told>) => events.map(String).sort();

for (const account of accounts())
  test(`every lesson runs as ${account.name} as it does where Node begins the sandbox`, async () => {
    const files = readdirSync(join(DIST, 'plans'));
    for (const lesson of LESSON_IDS.filter((id) => files.some((file) => file.startsWith(`${id}.requests`)))) {
      // What takes long by default is not begun where something is set.
      if ((await briefFlags(lesson)).length > 0) continue;
      const options = { account, args: ['--timing', '--deadline', '20'] };
      const [begun, alone] = [await runLesson(installed.program, lesson, options), await runLesson(installed.cli, lesson, options)];
      assert.is(begun.code, 0, `${lesson}: ${trouble(begun)}`);
      assert.ok(wasBegun(begun) && !wasBegun(alone), lesson);
      assert.equal(sorted(told(begun)), sorted(told(alone)), lesson);
    }
  });

/** What a process is by /proc, without what differs from one run to the next. */
function described(pid: string, parent: string) {
  const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
  const status = read('status');
  const environment = read('environ').split('\0').filter(Boolean).sort();
  return {
    words: read('cmdline')
      .split('\0')
      .map((word) => (/^[0-9a-f-]{16,36}$/.test(word) ? 'token' : word.replace(/^\/.*\/templates\//, 'templates/'))),
    environment: environment.map((line) => (line.startsWith('PATH=') ? [...new Set(line.split(/[=:]/).filter(Boolean))] : line)),
    signals: /^SigBlk:.*\nSigIgn:.*$/m.exec(status)?.[0],
    folder: readlinkSync(`/proc/${pid}/cwd`),
    files: readdirSync(`/proc/${pid}/fd`).filter((fd) => Number(fd) < 100),
    ownSession: sessionOf(pid) !== sessionOf(parent),
  };
}

function sessionOf(pid: string): string | undefined {
  // Behind the name, which may have blanks (proc(5)).
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[3];
}

/** Looks at a process until it sleeps and is twice the same: while a shell starts another one, it has more files open and blocks signals. */
function atRest(pid: string, parent: string): ReturnType<typeof described> {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  const deadline = Date.now() + REST_MS;
  let [before, now] = ['', JSON.stringify(described(pid, parent))];
  while (before !== now || !/^State:\s+S/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) {
    assert.ok(Date.now() < deadline, `process ${pid} does not come to rest`);
    Atomics.wait(pause, 0, 0, 20);
    [before, now] = [now, JSON.stringify(described(pid, parent))];
  }
  return JSON.parse(now);
}

const children = (pid: string) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');

test('its sandbox is the same, and nothing that Node starts gets hold of its pipes', async () => {
  const found: ReturnType<typeof described>[] = [];
  for (const program of [installed.program, installed.cli]) {
    let open: string[] = [];
    const { ended } = start(program, ['run', 'veth-same-host', '--reporter', 'json'], {
      env: { ...process.env, TERM: 'vt100', LANG: 'de_DE.UTF-8', STRAY: 'x' },
      onEvent(event, child) {
        if (event.type !== 'step-finished' || event.step !== 'silence' || found.length === (program === installed.cli ? 2 : 1)) return;
        const own = String(child.pid);
        const [unshare = ''] = children(own);
        const [init = ''] = children(unshare);
        // Whom nobody asks for more comes to rest.
        child.kill('SIGSTOP');
        found.push(atRest(init, own));
        const flags = (fd: string) =>
          Number.parseInt(/^flags:\s*(\d+)/m.exec(readFileSync(`/proc/${own}/fdinfo/${fd}`, 'utf8'))?.[1] ?? '0', 8);
        open = readdirSync(`/proc/${own}/fd`).filter((fd) => Number(fd) > 2 && Number(fd) < 100 && (flags(fd) & 0o2000000) === 0);
        child.kill('SIGCONT');
      },
    });
    const run = await ended;
    assert.is(run.code, 0, trouble(run));
    assert.equal(open, []);
  }
  assert.equal(found[0], found[1]);
});

test('where the shell cannot make the sandbox, the program does', async () => {
  const run = await runLesson(installed.program, 'bridge-3ns', { env: ahead(fake('setsid', '#!/bin/sh\nexit 1\n')) });
  assert.is(run.code, 0, trouble(run));
});

test('files that somebody has open are left alone', () => {
  const file = join(folder, 'kept');
  writeFileSync(file, 'kept');
  const run = (fd: number) =>
    execFileSync('bash', ['-c', `"$0" run bridge-3ns --timing ${fd}>>"$1"; cat "$1"`, installed.program, file], { encoding: 'utf8' });
  const [low, high] = [run(3), run(20)];
  for (const printed of [low, high]) assert.match(printed, /bridge-3ns: all holds[\s\S]*kept$/);
  const shell = /the shell that begins the sandbox/;
  assert.match(low, shell);
  assert.not.match(high, shell);
});

/** Prints at its end which of these parts of Node were loaded. */
const LOADED = `process.on('exit', () => {
  for (const name of ['net', 'stream', 'tty', 'child_process']) if (process.moduleLoadList.includes('NativeModule ' + name)) console.error(name);
});`;

test("a run whose sandbox was begun takes none of Node's streams, into a file or a pipe, unless Node is another", () => {
  const preloaded = join(folder, 'loaded.cjs');
  writeFileSync(preloaded, LOADED);
  const run = (to: string) => {
    const env = { ...process.env, NODE_OPTIONS: `--require ${preloaded}` };
    const { status, stdout, stderr } = spawnSync('sh', ['-c', `"$0" run bridge-3ns ${to}`, installed.program], { env, encoding: 'utf8' });
    assert.is(status, 0, stderr);
    return { stdout, loaded: stderr.trim().split('\n') };
  };
  assert.equal(run('>/dev/null').loaded, ['']);
  const piped = run('| cat');
  assert.equal(piped.loaded, ['']);
  assert.match(piped.stdout, /all holds/);
  // The pack that names the version; one of another length has no code cache.
  const pack = join(DIST, 'program/run-begin.js');
  const whole = readFileSync(pack, 'utf8');
  assert.is(whole.split(`"${process.version}"`).length, 2);
  writeFileSync(pack, whole.replace(`"${process.version}"`, '"another version"'));
  try {
    const other = run('| cat');
    assert.equal(other.loaded, ['net', 'stream']);
    assert.match(other.stdout, /all holds/);
  } finally {
    writeFileSync(pack, whole);
  }
});

test('what is left in the environment of somebody else is not believed', async () => {
  const env = { ...process.env, NETSCENARIO_BEGUN: '1 token bridge-3ns ' };
  const run = await runLesson(installed.cli, 'bridge-3ns', { env });
  assert.is(run.code, 0, trouble(run));
});

test('files that somebody else has open under its numbers are left to them', () => {
  for (const fd of [16, 29, 56]) {
    const line = `exec ${fd}</dev/null '${installed.program}' run bridge-3ns`;
    assert.match(execFileSync('bash', ['-c', line], { encoding: 'utf8' }), /all holds/);
  }
});

test('it is found through links, from any folder, and by sh', () => {
  const first = join(folder, 'first');
  mkdirSync(first);
  symlinkSync(installed.program, join(first, 'absolute'));
  symlinkSync('first/absolute', join(folder, 'relative'));
  const listed = execFileSync(process.execPath, [installed.cli, 'list'], { encoding: 'utf8' });
  const run = (file: string, words: readonly string[], cwd: string) => execFileSync(file, [...words, 'list'], { cwd, encoding: 'utf8' });
  assert.is(run(join(folder, 'relative'), [], '/'), listed);
  assert.is(run('./relative', [], folder), listed);
  assert.is(run('sh', ['netscenario'], DIST), listed);
});

test('Node gets flags where it is the one that the program was built with, and nowhere else', () => {
  const whole = readFileSync(installed.cli);
  writeFileSync(installed.cli, "process.stdout.write(process.execArgv.join(' '))");
  try {
    const flags = (path: string, words = ['list']) => execFileSync(installed.program, words, { env: { PATH: path }, encoding: 'utf8' });
    const own = dirname(process.execPath);
    const other = fake('node', `#!/bin/sh\nexec '${process.execPath}' "$@"\n`);
    // A run is started by bash, which looks in its own way.
    for (const words of [['list'], ['run', 'bridge-3ns']]) {
      assert.is(flags(`${own}:${process.env['PATH']}`, words), '--no-rehash-snapshot --min-semi-space-size=16');
      assert.is(flags(`${other}:${process.env['PATH']}`, words), '');
    }
    // Where nothing can compare the two, they are not known to be the same.
    const bare = join(folder, 'bare');
    mkdirSync(bare);
    symlinkSync(process.execPath, join(bare, 'node'));
    assert.is(flags(bare), '');
  } finally {
    writeFileSync(installed.cli, whole);
  }
});

test.run();
