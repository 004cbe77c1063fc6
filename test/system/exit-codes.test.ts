// guard: alone
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { settled, snapshot } from '../support/host-snapshot.ts';
import { type Account, accounts, installCopy } from '../support/installation.ts';
import { runLesson, start, summaryOf, trouble } from '../support/runs.ts';
import { suite } from '../support/suite.ts';

const test = suite('exit codes');
const installed = installCopy();
const [root, user] = accounts() as readonly [Account, Account];
const fixtures = join(dirname(installed.cli), '..', 'lessons');
cpSync(join(ROOT, 'test/fixtures/lessons'), fixtures, { recursive: true });
test.after(() => installed.remove());

const lesson = (name: string) => join(fixtures, `${name}.ts`);

test('0: all checks hold', async () => {
  const ended = await runLesson(installed.program, 'veth-direct');
  assert.is(ended.code, 0, trouble(ended));
});

test('1: a check failed; it says expected, actual, reason and how to see it, and what builds on it is skipped', async () => {
  const before = snapshot();
  const ended = await runLesson(installed.program, lesson('unplugged'), { account: user, args: ['--deadline', '0.5'] });
  assert.is(ended.code, 1, trouble(ended));
  const [failed] = ended.events.flatMap((event) => (event.type === 'check-finished' && event.status === 'failed' ? [event] : []));
  assert.is(failed?.claim, 'ns0 reaches 192.0.2.3');
  assert.is(failed?.expected, '1 of 1 pings answered');
  assert.is(failed?.reason, 'veth1 in ns1, the other end of veth0, is down, so veth0 has no carrier');
  assert.match(failed?.evidence?.join('\n') ?? '', /^\$ ip -n ns1 -br link show dev veth1\nveth1@\S+ +DOWN/m);
  assert.is(failed?.command, 'ip netns exec ns0 ping -c 1 -w 1 192.0.2.3');
  assert.is(summaryOf(ended).checks.skipped, 1);
  assert.equal(await settled(before), []);
});

test('1: a network that is not as expected is shown thing by thing', async () => {
  const ended = await runLesson(installed.program, lesson('surprising'), { args: ['--deadline', '0.5'] });
  assert.is(ended.code, 1, trouble(ended));
  const [failed] = ended.events.flatMap((event) =>
    event.type === 'check-finished' && event.kind === 'network' && event.status === 'failed' ? [event] : [],
  );
  assert.equal(failed?.evidence, ['~ host: sysctl net.ipv4.conf.lo.forwarding 0 -> 1']);
});

test('3: a command of a step failed; the command and its words are shown', async () => {
  const ended = await runLesson(installed.program, lesson('refused'), { account: user });
  assert.is(ended.code, 3, trouble(ended));
  const problem = ended.events.find((event) => event.type === 'problem');
  assert.match(problem?.type === 'problem' ? problem.message : '', /sysctl -w net\.ipv4\.conf\.nosuch\.rp_filter=1/);
  assert.is(summaryOf(ended).checks.skipped, 1);
});

