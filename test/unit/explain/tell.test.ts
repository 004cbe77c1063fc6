import * as assert from 'uvu/assert';
import type { Explanation, Note, StepExplanation } from '../../../src/explain/explanation.ts';
import { relevantNotes, wordsOf } from '../../../src/explain/flag-notes.ts';
import { explainPlan } from '../../../src/explain/tell.ts';
import { sameInAll } from '../../../src/model/text.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import type { FlagNote } from '../../../src/vocabulary/notes.ts';
import { allPlans, planOf } from '../../support/plans.ts';
import { suite } from '../../support/suite.ts';

const explaining = suite('explainPlan');

/** A command that is shown, with the notes of its kind and the values that a lesson gave it. */
interface Shown {
  readonly command: string;
  readonly flags: readonly FlagNote[];
  readonly values: readonly string[];
}

/** Every text and number in a value, wherever it stands. */
function valuesIn(value: unknown): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [];
}

function shownIn({ steps }: Plan): readonly Shown[] {
  return steps.flatMap(({ actions, checks }) => [
    ...actions.flatMap(({ commands, flags, params }) =>
      commands.filter(({ housekeeping }) => !housekeeping).map(({ text }): Shown => ({ command: text, flags, values: valuesIn(params) })),
    ),
    ...checks.map(({ see, flags, params }): Shown => ({ command: see, flags, values: valuesIn(params) })),
  ]);
}

const PROGRAMS =
  /^(ip|bridge|ping|tcpdump|nft|iptables|sysctl|conntrack|grep|iperf3|ethtool|mkdir|cp|od|xargs|busybox|dockerd?|socat|ovs[a-z-]*)$/;

/** Words that stand for themselves: programs, what the lesson chose, numbers, and the paths and names of the sandbox. */
function speaksForItself(word: string, values: readonly string[]): boolean {
  return (
    PROGRAMS.test(word) ||
    /^[\d.]+$/.test(word) ||
    /^>?\/(run|tmp|usr)\//.test(word) ||
    /^(sources|input|sh|answers|2>&1|\.State\.Pid)$/.test(word) ||
    values.some((value) => value.length > 1 && word.includes(value))
  );
}

/** The words of a command that none of the notes explains. */
function unexplained({ command, flags, values }: Shown): readonly string[] {
  const notes = relevantNotes([command], flags).flatMap(({ flag }) => flag.split(' '));
  return wordsOf(command).filter(
    (word) => !notes.some((noted) => noted === word || (/[:=/]$/.test(noted) && word.startsWith(noted))) && !speaksForItself(word, values),
  );
}

explaining('each word of each command that is shown is explained, or is a program or a value', async () => {
  for (const plan of await allPlans()) {
    const missing = shownIn(plan).flatMap((shown) => unexplained(shown).map((word) => `${plan.id}: '${word}' in ${shown.command}`));
    assert.equal([...new Set(missing)], []);
  }
});

function notesOf({ steps }: Explanation): readonly Note[] {
  return steps.flatMap(({ blocks, claims }) => [...blocks.flatMap(({ notes }) => notes), ...claims.flatMap(({ item }) => item.notes)]);
}

function commandsOf({ steps }: Explanation): readonly string[] {
  return steps.flatMap(({ blocks }) => blocks.flatMap(({ commands }) => commands));
}

explaining('nothing is explained twice in a lesson', async () => {
  for (const plan of await allPlans()) {
    const explanation = explainPlan(plan, 'en');
    const notes = notesOf(explanation).map(({ flag, means }) => `${flag}: ${means}`);
    assert.equal(notes, [...new Set(notes)], plan.id);
    const purposes = explanation.steps.flatMap(({ blocks }) => blocks.flatMap(({ purpose }) => purpose ?? []));
    assert.equal(purposes, [...new Set(purposes)], plan.id);
    assert.ok(notes.length > 8 && purposes.length > 3, plan.id);
  }
});

