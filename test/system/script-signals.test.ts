// guard: alone
// guard: deadline 600 s
import * as assert from 'uvu/assert';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { formsOf, mayRun } from '../support/forms.ts';
import { settled, snapshot } from '../support/host-snapshot.ts';
import { type Account, accounts } from '../support/installation.ts';
import { pooled } from '../support/runs.ts';
import { flagsOf, onThrowAway, planOf, print, runScript, scriptOf, startScript, writeScript } from '../support/scripts.ts';
import { suite } from '../support/suite.ts';

const test = suite('printed scripts and signals');

/** Each step is waited for twice, in a script that begins anew, in milliseconds. */
const HUNG_MS_A_STEP = 30_000;
const [root, user] = accounts() as readonly [Account, Account];

const AT_ONCE = 4;
const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** How often a signal may be lost: a script that never heeds signals loses each. */
const LOST_AT_MOST = 4;

/** Bash's own, where the signal meets its parser, which then takes the trap for a part of what it was reading. */
const LOST_IN_BASH = 2;
/** 0: the script was over before. */
const LOST: readonly unknown[] = [0, LOST_IN_BASH];

/** How the script ends by a signal to itself as soon as it says that a step begins. */
async function endAt(script: string, step: number, signal: NodeJS.Signals, account: Account): Promise<number | string | null> {
  for (let tries = 1; ; tries += 1) {
    const end = await endedAt(script, step, signal, account);
    if (!LOST.includes(end) || tries === LOST_AT_MOST) return end;
  }
}

async function endedAt(script: string, step: number, signal: NodeJS.Signals, account: Account): Promise<number | string | null> {
  const { child, ended, said } = startScript(['bash', script], { account });
  await said(`\n[${step}/`);
  child.kill(signal);
  const { code, signal: by } = await ended;
  return code ?? by;
}

interface Case {
  readonly lesson: string;
  readonly script: string;
  readonly step: number;
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL';
  readonly account: Account;
}

async function casesOf(lesson: string): Promise<readonly Case[]> {
  const plan = await planOf(lesson);
  const script = scriptOf(plan, 'sandbox');
  return plan.steps.flatMap((_, index) =>
    (['SIGINT', 'SIGTERM', 'SIGKILL'] as const).map((signal, turn) => ({
      lesson,
      script,
      step: index + 1,
      signal,
      account: (index + turn) % 2 && mayRun(plan, user) ? user : root,
    })),
  );
}

test('a signal in any step of any lesson ends the sandbox, and nothing is left', async () => {
  const cases = (await Promise.all(LESSON_IDS.map(casesOf))).flat();
  const before = snapshot();
  await pooled(cases, AT_ONCE, async ({ lesson, script, step, signal, account }) => {
    const expected = signal === 'SIGKILL' ? signal : CODES[signal];
    assert.is(await endAt(script, step, signal, account), expected, `${lesson}: ${signal} in step ${step} as ${account.name}`);
  });
  assert.equal(await settled(before), []);
});

test('a signal in any step of any lesson is undone on a machine, which then takes the lesson again at once', async () => {
  await pooled(LESSON_IDS, AT_ONCE, async (lesson) => {
    const plan = await planOf(lesson);
    if (!formsOf(plan).includes('host')) return;
    const words = ['bash', '-c', EACH_STEP, 'each', String(plan.steps.length), flagsOf(plan)];
    const { output } = await runScript(onThrowAway(scriptOf(plan, 'host'), words), { hungMs: HUNG_MS_A_STEP * plan.steps.length });
    const expected = plan.steps.flatMap((_, index) => ['INT 130 same', 'TERM 143 same'].map((line) => `${index + 1} ${line}`));
    assert.equal(output.trimEnd().split('\n'), [...expected, 'again 0 same', 'group 130 same'], lesson);
  });
});

/**
 * On a machine to throw away: starts the script and sends it a signal in a step, for each step and signal; says the
 * step, the signal, the exit code, and whether the machine is then as before. At the end the script must hold, and a
 * Ctrl-C to all of its processes is tried, as a terminal sends it.
 */
