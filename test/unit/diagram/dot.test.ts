import { spawnSync } from 'node:child_process';
import * as assert from 'uvu/assert';
import { sceneOf } from '../../../src/diagram/compose.ts';
import { drawDot } from '../../../src/diagram/dot.ts';
import { devicesIn } from '../../../src/diagram/scene.ts';
import { findTool } from '../../../src/exec/packages.ts';
import type { Network } from '../../../src/model/network.ts';
import { type Drawable, HOSTILE, HOSTILE_NAMES, lessonDrawables, shapeDrawables } from '../../support/diagrams.ts';
import { skip } from '../../support/skip.ts';
import { suite } from '../../support/suite.ts';

const EN = { lang: 'en' } as const;

/** What Graphviz reads: clusters and nodes with their labels, cables by the names of their ends. */
interface Graph {
  readonly objects?: readonly { readonly name: string; readonly label?: string }[];
  readonly edges?: readonly { readonly tail: number; readonly head: number }[];
}

function read(network: Network, before?: Network): Graph {
  const { status, stdout, stderr } = spawnSync('dot', ['-Tdot_json'], { input: drawDot(network, { ...EN, before }), encoding: 'utf8' });
  assert.is(status, 0, stderr);
  assert.is(stderr, '');
  return JSON.parse(stdout) as Graph;
}

const dot = suite('dot, read by Graphviz');
dot.before(() => {
  if (!findTool('dot')) skip('dot is not installed: netscenario doctor --fix --for tests installs it');
});

function assertDrawn({ name, network, before }: Drawable): void {
  const { areas, cables } = sceneOf(network, EN);
  const { objects = [], edges = [] } = read(network, before);
  const names = objects.map((object) => object.name);
  for (const area of areas) {
    assert.ok(names.includes(`cluster ${area.id}`), `${area.id} in ${name}`);
    for (const device of devicesIn(area)) assert.is(names.filter((id) => id === device.id).length, 1, `${device.id} in ${name}`);
  }
  assert.equal(
    edges.map(({ tail, head }) => `${names[tail]} ${names[head]}`).sort(),
    cables.map(({ from, to }) => `${from} ${to}`).sort(),
    name,
  );
}

dot('every step of every lesson, and 2 to 20 namespaces', async () => {
  const drawables = await lessonDrawables();
  assert.ok(drawables.length > 60);
  for (const drawable of drawables) assertDrawn(drawable);
});

dot('shapes that no lesson has', () => {
  for (const drawable of shapeDrawables()) assertDrawn(drawable);
});

dot('names from elsewhere stay names', () => {
  const { objects = [], edges = [] } = read(HOSTILE);
  assert.is(edges.length, HOSTILE_NAMES.length);
  assert.is(new Set(objects.map(({ name }) => name)).size, objects.length);
  // In a label Graphviz reads a backslash as the beginning of an escape, so a real one is doubled.
  const labels = objects.map(({ label = '' }) => label.replaceAll('\\\\', '\\'));
  for (const name of HOSTILE_NAMES) assert.is(labels.filter((label) => label === name).length, 2, `${name} in ${labels.join(' ')}`);
});

dot('it can be drawn', () => {
  const { status, stdout } = spawnSync('dot', ['-Tsvg'], { input: drawDot(HOSTILE, EN), encoding: 'utf8' });
  assert.is(status, 0);
  assert.match(stdout, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  assert.ok(stdout.includes('\\N\\&quot;'), 'an escape of Graphviz stays as it is written');
});
dot.run();