/** Runs the program where user namespaces are switched off: the limit belongs to a namespace made for the purpose. */
function withoutUserNamespaces(...args: readonly string[]): ChildProcess {
  const script = `echo 0 >/proc/sys/user/max_user_namespaces && exec setpriv --inh-caps=-all --bounding-set=-all "$@"`;
  return spawn('unshare', ['--user', '--map-root-user', 'sh', '-c', script, 'sh', process.execPath, installed.cli, ...args], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test('4: where the kernel allows no sandbox, cause, fix and sudo are named', async () => {
  const child = withoutUserNamespaces('run', 'veth-direct');
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  assert.is(code, 4, stderr);
  assert.match(stderr, /no sandbox can be made here: this system allows no such namespaces \(user\.max_user_namespaces is 0\)/);
  assert.match(stderr, /fix: sudo sysctl -w user\.max_user_namespaces=/);
  assert.is(stderr.trim().split('\n').length, 2);
});

function childOf(pid: number): number | undefined {
  const text = execFileSync('ps', ['--ppid', String(pid), '-o', 'pid='], { encoding: 'utf8' }).trim();
  return text === '' ? undefined : Number(text.split('\n')[0]);
}

test('5: something that outlives the run is named', async () => {
  let inside: number | undefined;
  const { child, ended } = start(installed.program, ['run', 'veth-direct', '--keep', '--reporter', 'json'], {
    onEvent(event, started) {
      if (event.type !== 'step-finished' || event.step !== 'pair') return;
      const maker = childOf(started.pid ?? 0);
      inside = maker === undefined ? undefined : childOf(maker);
    },
  });
  for (let tries = 0; inside === undefined && tries < 200; tries += 1) await delay(50);
  const holder = spawn('nsenter', ['--target', String(inside), '--net', 'sleep', '60'], { stdio: 'ignore' });
  await delay(500);
  child.stdin?.end();
  const result = await ended;
  holder.kill('SIGKILL');
  assert.is(result.code, 5, trouble(result));
  const { cleanup } = summaryOf(result);
  assert.not(cleanup.ok);
  assert.match(
    cleanup.leftovers[0] ?? '',
    new RegExp(`process ${holder.pid} \\(sleep\\) is still in the sandbox's net namespace; end it with: kill ${holder.pid}`),
  );
});

test('70: a broken installation is a bug, and says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'netscenario-broken-'));
  mkdirSync(join(folder, 'dist'));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  const ended = await start(join(folder, 'dist/cli.js'), ['list']).ended;
  rmSync(folder, { recursive: true });
  assert.is(ended.code, 70, ended.stderr);
  assert.match(ended.stderr, /this is a bug in netscenario, please report it/);
});

test('--keep runs what it is given on standard input inside the lab, then cleans up', async () => {
  const before = snapshot();
  const { child, ended } = start(installed.program, ['run', 'veth-direct', '--keep'], { account: user });
  child.stdin?.end('echo "in $(ip netns exec ns0 ip -br address show veth0 | tr -s " ")"\n');
  const result = await ended;
  assert.is(result.code, 0, trouble(result));
  assert.match(result.stdout, /in veth0@if\d+ UP 10\.10\.10\.2\/24/);
  assert.match(result.stdout, /nothing waits after them/);
  assert.equal(await settled(before), []);
});

test('--until stops there, by id and by number', async () => {
  for (const until of ['pair', '2']) {
    const ended = await runLesson(installed.program, 'veth-direct', { account: root, args: ['--until', until] });
    assert.is(ended.code, 0, trouble(ended));
    assert.equal(
      ended.events.flatMap((event) => (event.type === 'step-finished' ? [event.step] : [])),
      ['namespaces', 'pair'],
    );
  }
});

test('--diff says what each step changed', async () => {
  const ended = await runLesson(installed.program, 'bridge-3ns', { account: user, args: ['--diff'] });
  const changes = new Map(ended.events.flatMap((event) => (event.type === 'changes' ? [[event.step, event.changes] as const] : [])));
  assert.ok(changes.get('bridge')?.some((line) => /^\+ host: link br-test bridge up stp off$/.test(line)));
  assert.ok(changes.get('addresses')?.some((line) => /^\+ ns1: route 10\.10\.10\.0\/24 dev veth0 src 10\.10\.10\.2$/.test(line)));
  assert.ok(changes.get('reachability')?.some((line) => /^\+ ns1: neigh 10\.10\.10\.3 dev veth0 /.test(line)));
  assert.ok(
    changes.get('reachability')?.some((line) => /^\+ host: fdb [0-9a-f:]+ br-veth0 of br-test$/.test(line)) ||
      changes.get('addresses')?.some((line) => /fdb/.test(line)),
  );
});

test('--dry-run prints the commands that run would run, in order, and runs none', async () => {
  const before = snapshot();
  const dry = await start(installed.program, ['run', 'docker-bridge', '--dry-run']).ended;
  assert.equal(await settled(before, 0), []);
  const printed = dry.stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const real = await runLesson(installed.program, 'docker-bridge');
  // As they begin: of those that are done at once, any may end first.
  const ran = real.events.flatMap((event) => (event.type === 'command-started' ? [event.command] : []));
  assert.equal(
    printed.filter((line) => ran.includes(line)),
    ran,
  );
  const probes = printed.filter((line) => !ran.includes(line));
  assert.ok(probes.length > 0 && probes.every((line) => /ping|sysctl -n|conntrack/.test(line)), probes.join('\n'));
});

test.run();
