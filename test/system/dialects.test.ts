// guard: deadline 600 s
import * as assert from 'uvu/assert';
import { HOST } from '../../src/model/host.ts';
import type { Network } from '../../src/model/network.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { sandboxOptionsFor } from '../../src/run/runnable.ts';
import type { Channel } from '../../src/sandbox/channel.ts';
import { Sandbox } from '../../src/sandbox/sandbox.ts';
import { canonical, observeAll } from '../support/canonical.ts';
import { DIALECT_ROWS } from '../support/dialects.ts';
import { mayRun } from '../support/forms.ts';
import { type Account, accounts } from '../support/installation.ts';
import { pooled } from '../support/runs.ts';
import { claimsOf, planOf, scriptOf, startScript } from '../support/scripts.ts';
import { shellChannel } from '../support/shell-channel.ts';
import { suite } from '../support/suite.ts';

const test = suite('dialects');
const [, user] = accounts() as readonly [Account, Account];

const AT_ONCE = 2;

/** Busy machines answer late; a script that holds does not wait. */
const PATIENT = { DEADLINE: '20' };

interface AddressJson {
  readonly ifname: string;
  readonly addr_info: readonly { readonly local: string; readonly prefixlen: number; readonly [more: string]: unknown }[];
}

/** What the kernel says of addresses and routes beyond what a network of the model holds: scopes, labels, broadcast, table local. */
async function detailsOf({ netns }: Network, channel: Channel): Promise<object> {
  const names = Object.keys(netns).sort();
  const inside = (name: string, words: string) => `ip${name === HOST ? '' : ` -n ${name}`} ${words}`;
  const results = await channel.run(
    names.flatMap((name) => [inside(name, '-4 -j address show'), inside(name, '-4 route show table all')]),
    { devicesStay: true },
  );
  for (const { command, exitCode, stderr } of results) assert.is(exitCode, 0, `${command}: ${stderr}`);
  return Object.fromEntries(
    names.map((name, index) => {
      const links = JSON.parse(results[2 * index]?.stdout || '[]') as readonly AddressJson[];
      const addresses = links.flatMap(({ ifname, addr_info }) => addr_info.map((address) => JSON.stringify([ifname, address])));
      return [name, { addresses: addresses.sort(), routes: results[2 * index + 1]?.stdout.split('\n').sort() }];
    }),
  );
}

/** Who was counted depends on what was pinged, and root's checks are left out. */
function uncounted({ netns, ...rest }: Network): Network {
  const states = Object.entries(netns).map(([name, state]) => [name, { ...state, counters: state.counters.map(({ name }) => ({ name })) }]);
  return { ...rest, netns: Object.fromEntries(states) };
}

async function stateIn(plan: Plan, channel: Channel): Promise<object> {
  const network = uncounted(await observeAll(plan, channel));
  return { network: canonical(network), details: await detailsOf(network, channel) };
}

/** What a lesson's actions leave, its checks left out. */
async function stateOfRoot(plan: Plan): Promise<object> {
  const sandbox = await Sandbox.create(sandboxOptionsFor(plan));
  try {
    const commands = plan.steps.flatMap(({ actions }) => actions.filter(({ look }) => !look).flatMap((action) => action.commands));
    const results = await sandbox.channel.run(commands.map(({ text }) => text));
    assert.equal(
      results.filter(({ exitCode }) => exitCode !== 0),
      [],
    );
    return await stateIn(plan, sandbox.channel);
  } finally {
    await sandbox.dispose();
  }
}

/** What its printed script leaves, which must hold, too. */
async function stateOfUser(plan: Plan): Promise<object> {
  const running = startScript(['bash', scriptOf(plan, 'sandbox'), '--keep'], { account: user, env: PATIENT });
  await running.said('stays up until');
  const state = await stateIn(plan, shellChannel(running));
  running.child.stdin?.end();
  const { code, output } = await running.ended;
  assert.is(code, 0, output);
  for (const claim of claimsOf(plan)) assert.ok(output.includes(claim), `${claim} is not in\n${output}`);
  return state;
}

/** Whether any action of a plan is written in one of the dialects that were asked for. */
function speaks({ steps, dialects }: Plan): boolean {
  return steps.some(({ actions }) => actions.some(({ dialect }) => dialect !== undefined && dialects.includes(dialect)));
}

for (const lesson of LESSON_IDS)
  test(`${lesson} ends in the same network in every dialect`, async () => {
    const plans = (await Promise.all(DIALECT_ROWS.map((dialects) => planOf(lesson, [], dialects)))).filter(speaks);
    const expected = await stateOfRoot(await planOf(lesson));
    await pooled(plans, AT_ONCE, async (plan) => {
      assert.equal(await stateOfRoot(plan), expected, `as root, ${plan.dialects}`);
      if (mayRun(plan, user)) assert.equal(await stateOfUser(plan), expected, `as a user, ${plan.dialects}`);
    });
  });

test.run();
