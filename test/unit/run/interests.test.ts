import * as assert from 'uvu/assert';
import { loadScenario } from '../../../src/plan/catalogue.ts';
import { planScenario } from '../../../src/plan/plan-scenario.ts';
import { changesFirewall, changesSettings, interestsOf, touchedBetween } from '../../../src/run/interests.ts';
import { FACTS } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

const planned = async (id: string) => planScenario(await loadScenario(id), { set: [], facts: FACTS });

const interests = suite('interests');

interests('a namespace is read for what any step expects in it', async () => {
  const all = interestsOf(await planned('docker-bridge'));
  assert.equal(all['host'], { sysctls: ['net.ipv4.ip_forward'], firewall: true, bridges: true });
  assert.equal(all['outside'], { sysctls: [], firewall: true, bridges: false });
  assert.equal(all['ns0'], { sysctls: [], firewall: false, bridges: false });
});

interests('a step touches the namespaces that it changes', async () => {
  const { before, steps } = await planned('bridge-3ns');
  const [first, second] = steps;
  if (!first || !second) throw new Error('too few steps');
  assert.equal(touchedBetween(before, first.after), ['ns1', 'ns2', 'ns3']);
  assert.equal(touchedBetween(first.after, second.after), ['host']);
  assert.equal(touchedBetween(second.after, second.after), []);
});
interests('rules and settings are read again after the steps that change them, in a namespace that is new too', async () => {
  const { before, steps } = await planned('docker-publish');
  const marks = steps.map(({ after }, index) => {
    const from = steps[index - 1]?.after ?? before;
    return [changesFirewall(from, after), changesSettings(from, after)];
  });
  const [no, yes] = [false, true];
  assert.equal(marks, [
    [no, no],
    [no, yes],
    [no, no],
    [yes, no],
    [yes, no],
    [yes, no],
  ]);
  const last = steps.at(-1)?.after;
  assert.ok(last);
  assert.is(changesFirewall({ netns: {} }, last), true);
  assert.is(changesSettings({ netns: {} }, last), true);
});
interests.run();
