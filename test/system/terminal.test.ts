// guard: alone
import { setTimeout as delay } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { settled, snapshot } from '../support/host-snapshot.ts';
import { accounts, installCopy } from '../support/installation.ts';
import { suite } from '../support/suite.ts';
import { Terminal } from '../support/tmux.ts';

const test = suite('in a terminal');
const installed = installCopy();
const [, user] = accounts();
test.after(() => installed.remove());

const netscenario = `${process.execPath} ${installed.cli}`;
const asUser = (command: string) => `su ${user === undefined ? 'nobody' : 'netscenario-try'} -s /bin/bash -c 'cd /; ${command}'`;

async function inTerminal(size: { columns: number; rows: number }, work: (terminal: Terminal) => Promise<void>): Promise<void> {
  const before = snapshot();
  const terminal = new Terminal(size);
  try {
    await terminal.until(/ready>/);
    await work(terminal);
  } finally {
    terminal.close();
  }
  assert.equal(
    (await settled(before)).filter((line) => !line.includes('/tmux-')),
    [],
  );
}

test('a task list is drawn, whole even where it is taller than the screen', () =>
  inTerminal({ columns: 80, rows: 12 }, async (terminal) => {
    terminal.type(`${asUser(`${netscenario} run bridge-3ns`)}; echo "code $?"`);
    const text = await terminal.until(/code \d+/);
    assert.match(text, /✔ \[1\/5\] Add the namespaces [\d.]+ m?s/);
    assert.match(text, /\$ ip link set veth0 netns ns1 {2}\d+ ms/);
    assert.is(text.match(/link set veth0 netns ns1/g)?.length, 1);
    assert.match(text, /✔ ns3 reaches 10\.10\.10\.3: 1 of 1 answered/);
    assert.match(text, /all holds: 12 checks passed, 0 failed/);
    assert.match(text, /clean-up: nothing is left/);
    assert.match(text, /code 0/);
  }));

test('Ctrl-C ends it promptly, cleans up and gives 130', () =>
  inTerminal({ columns: 100, rows: 40 }, async (terminal) => {
    terminal.type(`${netscenario} run veth-same-host; echo "code $?"`);
    await terminal.until(/Create the pair, both ends here [\d.]+ m?s/);
    terminal.press('C-c');
    const text = await terminal.until(/code \d+/);
    assert.match(text, /code 130/);
    assert.match(text, /clean-up: nothing is left/);
  }));

test('a window that is closed takes the run with it', () =>
  inTerminal({ columns: 100, rows: 40 }, async (terminal) => {
    terminal.type(`${netscenario} run ovs-internal --keep`);
    await terminal.until(/\[ovs-internal\] #/);
  }));

test('--step waits, opens a shell inside and goes on', () =>
  inTerminal({ columns: 100, rows: 60 }, async (terminal) => {
    terminal.type(`${asUser(`${netscenario} run veth-direct --step`)}; echo "code $?"`);
    await terminal.until(/step 1 of 4: Add two namespaces[\s\S]*\$ ip netns add ns1[\s\S]*q ends the run:/);
    terminal.press('Enter');
    await terminal.until(/step 2 of 4[\s\S]*q ends the run:/);
    terminal.type('s');
    await terminal.until(/\[veth-direct before pair\] #/);
    terminal.type('ip netns list; id -u; sleep 100');
    await terminal.until(/ns0\n(.*\n)?.*0/);
    await delay(200);
    terminal.press('C-c');
    terminal.type('echo "still $((20 + 2)) here"; exit');
    await terminal.until(/still 22 here[\s\S]*q ends the run:/);
    for (let step = 2; step <= 4; step += 1) {
      terminal.press('Enter');
      await terminal.until(step < 4 ? new RegExp(`step ${step + 1} of 4[\\s\\S]*q ends the run:`) : /code 0/);
    }
  }));

test('--step can be left with q, and by Ctrl-C', () =>
  inTerminal({ columns: 100, rows: 60 }, async (terminal) => {
    terminal.type(`${netscenario} run veth-direct --step; echo "code $?"`);
    await terminal.until(/q ends the run:/);
    terminal.type('q');
    await terminal.until(/code 0/);
    terminal.type(`clear; ${netscenario} run veth-direct --step; echo "code $?"`);
    await terminal.until(/ready> [\s\S]*q ends the run: $|q ends the run:$/);
    terminal.press('C-c');
    await terminal.until(/code 130/);
  }));

test('Ctrl-Z stops --step and what started it, and fg goes on', () =>
  inTerminal({ columns: 100, rows: 60 }, async (terminal) => {
    terminal.type(`sh -c '${netscenario} run veth-direct --step; echo "code $?"'`);
    await terminal.until(/q ends the run:/);
    terminal.press('C-z');
    await terminal.until(/Stopped/);
    terminal.type('fg');
    terminal.type('x');
    await terminal.until(/'x' is none of these\n.*q ends the run:/);
    terminal.type('q');
    await terminal.until(/code 0/);
  }));

test('--keep leaves a shell inside, with job control, until exit', () =>
  inTerminal({ columns: 100, rows: 60 }, async (terminal) => {
    terminal.type(`${asUser(`${netscenario} run bridge-3ns --keep`)}; echo "code $?"`);
    await terminal.until(/\[bridge-3ns\] #/);
    terminal.type('echo "history in $HISTFILE"');
    await terminal.until(/^history in \/run\//m);
    terminal.type('ip netns exec ns1 ping -c 1 -q 10.10.10.4 | grep -c "1 received"; sleep 100');
    await terminal.until(/^1$/m);
    terminal.press('C-z');
    await terminal.until(/Stopped/);
    terminal.type('exit');
    await delay(200);
    terminal.type('exit');
    const text = await terminal.until(/code \d+/);
    assert.match(text, /code 0/);
  }));

test.run();
