import * as assert from 'uvu/assert';
import { programLinks } from '../../src/exec/packages.ts';
import type { Row } from '../../src/sandbox/channel.ts';
import { newInit } from '../../src/sandbox/new-init.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import { suite } from '../support/suite.ts';

const test = suite('rows of commands that a new sandbox goes through by itself');

const row = (...commands: readonly string[]): Row => ({ commands, atOnce: false, devicesStay: true, timeoutMs: 10_000 });
const atOnce = (...commands: readonly string[]): Row => ({ ...row(...commands), atOnce: true });

interface Told {
  readonly results: readonly (readonly [string, number])[];
  readonly events: readonly string[];
}

/** Goes through rows, and then does `after` in the same sandbox. */
async function through(
  rows: readonly Row[],
  after: (sandbox: Sandbox) => Promise<void> = async () => undefined,
  early = true,
): Promise<Told> {
  const { channel, made } = Sandbox.of(newInit({ uidRange: false, links: programLinks(), atOnce: early }));
  const events: string[] = [];
  const results = await channel.runRows(rows, {
    onBegin: (index) => events.push(`begin ${index}`),
    onOutput: (index, text) => events.push(`${index} ${text.trim()}`),
    onEnd: (index) => events.push(`end ${index}`),
  });
  const sandbox = await made;
  try {
    await after(sandbox);
  } finally {
    assert.equal(await sandbox.dispose(), { ok: true, leftovers: [] });
  }
  return { results: results.map(({ command, exitCode }) => [command, exitCode] as const), events };
}

for (const early of [true, false])
  test(`are done in order, each command told with what it prints${early ? ', before the sandbox is ready' : ''}`, async () => {
    const { results, events } = await through([row('echo one', 'echo two'), row('echo three >&2')], undefined, early);
    assert.equal(results, [
      ['echo one', 0],
      ['echo two', 0],
      ['echo three >&2', 0],
    ]);
    assert.equal(
      events,
      ['one', 'two', 'three'].flatMap((text, index) => [`begin ${index}`, `${index} ${text}`, `end ${index}`]),
    );
  });

test('have those of a row beside each other, and wait for all of them', async () => {
  // Each of the two waits for what the other does.
  const meeting = (own: string, other: string) => `touch /run/${own}; until [[ -e /run/${other} ]]; do sleep 0.01; done`;
  const { results } = await through([atOnce(meeting('a', 'b'), meeting('b', 'a')), row('ls /run/a /run/b')]);
  assert.equal(
    results.map(([, exitCode]) => exitCode),
    [0, 0, 0],
  );
});

test('end with the row in which a command fails', async () => {
  const { results, events } = await through([row('true', 'false', 'echo never'), row('echo never')], async ({ channel }) => {
    const [listed] = await channel.run(['cat /run/never 2>&1']);
    assert.is(listed?.exitCode, 1);
  });
  assert.equal(results, [
    ['true', 0],
    ['false', 1],
  ]);
  assert.equal(events, ['begin 0', 'end 0', 'begin 1', 'end 1']);
});

test('of which one fails among others beside it let those end', async () => {
  const { results } = await through(
    [atOnce('false', 'sleep 0.1', 'true', 'true', 'true'), row('touch /run/never')],
    async ({ channel }) => {
      const all = await channel.runAtOnce(['ls /run/never', 'echo 1', 'echo 2', 'echo 3', 'echo 4']);
      assert.equal(
        all.map(({ stdout }) => stdout),
        ['', '1\n', '2\n', '3\n', '4\n'],
      );
    },
  );
  assert.equal(
    results.map(([, exitCode]) => exitCode),
    [1, 0, 0, 0, 0],
  );
});

test('begin the sessions of the namespaces that they add, which are then at hand', async () => {
  const many = Array.from({ length: 20 }, (_, index) => `n${index}`);
  await through([row(...many.map((name) => `ip netns add ${name}`))], async ({ channel }) => {
    const commands = many.map((name) => `ip -n ${name} link set lo up`);
    const results = await channel.run(commands);
    assert.equal(
      results.map(({ command, exitCode }) => [command, exitCode]),
      commands.map((command) => [command, 0]),
    );
    const [up] = await channel.run([`ip -n ${many.at(-1)} -br link show lo | grep -c UP`]);
    assert.is(up?.stdout, '1\n');
    const [inside] = await channel.run(['ip netns exec n3 sysctl -n net.ipv4.ip_forward']);
    assert.is(inside?.stdout, '0\n');
  });
});

test('may print as much as they like', async () => {
  const { results } = await through([row('seq 200000', 'seq 200000 >&2'), atOnce('seq 100000', 'seq 100000')]);
  assert.is(results.length, 4);
});

test('are ended at their time limit', async () => {
  const { channel, made } = Sandbox.of(newInit({ uidRange: false, links: programLinks() }));
  const results = await channel.runRows([{ ...row('sleep 60'), timeoutMs: 1500 }, row('echo never')], {});
  assert.equal(
    results.map(({ exitCode }) => exitCode),
    [124],
  );
  const sandbox = await made;
  const [one] = await sandbox.channel.run(['echo there']);
  assert.is(one?.stdout, 'there\n');
  await sandbox.dispose();
});

test.run();
