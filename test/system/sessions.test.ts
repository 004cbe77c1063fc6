// guard: deadline 180 s
import * as assert from 'uvu/assert';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import { suite } from '../support/suite.ts';

// A command of iproute2 that a session does is to end as it does when a shell runs it.
const test = suite('sessions of ip');

async function inSandbox(work: (run: Sandbox['channel']['run'], sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await Sandbox.create({ uidRange: false, links: [] });
  try {
    await work((commands, options) => sandbox.channel.run(commands, options), sandbox);
  } finally {
    assert.equal(await sandbox.dispose(), { ok: true, leftovers: [] });
  }
}

/** The same command for a shell: no session takes one with an empty redirection. */
const asShell = (command: string) => `${command} 3>&1`;

const REFUSED: readonly string[] = [
  'ip link set nodev up',
  'ip link add veth0 type veth peer name veth1',
  'ip address add 10.0.0.1/33 dev veth0',
  'ip -n ns1 address add 10.0.0.1/24 dev nodev',
  'ip -n nowhere link set lo up',
  'ip netns add ns1',
  'ip route add 10.9.0.0/16 via 10.8.0.1',
  'ip link add x type nonsense',
  'ip -n ns1 -j -d link show dev nodev',
];

test('what is refused is told in the words and with the exit code that the command has in a shell', () =>
  inSandbox(async (run) => {
    await run(['ip netns add ns1', 'ip link add veth0 type veth peer name veth1']);
    for (const command of REFUSED) {
      const [[inSession], [inShell]] = [await run([command]), await run([asShell(command)])];
      assert.not.equal(inSession?.exitCode, 0, command);
      assert.equal({ ...inSession, durationMs: 0 }, { ...inShell, command, durationMs: 0 }, command);
    }
    const [after] = await run(['ip -n ns1 link set lo up']);
    assert.is(after?.exitCode, 0, 'a session that ended over a line is begun again');
  }));

test('a command that ends the shell of its job is told with what it said and its exit code, and the next job has a shell', () =>
  inSandbox(async (run) => {
    const results = await run(['echo before', 'echo so far; echo in vain >&2; exit 3', 'echo never']);
    assert.equal(
      results.map(({ exitCode, stdout, stderr }) => [exitCode, stdout, stderr]),
      [
        [0, 'before\n', ''],
        [3, 'so far\n', 'in vain\n'],
      ],
    );
    const [next] = await run(['echo next']);
    assert.is(next?.stdout, 'next\n');
  }));

test('what bridges have learnt is listed as it is by a program of its own: nothing, after a change, and where names mean other devices', () =>
  inSandbox(async (run) => {
    const listing = 'bridge -j fdb show';
    const same = async (what: string): Promise<unknown[]> => {
      const [[inSession], [inShell]] = [await run([listing], { devicesStay: true }), await run([asShell(listing)], { devicesStay: true })];
      assert.equal({ ...inSession, durationMs: 0 }, { ...inShell, command: listing, durationMs: 0 }, what);
      return JSON.parse(inSession?.stdout ?? '') as unknown[];
    };
    assert.equal(await same('there is no bridge'), []);
    await run(['ip link add br0 type bridge', 'ip link add veth0 type veth peer name veth1', 'ip link set veth0 master br0']);
    await run(['ip link set br0 up', 'ip link set veth0 up', 'ip link set veth1 up']);
    assert.ok((await same('a bridge with a port')).length > 0);
    await run(['bridge fdb add 02:00:00:00:00:01 dev veth0 master static'], { devicesStay: true });
    assert.ok(JSON.stringify(await same('an entry more')).includes('02:00:00:00:00:01'));
    await run(['ip link del veth0', 'ip link add veth0 type veth peer name veth2', 'ip link set veth0 master br0']);
    assert.not.ok(JSON.stringify(await same('another device by that name')).includes('02:00:00:00:00:01'));
  }));

test('a program in a namespace prints and ends as it does in a shell, whether or not it may fail', () =>
  inSandbox(async (run) => {
    await run(['ip netns add ns1', 'ip -n ns1 link set lo up']);
    for (const command of ['ip netns exec ns1 ping -c 1 -w 1 127.0.0.1', 'ip netns exec ns1 ping -c 1 -w 1 10.0.0.1']) {
      const [shell] = await run([asShell(command)]);
      for (const mayFail of [false, true]) {
        const [result] = await run([command], { mayFail: () => mayFail });
        assert.is(result?.exitCode, shell?.exitCode, command);
        assert.is(result?.stderr, shell?.stderr, command);
        assert.is(
          result?.stdout.replace(/[\d.]+ ?ms/g, 'N ms').replace(/= .* ms/, ''),
          shell?.stdout.replace(/[\d.]+ ?ms/g, 'N ms').replace(/= .* ms/, ''),
        );
      }
    }
  }));

test('commands at once: each has its own result, in its own place', () =>
  inSandbox(async (_, sandbox) => {
    const commands = Array.from({ length: 9 }, (_entry, index) => `echo ${index}; exit ${index % 3}`).map((text) => `(${text})`);
    const ended: number[] = [];
    const results = await sandbox.channel.runAtOnce(commands, { onEnd: (index) => ended.push(index) });
    assert.equal(
      results.map(({ stdout, exitCode }) => `${stdout.trim()} ${exitCode}`),
      commands.map((_entry, index) => `${index} ${index % 3}`),
    );
    assert.equal(ended.toSorted(), [...commands.keys()]);
  }));

test('commands at once of several sessions and shells: those of a session one after the other, each in its own place, whatever becomes of it', () =>
  inSandbox(async (run, { channel }) => {
    const names = ['ns1', 'ns2', 'ns3', 'ns4', 'ns5', 'ns6'];
    await run(names.map((name) => `ip netns add ${name}`));
    const ping = (name: string, to: string) => `ip netns exec ${name} ping -c 1 -w 1 ${to}`;
    const commands = [
      ...names.map((name) => `ip -n ${name} link set lo up`),
      'echo beside',
      ...names.map((name) => `ip -n ${name} address add 10.0.0.1/24 dev nodev`),
      ...names.map((name) => ping(name, '127.0.0.1')),
      ...names.map((name) => ping(name, '10.9.9.9')),
      ...names.map((name) => ping(name, '127.0.0.2')),
    ];
    for (const mayFail of [false, true]) {
      const results = await channel.runAtOnce(commands, { mayFail: () => mayFail });
      assert.equal(
        results.map(({ command }) => command),
        commands,
      );
      const codes = (code: number) => names.map(() => code);
      assert.equal(
        results.map(({ exitCode }) => exitCode),
        [...codes(0), 0, ...codes(1), ...codes(0), ...codes(2), ...codes(0)],
      );
    }
  }));

test('a job stops at the first failure, or goes on where it is told to, and says what happens in order', () =>
  inSandbox(async (run) => {
    const commands = ['ip netns add a', 'ip link set nodev up', 'ip netns add b', 'echo done'];
    const told: string[] = [];
    const events = {
      onBegin: (index: number) => told.push(`begin ${index}`),
      onEnd: (index: number, { exitCode }: { exitCode: number }) => told.push(`end ${index} ${exitCode}`),
    };
    assert.equal(
      (await run(commands, events)).map(({ exitCode }) => exitCode),
      [0, 1],
    );
    assert.equal(told, ['begin 0', 'end 0 0', 'begin 1', 'end 1 1']);
    told.length = 0;
    const results = await run(
      commands.map((command) => command.replace(/ a$/, ' c')),
      { ...events, keepGoing: true },
    );
    assert.equal(
      results.map(({ exitCode, stdout }) => [exitCode, stdout]),
      [
        [0, ''],
        [1, ''],
        [0, ''],
        [0, 'done\n'],
      ],
    );
    assert.equal(told, ['begin 0', 'end 0 0', 'begin 1', 'end 1 1', 'begin 2', 'end 2 0', 'begin 3', 'end 3 0']);
  }));

test('a reading is what the command prints in a shell', () =>
  inSandbox(async (run) => {
    await run(['ip netns add ns1', 'ip link add veth0 type veth peer name eth0 netns ns1', 'ip -n ns1 address add 10.0.0.1/24 dev eth0']);
    const readings = ['ip -j -d address show', 'ip -n ns1 -j -d address show', 'ip -n ns1 -j -d route show', 'ip -n ns1 -j -d neigh show'];
    const inSession = await run(readings);
    const inShell = await run(readings.map(asShell));
    assert.equal(
      inSession.map(({ stdout }) => JSON.parse(stdout)),
      inShell.map(({ stdout }) => JSON.parse(stdout)),
    );
  }));

test('a name that comes to mean another device is not mistaken for the old one', () =>
  inSandbox(async (run) => {
    const held = async (netns: string) => {
      const [{ stdout } = { stdout: '[]' }] = await run([`ip -n ${netns} -j -d address show`]);
      const links = JSON.parse(stdout) as { ifname: string; addr_info: { family: string; local: string }[] }[];
      return Object.fromEntries(
        links.map(({ ifname, addr_info }) => [ifname, addr_info.filter(({ family }) => family === 'inet').map(({ local }) => local)]),
      );
    };
    const build = ['ip link add veth0 type veth peer name eth0 netns ns1', 'ip -n ns1 link set eth0 up', 'ip link set veth0 up'];
    await run(['ip netns add ns1', ...build]);
    await held('ns1');
    // The other end, and all that a session remembers of either, goes with it.
    assert.equal(
      (await run(['ip link del veth0', 'ip link add filler type bridge', ...build])).map(({ exitCode }) => exitCode),
      [0, 0, 0, 0, 0],
    );
    assert.is((await run(['ip -n ns1 address add 10.0.0.7/24 dev eth0']))[0]?.exitCode, 0);
    assert.equal((await held('ns1'))['eth0'], ['10.0.0.7']);
    // Moved away and made anew, with a session's own commands.
    await run(['ip netns add ns2', 'ip -n ns1 link set eth0 netns ns2', 'ip link add other type veth peer name eth0 netns ns1']);
    assert.is((await run(['ip -n ns1 address add 10.0.0.8/24 dev eth0']))[0]?.exitCode, 0);
    assert.equal((await held('ns1'))['eth0'], ['10.0.0.8']);
    assert.equal((await held('ns2'))['eth0'], []);
  }));

test('a namespace that is deleted is not kept alive by its session', () =>
  inSandbox(async (run) => {
    await run(['ip netns add ns1', 'ip link add veth0 type veth peer name eth0 netns ns1', 'ip -n ns1 link set eth0 up']);
    await run(['ip netns del ns1']);
    const gone = '(for try in {1..100}; do ip link show veth0 2>/dev/null >&2 || exit 0; sleep 0.05; done; exit 1)';
    assert.is((await run([gone]))[0]?.exitCode, 0, 'the other end is still there');
  }));

test('nor by sessions that have hardly begun', () =>
  inSandbox(async (run, { channel }) => {
    const names = Array.from({ length: 20 }, (_, index) => `ns${index}`);
    for (const name of names) {
      await run([`ip netns add ${name}`, `ip link add port-${name} type veth peer name eth0 netns ${name}`]);
      channel.forget();
    }
    await run(names.map((name) => `ip netns del ${name}`));
    const gone = '(for try in {1..100}; do ip -br link | grep -q ^port- || exit 0; sleep 0.05; done; exit 1)';
    assert.is((await run([gone]))[0]?.exitCode, 0, 'an other end is still there');
  }));

test('a hundred namespaces at once, each with a session of its own', () =>
  inSandbox(async (run) => {
    const names = Array.from({ length: 100 }, (_, index) => `ns${index}`);
    await run(names.map((name) => `ip netns add ${name}`));
    const up = await Promise.all(names.map((name) => run([`ip -n ${name} link set lo up`, `ip -n ${name} -j -d address show`])));
    for (const [index, results] of up.entries()) {
      assert.equal(
        results.map(({ exitCode }) => exitCode),
        [0, 0],
        names[index],
      );
      assert.match(results[1]?.stdout ?? '', /127\.0\.0\.1/, names[index]);
    }
  }));

test('a sandbox that dies ends what is under way with an error', async () => {
  const sandbox = await Sandbox.create({ uidRange: false, links: [] });
  await sandbox.channel.run(['ip netns add ns1']);
  const pending = sandbox.channel.run(Array.from({ length: 500 }, () => 'ip -n ns1 -j -d address show'));
  process.kill(sandbox.pid, 'SIGKILL');
  await pending.then(
    () => assert.unreachable('it went on'),
    (error: Error) => assert.match(error.message, /the sandbox ended before the run did/),
  );
  await sandbox.dispose();
});

test.run();