const EACH_STEP = `
public=$2
state() {
  ip -d link; ip address; ip route show table all; ip netns; nft list ruleset; ls -A /run/netns /tmp /run
  sysctl -a -r '^net\\.' 2>/dev/null | grep -v -e nf_conntrack -e '/neigh/' -e random -e stable_secret
  # Not through a pipe, whose other end would be listed where it is quick to begin.
  grep -v -e bash -e ps -e sleep -e ip -e sort <<<"$(ps -e -o comm=)"
}
# What the kernel loads or makes by itself at first use is there from then on.
bash $SCRIPT $public >/dev/null 2>&1
before=$(state)
verdict() {
  for _ in $(seq 50); do
    now=$(state)
    [[ $now != "$before" ]] || { echo "$1 same"; return; }
    sleep 0.1
  done
  echo "$1 differs"
  diff <(echo "$before") <(echo "$now")
}
for step in $(seq "$1"); do
  for signal in INT TERM; do
    # A signal that is lost is sent to another run of it: see LOST.
    for _ in $(seq ${LOST_AT_MOST}); do
      coproc env --default-signal=INT,QUIT bash $SCRIPT $public 2>&1
      pid=$COPROC_PID
      exec 5<&"\${COPROC[0]}"
      while read -r line <&5; do [[ $line != "[$step/"* ]] || break; done
      # Once in a hundred times bash loses a signal that meets the end of a command that it waits for.
      while kill -$signal $pid 2>/dev/null; do sleep 0.2; done &
      cat <&5 >/dev/null
      code=0
      wait $pid || code=$?
      [[ " ${LOST.join(' ')} " == *" $code "* ]] || break
    done
    verdict "$step $signal $code"
  done
done
code=0
bash $SCRIPT $public >/dev/null 2>&1 || code=$?
verdict "again $code"
for _ in $(seq ${LOST_AT_MOST}); do
  code=0
  setsid --wait bash -c '
    trap : INT
    coproc env --default-signal=INT,QUIT bash "$@" 2>&1
    pid=$COPROC_PID
    exec 5<&"\${COPROC[0]}"
    while read -r line <&5; do [[ $line != "[1/"* ]] || break; done
    cat <&5 >/dev/null &
    kill -INT 0
    wait $pid
    code=$?
    while kill -0 $pid 2>/dev/null; do wait $pid; code=$?; done
    exit $code' x $SCRIPT $public >/dev/null 2>&1 || code=$?
  [[ " ${LOST.join(' ')} " == *" $code "* ]] || break
done
verdict "group $code"
`;

test('a signal between the look at the machine and the first step leaves nothing there', async () => {
  const text = print(await planOf('veth-direct'), 'host');
  const begin = '\n  assert_free\n  run_lesson\n';
  assert.ok(text.includes(begin));
  const script = writeScript(text.replace(begin, () => '\n  assert_free\n  ls /run/netscenario*\n  kill -TERM $$\n  run_lesson\n'));
  const { output } = await runScript(onThrowAway(script, ['bash', '-c', 'bash $SCRIPT; echo "code $?"; ls /run/netscenario*']));
  assert.is(output, "/run/netscenario-veth-direct.settings\ncode 143\nls: cannot access '/run/netscenario*': No such file or directory\n");
});

test('a signal before the sandbox is ready leaves nothing', async () => {
  const script = scriptOf(await planOf('ovs-internal'), 'sandbox');
  const before = snapshot();
  await pooled([0, 5, 10, 15, 20, 30, 40, 50, 60, 80], AT_ONCE, async (afterMs) => {
    // A SIGINT to bash alone may get lost where it meets the end of one of its children; a terminal sends it to these too.
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const { child, ended } = startScript(['bash', script], { account: afterMs % 20 ? user : root });
      setTimeout(() => child.kill(signal), afterMs);
      const { code, signal: by } = await ended;
      assert.ok(by === signal || code === CODES.SIGTERM || code === LOST_IN_BASH, `${signal} after ${afterMs} ms ended with ${code ?? by}`);
    }
  });
  assert.equal(await settled(before), []);
});

test('a terminal that goes away ends it with 129', async () => {
  const script = scriptOf(await planOf('veth-same-host'), 'sandbox');
  const before = snapshot();
  assert.is(await endAt(script, 3, 'SIGHUP', user), 129);
  assert.equal(await settled(before), []);
});

test('a reader that goes away early leaves nothing', async () => {
  const plan = await planOf('bridge-3ns');
  const before = snapshot();
  const { child, ended, said } = startScript(['bash', scriptOf(plan, 'sandbox')]);
  await said('[1/');
  child.stdout?.destroy();
  assert.is((await ended).code, 0);
  assert.equal(await settled(before), []);
  const gone = 'bash $SCRIPT | head -n 3; ip netns; ip -br link; ls -d /run/netns/* /run/netscenario*';
  const { output } = await runScript(onThrowAway(scriptOf(plan, 'host'), ['bash', '-c', gone]));
  assert.match(output, /^\n\[1\/5\] Add the namespaces\n {2}\$ ip netns add ns1\nlo .*\nls: .*\nls: .*\n$/);
});

test.run();
