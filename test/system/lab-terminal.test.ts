// guard: alone
// guard: deadline 400 s
import * as assert from 'uvu/assert';
import { settled, snapshot } from '../support/host-snapshot.ts';
import { accounts, installCopy } from '../support/installation.ts';
import { suite } from '../support/suite.ts';
import { makeTempDir } from '../support/temp-dir.ts';
import { Terminal } from '../support/tmux.ts';

const test = suite('a lab in a terminal');
const installed = installCopy();
const [, user] = accounts();
test.after(() => installed.remove());

const start = `${process.execPath} ${installed.cli} lab start bridge-3ns`;
const asUser = `su ${user === undefined ? 'nobody' : 'netscenario-try'} -s /bin/bash -c 'cd /; ${start}'`;
/** What the prompt says on the host. */
const HOST_PROMPT = /\[bridge-3ns host\] #$/m;
const DEADLINE_MS = 40_000;
/** Where progress is kept here. */
const state = makeTempDir();

/** A right answer, with names of one's own. */
const RIGHT = [
  'brctl addbr sw; ip link set sw up; ip netns add ns2; ip netns add ns3',
  'for n in 1 2 3; do ip link add p$n type veth peer name e0 netns ns$n; brctl addif sw p$n; ip link set p$n up; done',
  'for n in 1 2 3; do ip -n ns$n addr add 10.10.10.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up; done',
];

async function inLab(command: string, work: (terminal: Terminal) => Promise<void>): Promise<void> {
  const before = snapshot();
  const terminal = new Terminal({ columns: 110, rows: 50 });
  try {
    await terminal.until(/ready>/);
    terminal.type(`${command}; echo "code $?"`);
    await terminal.until(HOST_PROMPT, DEADLINE_MS);
    await work(terminal);
  } finally {
    terminal.close();
  }
  assert.equal(
    (await settled(before)).filter((line) => !line.includes('/tmux-')),
    [],
  );
}

