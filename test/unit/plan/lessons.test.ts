import { readdirSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { type SourceId, sourceOf } from '../../../src/model/sources.ts';
import { LANGS, type Text } from '../../../src/model/text.ts';
import { LESSON_IDS, loadScenario } from '../../../src/plan/catalogue.ts';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { suite } from '../../support/suite.ts';

const lessons = suite('the lessons that come with netscenario');

lessons('each file of scenarios is one of them', () => {
  const files = readdirSync('scenarios').filter((file) => file.endsWith('.ts'));
  assert.equal(LESSON_IDS, files.map((file) => file.slice(0, -'.ts'.length)).sort());
});

/** Every piece of prose of a value, wherever it stands. */
function textsIn(value: unknown): readonly Text[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value && typeof value.en === 'string') return [value as Text];
  return Object.values(value).flatMap(textsIn);
}

for (const id of LESSON_IDS) {
  for (const ovsDatapath of ['netdev', 'system'] as const) {
    lessons(`${id} can be planned on the ${ovsDatapath} datapath`, async () => {
      const scenario = await loadScenario(id);
      const plan = planScenario(scenario, { set: [], facts: { ovsDatapath } });
      assert.is(scenario.id, id);
      for (const { actions } of plan.steps) {
        for (const { kind, commands, loses, undo, look } of actions) {
          // Where the kernel forwards, checksums are nobody's worry.
          assert.ok(commands.length > 0 || (kind === 'tx-checksums' && ovsDatapath === 'system'), kind);
          if (!look && loses.length === 0 && commands.length > 0 && !['ping', 'flush-neighbours', 'measure'].includes(kind))
            assert.ok(undo().length > 0, `${kind} cannot be undone`);
        }
      }
      assert.ok(plan.steps.some(({ checks }) => checks.length > 0));
    });
  }

  lessons(`${id} says everything in every language`, async () => {
    const scenario = await loadScenario(id);
    const { steps } = planScenario(scenario, { set: [], facts: { ovsDatapath: 'netdev' } });
    const texts = textsIn([scenario, steps]);
    assert.ok(texts.length > 10);
    for (const text of texts) for (const lang of LANGS) assert.match(text[lang], /\S{2}/);
    for (const { id: step, why } of steps) assert.ok(why.en.length > 20, step);
  });

  lessons(`${id} names its sources, and of each mistake who makes it`, async () => {
    const { sources = [], errata = [] } = await loadScenario(id);
    assert.ok(sources.length > 0, "sources: ['S0', …] as in src/model/sources.ts");
    for (const source of sources) assert.ok(sourceOf(source), source);
    for (const { id: erratum, source, mistake } of errata) {
      assert.match(erratum ?? '', /^[a-z0-9]+(-[a-z0-9]+)*$/, `id of: ${mistake.en}`);
      assert.ok(source !== undefined && sources.includes(source), `source of ${erratum}: ${source}, of ${sources.join(', ')}`);
    }
    const ids = errata.map((erratum) => erratum.id);
    assert.equal(ids, [...new Set(ids)]);
  });

  lessons(`${id} is data: the same parameters give the same plan`, async () => {
    const scenario = await loadScenario(id);
    const plan = () => JSON.stringify(planScenario(scenario, { set: [], facts: { ovsDatapath: 'netdev' } }));
    assert.is(plan(), plan());
  });
}

/** The mistakes that were found in the sources, as `lesson/id` of where each is told. */
const TOLD: Readonly<Record<SourceId, readonly string[]>> = {
  S0: [
    'bridge-3ns/racy-clean-up',
    'docker-isolation/networks-never-removed',
    'docker-isolation/ping-without-deadline',
    'docker-isolation/public-addresses',
    'docker-real/exec-test1-twice',
    'ovs-internal/leftover-bridge-commands',
  ],
  S1: [
    'bridge-uplink/address-dead-at-once',
    'docker-bridge/gateway-without-address',
    'docker-bridge/public-addresses',
    'docker-real/public-subnet',
  ],
  S2: ['bridge-gateway/subnet-changes', 'docker-bridge/replies-by-dnat', 'docker-publish/replies-by-dnat', 'netns-basics/six-kinds'],
  S3: [
    'ovs-veth/link-add-for-address',
    'veth-direct/link-add-for-address',
    'veth-direct/name-taken',
    'veth-same-host/blames-arp',
    'veth-same-host/wrong-banner',
  ],
  S3e: ['veth-direct/no-addresses', 'bridge-3ns/no-addresses', 'ovs-veth/no-addresses', 'ovs-internal/no-addresses'],
  S4: ['bridge-add-ns/brtcl', 'bridge-add-ns/outside-elsewhere', 'bridge-add-ns/racy-clean-up'],
};

lessons('every mistake that is known of a source is told in a lesson', async () => {
  const scenarios = await Promise.all(LESSON_IDS.map(loadScenario));
  const told = scenarios.flatMap(({ id, errata = [] }) => errata.map((erratum) => `${erratum.source} ${id}/${erratum.id}`));
  for (const [source, mistakes] of Object.entries(TOLD))
    for (const mistake of mistakes) assert.ok(told.includes(`${source} ${mistake}`), `${source} ${mistake}`);
});

lessons.run();
