import { stripVTControlCharacters } from 'node:util';
import * as assert from 'uvu/assert';
import { drawBox } from '../../../src/diagram/box.ts';
import { planOf } from '../../support/diagrams.ts';
import { suite } from '../../support/suite.ts';

/** The end of each lesson, as it is to look on a terminal of 80 columns. */
const ENDS: Readonly<Record<string, string>> = {
  'bridge-3ns': `
┌─ Host ────────────────┐
│ ┌─ br-test  bridge ─┐ │     ┌─ ns1 ────────────────┐
│ │          br-veth0 ╞═╪═════╡ veth0  10.10.10.2/24 │
│ │                   │ │     └──────────────────────┘
│ │                   │ │     ┌─ ns2 ────────────────┐
│ │          br-veth1 ╞═╪═════╡ veth1  10.10.10.3/24 │
│ │                   │ │     └──────────────────────┘
│ │                   │ │     ┌─ ns3 ────────────────┐
│ │          br-veth2 ╞═╪═════╡ veth2  10.10.10.4/24 │
│ └───────────────────┘ │     └──────────────────────┘
└───────────────────────┘
`,
  'docker-bridge': `
┌─ Host ───────────────────────────────┐     ┌─ outside ────────────────────┐
│             ens33  192.168.80.128/24 ╞═════╡ eth0  192.168.80.2/24        │
│                                      │     │ counts sources: untranslated │
│                                      │     │ counts sources: translated   │
│                                      │     └──────────────────────────────┘
│ ┌─ br0  bridge  1.1.1.3/24 ────────┐ │     ┌─ ns0 ────────────────────────┐
│ │                         veth_ns0 ╞═╪═════╡ veth0_ns0  1.1.1.1/24        │
│ │                                  │ │     │ default via 1.1.1.3          │
│ │                                  │ │     └──────────────────────────────┘
│ │                                  │ │     ┌─ ns1 ────────────────────────┐
│ │                         veth_ns1 ╞═╪═════╡ veth0_ns1  1.1.1.2/24        │
│ └──────────────────────────────────┘ │     │ default via 1.1.1.3          │
│ default via 192.168.80.2             │     └──────────────────────────────┘
│ net.ipv4.ip_forward = 1              │
│ masquerade 1.1.1.0/24 except via br0 │
└──────────────────────────────────────┘
`,
  'ovs-internal': `
┌─ Host ────────────────────┐
│ ┌─ ovs-br0  OVS bridge ─┐ │     ┌─ ns1 ───────────────┐
│ │   tap1  internal port ╞═╪═════╡ tap1  10.10.10.2/24 │
│ │                       │ │     └─────────────────────┘
│ │                       │ │     ┌─ ns2 ───────────────┐
│ │   tap2  internal port ╞═╪═════╡ tap2  10.10.10.3/24 │
│ │                       │ │     └─────────────────────┘
│ │                       │ │     ┌─ ns3 ───────────────┐
│ │   tap3  internal port ╞═╪═════╡ tap3  10.10.10.4/24 │
│ └───────────────────────┘ │     └─────────────────────┘
└───────────────────────────┘
`,
  'ovs-veth': `
┌─ Host ───────────────────┐
│ ┌─ ovs-br  OVS bridge ─┐ │     ┌─ ns1 ──────────────┐
│ │            ovs-veth0 ╞═╪═════╡ veth0  10.1.1.2/24 │
│ │                      │ │     └────────────────────┘
│ │                      │ │     ┌─ ns2 ──────────────┐
│ │            ovs-veth1 ╞═╪═════╡ veth1  10.1.1.3/24 │
│ └──────────────────────┘ │     └────────────────────┘
└──────────────────────────┘
`,
  'veth-direct': `
┌─ Host ───────────────┐
│ lo  127.0.0.1/8      │
└──────────────────────┘
┌─ ns0 ────────────────┐     ┌─ ns1 ────────────────┐
│ veth0  10.10.10.2/24 ╞═════╡ veth1  10.10.10.3/24 │
└──────────────────────┘     └──────────────────────┘
`,
  'veth-same-host': `
┌─ Host ───────────────────────────────┐
│                   veth0  10.1.1.2/24 ╞══╗
│                   veth1  10.1.1.3/24 ╞══╝
│ lo  127.0.0.1/8                      │
│ net.ipv4.conf.all.rp_filter = 0      │
│ net.ipv4.conf.default.rp_filter = 1  │
│ net.ipv4.conf.veth0.accept_local = 1 │
│ net.ipv4.conf.veth1.accept_local = 1 │
│ net.ipv4.conf.veth0.rp_filter = 0    │
│ net.ipv4.conf.veth1.rp_filter = 0    │
└──────────────────────────────────────┘
`,
};

const box = suite('drawBox');

for (const [id, expected] of Object.entries(ENDS))
  box(`the end of ${id}`, async () => {
    const { steps } = await planOf(id);
    const end = steps.at(-1)?.after;
    assert.ok(end);
    assert.is(drawBox(end, { lang: 'en', columns: 80, colour: false }), expected.trimStart());
  });

box('a terminal that does not know its width is taken for one of 80 columns', async () => {
  const { before, steps } = await planOf('docker-bridge');
  const drawn = (columns: number | undefined) => drawBox(steps.at(-1)?.after ?? before, { lang: 'en', columns, colour: false });
  assert.is(drawn(0), drawn(80));
  assert.is(drawn(undefined), drawn(80));
  assert.is(drawn(20), drawn(40));
  assert.is.not(drawn(40), drawn(80));
});

box('what the marks mean is said where it is asked for and there are any', async () => {
  const [first] = (await planOf('docker-bridge')).steps;
  assert.ok(first);
  const options = { lang: 'en', colour: false, legend: true } as const;
  assert.match(drawBox(first.after, { ...options, before: first.before }), /\n\+ new {2}\* changed\n$/);
  assert.not.match(drawBox(first.after, { ...options, before: first.after }), /new/);
  assert.not.match(drawBox(first.after, { ...options, before: first.before, legend: false }), /new/);
});

box('what a step changed is marked', async () => {
  const { steps } = await planOf('docker-bridge');
  const step = steps.find((candidate) => candidate.id === 'default-routes');
  assert.ok(step);
  const drawn = drawBox(step.after, { lang: 'en', before: step.before, colour: false });
  const marked = drawn.split('\n').flatMap((line) => [...line.matchAll(/[+*] [^│]*?(?= {2}|│)/g)].map(([mark]) => mark.trim()));
  assert.equal(marked, ['+ counts sources: untranslated', '+ default via 1.1.1.3', '+ default via 1.1.1.3', '+ net.ipv4.ip_forward = 1']);
  const coloured = drawBox(step.after, { lang: 'en', before: step.before, colour: true });
  assert.ok(coloured.includes('\u001b[1;32m+ net.ipv4.ip_forward'));
  assert.is(stripVTControlCharacters(coloured), drawn);
});
box.run();