explaining('every command stands in the order in which it runs, those for the sandbox left out', async () => {
  for (const plan of await allPlans()) {
    const commands = plan.steps.flatMap(({ actions }) =>
      actions.flatMap((action) => action.commands.filter(({ housekeeping }) => !housekeeping)),
    );
    assert.equal(
      commandsOf(explainPlan(plan, 'en')),
      commands.map(({ text }) => text),
      plan.id,
    );
  }
});

explaining('a step alone explains all that it shows', async () => {
  const plan = await planOf('bridge-3ns');
  const whole = explainPlan(plan, 'en').steps[3];
  const alone = explainPlan(plan, 'en', { only: 3 });
  assert.is(alone.steps.length, 1);
  assert.is(alone.steps[0]?.number, 4);
  assert.is(alone.path, undefined);
  assert.equal([alone.errata, alone.sources, alone.tryNext, alone.breakIt], [[], [], [], []]);
  const flags = ({ blocks }: StepExplanation) => blocks.flatMap(({ notes }) => notes.map(({ flag }) => flag));
  assert.not.ok(whole && flags(whole).includes('up'));
  assert.ok(flags(alone.steps[0] as StepExplanation).includes('up'));
});

explaining('five hundred of a sort are folded, and nothing gets lost', async () => {
  const { steps } = explainPlan(await planOf('bridge-3ns', ['namespaces=500']), 'en');
  const [namespaces, , cables, , pings] = steps;
  const counted = (blocks: NonNullable<typeof cables>['blocks']) =>
    blocks.reduce((sum, { commands, more }) => sum + commands.length + more, 0);
  assert.is(counted(namespaces?.blocks ?? []), 500);
  // Of each cable three commands, and the move of the first.
  assert.is(counted(cables?.blocks ?? []), 3 * 500 + 1);
  assert.ok(commandsOf(explainPlan(await planOf('bridge-3ns', ['namespaces=500']), 'en')).length < 40);
  assert.is(
    namespaces?.changes.reduce((sum, { more }) => sum + 1 + more, 0),
    500,
  );
  assert.ok((cables?.changes.length ?? 99) < 15);
  assert.is(
    pings?.claims.reduce((sum, { more }) => sum + 1 + more, 0),
    500 + 16 + 1,
  );
  assert.match(pings?.note ?? '', /500 namespaces have 249500 ordered pairs/);
});

explaining('prose is one line without anything that a terminal obeys', async () => {
  const plan = await planOf('veth-direct');
  const hostile = { ...plan, about: sameInAll('a\u001b[31mred\nline\u202e \u0007`ip  link`') };
  assert.is(explainPlan(hostile, 'en').about, 'a[31mred line `ip link`');
});

explaining('the lesson is named as one types it: by its id, or by the path of its module', async () => {
  const plan = await planOf('veth-direct');
  assert.is(explainPlan(plan, 'en').word, 'veth-direct');
  assert.is(explainPlan(plan, 'en', { word: './veth direct.ts' }).word, "'./veth direct.ts'");
});

explaining('the path is that of the last ping or connection that is answered, if only by the sender itself', async () => {
  const paths = (await allPlans()).map((plan) => explainPlan(plan, 'en').path);
  for (const path of paths) assert.match(path?.hops.at(-1) ?? '', /^The answer |no wire is involved/);
  const { path } = explainPlan({ ...(await planOf('veth-direct')), steps: [] }, 'en');
  assert.is(path, undefined);
});
explaining.run();

const notes = suite('relevantNotes');
const NOTES: readonly FlagNote[] = ['-n', 'link set', 'set', 'type=', '! -o', 'x y'].map((flag) => ({ flag, means: sameInAll(flag) }));

for (const [command, flags] of [
  ['ip -n ns1 link set eth0 up', ['-n', 'link set']],
  ['tcpdump -nn', []],
  ['ovs set type=internal', ['set', 'type=']],
  ["iptables ! -o br0 'x y'", ['! -o', 'x y']],
  ['link x set y', ['set']],
] as const)
  notes(command, () =>
    assert.equal(
      relevantNotes([command], NOTES).map(({ flag }) => flag),
      flags,
    ),
  );
notes.run();