for (const command of [start, asUser])
  test(`a whole session: wrong, hint, right, quit (${command === start ? 'as root' : 'as an ordinary user'})`, () =>
    inLab(command, async (terminal) => {
      terminal.type('ip netns add ns1; check');
      let text = await terminal.until(/1 of 22 points/, DEADLINE_MS);
      assert.match(text, /FAILED {2}0\/1 {2}there is a namespace ns2/);
      assert.match(text, /skipped 0\/2 {2}ns1 reaches 10\.10\.10\.3: it takes first that/);
      for (const level of [/look at: ip netns list/, /seen: there are ns1/, /\$ ip netns add ns2/]) {
        terminal.type('clear; hint');
        await terminal.until(level, DEADLINE_MS);
      }
      terminal.type('clear; diagnose ns1 10.10.10.3');
      await terminal.until(/what mends it:\n\s+ip link add/, DEADLINE_MS);
      terminal.type('clear; diff');
      assert.match(await terminal.until(/^- ns1 reaches 10\.10\.10\.3/m, DEADLINE_MS), /┌─ ns1 /);
      for (const line of RIGHT) terminal.type(line);
      terminal.type('clear; check');
      await terminal.until(/22 of 22 points/, DEADLINE_MS);
      terminal.type('reset');
      await terminal.until(/reset\n[\s\S]*What there must be[\s\S]*host\] #$/m, DEADLINE_MS);
      terminal.type('goto 5');
      await terminal.until(/goto 5\n[\s\S]*What there must be[\s\S]*host\] #$/m, DEADLINE_MS);
      terminal.type('sleep 1000');
      terminal.press('C-c');
      terminal.type('ip netns exec ns1 bash');
      await terminal.until(/\[bridge-3ns ns1\] #$/m, DEADLINE_MS);
      terminal.type('exit');
      terminal.type('check');
      await terminal.until(/22 of 22 points/, DEADLINE_MS);
      terminal.type('quit');
      text = await terminal.until(/code \d+/, DEADLINE_MS);
      assert.match(text, /22 of 22 points at best\ncode 0/);
    }));

test('a second terminal checks, watches and opens a shell; progress is kept', () =>
  inLab(`env XDG_STATE_HOME=${state} ${start}`, async (terminal) => {
    const second = new Terminal({ columns: 110, rows: 50 });
    const lab = `env XDG_STATE_HOME=${state} ${process.execPath} ${installed.cli} lab`;
    try {
      await second.until(/ready>/);
      second.type(`${lab} status; ${lab} check bridge-3ns >/dev/null; echo "checked with $?"`);
      assert.match(await second.until(/checked with \d/, DEADLINE_MS), /^\d+ {2}bridge-3ns: 0 of 22 points\nchecked with 1$/m);
      second.type(`clear; ${lab} watch`);
      await second.until(/0 of 22 points/, DEADLINE_MS);
      terminal.type('ip netns add ns1');
      await second.until(/1 of 22 points/, DEADLINE_MS);
      second.press('C-c');
      second.type(`clear; ${lab} diagnose ns1 10.10.10.3; echo "diagnosed with $?"`);
      assert.match(await second.until(/diagnosed with 1/, DEADLINE_MS), /ns1 gets no answer from 10\.10\.10\.3\n[\s\S]*LOST/);
      second.type(`clear; echo 'ip netns identify' | ${lab} shell ns1`);
      await second.until(/^ns1$/m, DEADLINE_MS);
      terminal.type('quit');
      await terminal.until(/code 0/, DEADLINE_MS);
      second.type(`clear; ${lab} check; ${lab} progress`);
      const text = await second.until(/at best, done once/, DEADLINE_MS);
      assert.match(text, /no lab is open\nfix: netscenario lab start LESSON opens one/);
      assert.match(text, /^bridge-3ns {2}1 of 22 points at best/m);
    } finally {
      second.close();
    }
  }));

test('what is broken is repaired, in Chinese, and what is begun finished, at once in two terminals', () =>
  inLab(`env XDG_STATE_HOME=${state} ${start} --kind repair --seed 3 --lang zh`, async (terminal) => {
    const second = new Terminal({ columns: 110, rows: 50 });
    const lab = `env XDG_STATE_HOME=${state} ${process.execPath} ${installed.cli} lab`;
    try {
      assert.match(terminal.read(), /现在不成立、要重新成立的：/);
      for (const level of [/看一看：bridge link show/, /看到的是：网桥 br-test 处于 down 状态/, /\$ ip link set br-test up/]) {
        terminal.type('clear; hint');
        await terminal.until(level, DEADLINE_MS);
      }
      await second.until(/ready>/);
      second.type(`${lab} start veth-direct --kind finish`);
      await second.until(/\[veth-direct host\] #$/m, DEADLINE_MS);
      terminal.type('clear; ip link set br-test up; check');
      await terminal.until(/bridge-3ns repair：22 分中得 22 分/, DEADLINE_MS);
      second.type('clear; ip netns; check');
      assert.match(await second.until(/veth-direct finish: 0 of \d+ points/, DEADLINE_MS), /^ns1$/m);
      second.type('solution >s.sh; bash s.sh; clear; check');
      await second.until(/veth-direct finish: (\d+) of \1 points/, DEADLINE_MS);
      second.type('quit');
      terminal.type('quit');
      await terminal.until(/code 0/, DEADLINE_MS);
      second.type(`clear; ${lab} progress`);
      const text = await second.until(/veth-direct finish .*at best, done once/, DEADLINE_MS);
      assert.match(text, /^bridge-3ns repair +22 of 22 points at best, done once/m);
    } finally {
      second.close();
    }
  }));

test('what will be seen is asked, and a window that is closed then takes the lab with it', () =>
  inLab(`${start} --kind predict`, async (terminal) => {
    terminal.type('clear; answer 3; answer n');
    assert.match(await terminal.until(/Question 3 of/, DEADLINE_MS), /right {2}which devices are in ns1\?\n\s+lo\n/);
    terminal.type('answer');
    terminal.press('C-c');
    terminal.type('clear; check');
    await terminal.until(/2 of \d+ foretold, \d+ still to be asked/, DEADLINE_MS);
  }));

test('a window that is closed takes the lab with it', () => inLab(start, async () => undefined));

test.run();
