// guard: deadline 300 s
import { createRequire } from 'node:module';
import type { Browser, Page } from 'puppeteer-core';
import * as assert from 'uvu/assert';
import { sceneOf } from '../../../src/diagram/compose.ts';
import { drawMermaid } from '../../../src/diagram/mermaid.ts';
import { devicesIn } from '../../../src/diagram/scene.ts';
import { openBrowser } from '../../support/browser.ts';
import { type Drawable, HOSTILE, HOSTILE_NAMES, lessonDrawables, shapeDrawables } from '../../support/diagrams.ts';
import { suite } from '../../support/suite.ts';

const EN = { lang: 'en' } as const;
const MERMAID = createRequire(import.meta.url).resolve('@mermaid-js/tiny');

/** What Mermaid makes of a text: the first line of each node, of each frame, and how many cables. */
interface Rendered {
  readonly nodes: readonly string[];
  readonly frames: readonly string[];
  readonly cables: number;
  readonly foreign: number;
}

let browser: Browser | undefined;
let page: Page;

/** Runs in the page, so it is text. */
async function rendered(text: string): Promise<Rendered> {
  return (await page.evaluate(`(async () => {
    const text = ${JSON.stringify(text)};
    await mermaid.parse(text);
    const { svg } = await mermaid.render('picture', text);
    document.body.innerHTML = svg;
    const firstLines = (selector) => [...document.querySelectorAll(selector)].map((label) => {
      const copy = label.cloneNode(true);
      for (const line of copy.querySelectorAll('br')) line.replaceWith('\\n');
      return copy.textContent.trim().split('\\n')[0];
    });
    return {
      nodes: firstLines('g.node .nodeLabel'), frames: firstLines('g.cluster .nodeLabel'),
      cables: document.querySelectorAll('path.flowchart-link').length,
      foreign: document.body.querySelectorAll('script, img, a').length,
    };
  })()`)) as Rendered;
}

async function assertDrawn({ name, network, before }: Drawable): Promise<void> {
  const { areas, cables } = sceneOf(network, EN);
  const seen = await rendered(drawMermaid(network, { ...EN, before }));
  const devices = areas.flatMap(devicesIn).map((device) => device.name);
  for (const device of new Set(devices))
    assert.is(
      seen.nodes.filter((label) => label === device).length,
      devices.filter((other) => other === device).length,
      `${device} in ${name}`,
    );
  for (const { title } of areas) assert.ok(seen.frames.includes(title), `${title} in ${name}: ${seen.frames.join()}`);
  assert.is(seen.cables, cables.length, name);
}

const mermaid = suite('Mermaid in a browser');

mermaid.before(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ path: MERMAID });
  await page.evaluate('mermaid.initialize({ startOnLoad: false })');
});
mermaid.after(async () => browser?.close());

mermaid('every step of every lesson, and 2 to 20 namespaces', async () => {
  const drawables = await lessonDrawables();
  assert.ok(drawables.length > 60);
  for (const drawable of drawables) await assertDrawn(drawable);
});

mermaid('shapes that no lesson has', async () => {
  for (const drawable of shapeDrawables()) await assertDrawn(drawable);
});

mermaid('names from elsewhere stay names', async () => {
  const { nodes, frames, cables, foreign } = await rendered(drawMermaid(HOSTILE, EN));
  assert.is(cables, HOSTILE_NAMES.length);
  assert.is(foreign, 0);
  for (const name of HOSTILE_NAMES) {
    assert.ok(nodes.includes(name), `${name} in ${nodes.join(' ')}`);
    assert.ok(frames.includes(name), `${name} in ${frames.join(' ')}`);
  }
});
mermaid.run();
