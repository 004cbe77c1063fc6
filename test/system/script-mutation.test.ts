// guard: deadline 900 s
import * as assert from 'uvu/assert';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { pooled } from '../support/runs.ts';
import { planOf, print, runScript, scriptOf, startScript, without, writeScript } from '../support/scripts.ts';
import { suite } from '../support/suite.ts';
import { tell } from '../support/tell.ts';

const test = suite('checks of printed scripts, proved by mutation');

const AT_ONCE = 6;

interface Mutant {
  readonly title: string;
  readonly plan: Plan;
}

/** The plan less each action that is not only there to be looked at, with the checks of the whole lesson. */
function mutantsOf(plan: Plan): readonly Mutant[] {
  return plan.steps.flatMap(({ id, actions }, step) =>
    actions.flatMap(({ look, title, commands }, action) =>
      look || commands.length === 0 ? [] : [{ title: `${id}: ${title.en}`, plan: without(plan, { step, action }) }],
    ),
  );
}

/** Whether the script says of a check that it failed, or ends since a command did; a failed check need not be waited out further. */
async function isKilled({ plan }: Mutant, deadline: string): Promise<boolean> {
  const { child, ended, said } = startScript(['bash', scriptOf(plan, 'sandbox')], { env: { DEADLINE: deadline } });
  child.stdin?.end();
  const failed = await said('    see it:').then(
    () => true,
    () => false,
  );
  if (failed) child.kill('SIGKILL');
  const { code } = await ended;
  return failed || code === 3;
}

/** Seconds that checks may wait: a mutant that is noticed has waited them out, so the fewest with which the whole lesson holds. */
const DEADLINES = ['1', '3'];

async function shortestFor(whole: Plan): Promise<string> {
  let said = '';
  for (const deadline of DEADLINES) {
    const { code, output } = await runScript(['bash', scriptOf(whole, 'sandbox')], { env: { DEADLINE: deadline } });
    if (code === 0) return deadline;
    said = output;
  }
  assert.unreachable(`the whole lesson does not hold: ${said}`);
  return '';
}

for (const lesson of LESSON_IDS) {
  test(`${lesson}: each action left out makes a check or a later command fail`, async () => {
    const whole = await planOf(lesson);
    const deadline = await shortestFor(whole);
    const mutants = mutantsOf(whole);
    const survivors: string[] = [];
    await pooled(mutants, AT_ONCE, async (mutant) => {
      if (!(await isKilled(mutant, deadline))) survivors.push(mutant.title);
    });
    tell(`${lesson}: ${mutants.length - survivors.length} of ${mutants.length} killed`);
    assert.equal(survivors, []);
  });
}

/** The script with a command put in before a step. */
function broken(plan: Plan, step: number, command: string): string {
  const text = print(plan, 'sandbox');
  const heading = `step ${step} `;
  assert.is(text.split(`\n${heading}`).length, 2);
  return writeScript(text.replace(`\n${heading}`, `\n${command}\n${heading}`));
}

interface Break {
  readonly lesson: string;
  /** The step before which the command is run. */
  readonly step: number;
  readonly command: string;
  readonly says: RegExp;
}

const BREAKS: readonly Break[] = [
  {
    lesson: 'veth-direct',
    step: 4,
    command: 'ip -n ns1 link set veth1 down',
    says: /FAILED ns0 reaches 10\.10\.10\.3, 4 times of 4\n +expected: every ping is answered\n +actual: +.*100% packet loss.*\n +reason: +veth0 on ns0 has no carrier.*\n[\s\S]*see it: +ip netns exec ns0 ping /,
  },
  {
    lesson: 'bridge-3ns',
    step: 5,
    command: 'ip link set br-test down',
    says: /FAILED ns1 reaches 10\.10\.10\.3\n[\s\S]*reason: +br-test on host is down\n[\s\S]*FAILED ns3 reaches/,
  },
  {
    lesson: 'bridge-3ns',
    step: 5,
    command: 'ip -n ns2 address flush dev veth1',
    says: /FAILED ns1 reaches 10\.10\.10\.3\n[\s\S]*reason: +nothing holds the address 10\.10\.10\.3\n[\s\S]*FAILED ns2 reaches 10\.10\.10\.2\n[\s\S]*actual: +ping: connect: Network is unreachable\n +reason: +ns2 has no route to 10\.10\.10\.2/,
  },
  {
    lesson: 'docker-bridge',
    step: 6,
    command: 'sysctl -q -w net.ipv4.ip_forward=0',
    says: /FAILED ns0 reaches 192\.168\.80\.2\n[\s\S]*reason: +the host does not forward: net\.ipv4\.ip_forward is 0\n[\s\S]*FAILED outside sees pings from 192\.168\.80\.128 alone\n[\s\S]*actual: +nothing was counted/,
  },
  {
    lesson: 'ovs-veth',
    step: 5,
    command: 'ovs-vsctl del-port ovs-br ovs-veth0',
    says: /FAILED ns1 reaches 10\.1\.1\.3\n[\s\S]*devices, addresses and routes look right: look at switch/,
  },
];

for (const { lesson, step, command, says } of BREAKS) {
  test(`${lesson} broken by \`${command}\` ends with 1 and says why`, async () => {
    const { code, output } = await runScript(['bash', broken(await planOf(lesson), step, command)], { env: { DEADLINE: '1' } });
    assert.is(code, 1, output);
    assert.match(output, says);
    assert.match(
      output,
      new RegExp(`${lesson}: does not hold: \\d+ checks passed, \\d+ failed, \\d+ skipped\\nclean-up: nothing is left\\n$`),
    );
  });
}

test('a command that fails ends with 3; it and its step are named', async () => {
  const script = broken(await planOf('veth-direct'), 3, 'ip link add veth0 type nosuch');
  const { code, output } = await runScript(['bash', script]);
  assert.is(code, 3, output);
  assert.match(
    output,
    / {2}! exit code 2: ip link add veth0 type nosuch\nveth-direct: a command of step 2, Create the veth pair .* failed, so nothing can be judged/,
  );
  assert.match(output, /could not be judged: 0 checks passed, 0 failed, 3 skipped\nclean-up: nothing is left\n$/);
});

test.run();
