// guard: deadline 300 s
import type { Browser, Page } from 'puppeteer-core';
import * as assert from 'uvu/assert';
import { drawSvg, drawSvgSeries } from '../../../src/diagram/svg.ts';
import { LESSON_IDS } from '../../../src/plan/catalogue.ts';
import { action } from '../../../src/vocabulary/index.ts';
import { openBrowser } from '../../support/browser.ts';
import {
  cablesOf,
  type Drawable,
  HOSTILE,
  HOSTILE_NAMES,
  lessonDrawables,
  planOf,
  plugsOf,
  shapeDrawables,
} from '../../support/diagrams.ts';
import { networkAfter } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';
import { isInside, measured, overlap, type SeenPicture, seenCables, seenPlugs, seenThings } from '../../support/svg-picture.ts';

const EN = { lang: 'en' } as const;

/** A telephone's width. */
const NARROW = 480;

let browser: Browser | undefined;
let page: Page;

const svg = suite('SVG in a browser');

svg.before(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
});
svg.after(async () => browser?.close());

function assertLegible(name: string, { width, height, texts, areas, switches, devices }: SeenPicture): void {
  for (const [index, text] of texts.entries()) {
    assert.ok(isInside(text, { x: 0, y: 0, width, height }), `${name}: '${text.text}' is cut off`);
    for (const other of texts.slice(index + 1)) assert.not.ok(overlap(text, other), `${name}: '${text.text}' is on '${other.text}'`);
  }
  for (const box of [...areas, ...switches, ...devices])
    for (const text of box.texts) assert.ok(isInside(text, box), `${name}: '${text.text}' does not fit its box`);
  for (const box of devices) assert.is(areas.filter((area) => isInside(box, area)).length, 1, `${name}: ${box.texts[0]?.text}`);
  for (const [index, box] of devices.entries())
    for (const other of devices.slice(index + 1))
      assert.not.ok(overlap(box, other), `${name}: ${box.texts[0]?.text} is on ${other.texts[0]?.text}`);
}

async function assertRight(drawables: readonly Drawable[]): Promise<void> {
  const svgs = await Promise.all(drawables.map(({ network, before }) => drawSvg(network, { ...EN, before })));
  const pictures = await measured(page, svgs);
  assert.is(pictures.length, drawables.length);
  for (const [index, { name, network }] of drawables.entries()) {
    const picture = pictures[index];
    assert.ok(picture);
    assertLegible(name, picture);
    assert.equal(seenCables(picture), cablesOf(network), name);
    assert.equal(seenPlugs(picture), plugsOf(network), name);
  }
}

/**
 * Nothing changes its place from picture to picture; but a device that is in one of them beside a switch, into which it is
 * plugged in another, has a place for each: in the switch it would look as if it were plugged in.
 */
function assertStays(pictures: readonly { readonly name: string; readonly picture: SeenPicture }[]): void {
  const all = pictures.map((seen) => ({ ...seen, things: seenThings(seen.picture) }));
  const homes = new Map<string, Set<string>>();
  for (const { key, home } of all.flatMap(({ things }) => things)) if (home) homes.set(key, (homes.get(key) ?? new Set()).add(home));
  const besideHome = new Set(
    all.flatMap(({ things }) => {
      const drawn = new Set(things.map(({ key }) => key));
      return things.flatMap(({ key, home }) =>
        [...(homes.get(key) ?? [])].some((other) => other !== home && drawn.has(other)) ? [key] : [],
      );
    }),
  );
  const places = new Map<string, string>();
  for (const { name, things } of all)
    for (const { key, home, place } of things) {
      const known = besideHome.has(key) ? `${key} in ${home}` : key;
      assert.is(places.get(known) ?? place, place, `${known}, ${name}`);
      places.set(known, place);
    }
}

svg('every step of every lesson, and 2 to 20 namespaces: nothing overlaps, and every cable joins the right two', async () => {
  const drawables = await lessonDrawables();
  assert.ok(drawables.length > 60);
  await assertRight(drawables);
});

svg('shapes that no lesson has', () => assertRight(shapeDrawables()));

for (const id of LESSON_IDS)
  svg(`${id} as a series: nothing jumps, and a telephone is wide enough`, async () => {
    const { steps } = await planOf(id);
    const pictures = await measured(
      page,
      await drawSvgSeries(
        steps.map(({ before, after }) => ({ network: after, before })),
        EN,
      ),
    );
    assert.is(pictures.length, steps.length);
    for (const [index, picture] of pictures.entries()) {
      const step = steps[index];
      assert.ok(step);
      assertLegible(`${id}, ${step.id}`, picture);
      assert.equal(seenCables(picture), cablesOf(step.after), step.id);
      assert.equal(seenPlugs(picture), plugsOf(step.after), step.id);
      assert.ok(picture.width <= NARROW, `${picture.width} pixels`);
      assert.equal([picture.width, picture.height], [pictures[0]?.width, pictures[0]?.height]);
    }
    assertStays(pictures.map((picture, index) => ({ name: steps[index]?.id ?? '', picture })));
  });

svg('what is plugged in elsewhere, or nowhere, is drawn there', async () => {
  const bridges = [action.bridge({ name: 'br0' }), action.bridge({ name: 'br1' })];
  const cable = action.veth({ name: 'a', peer: 'b' });
  const plugged = (bridge: string) => action.bridgePort({ dev: 'a', bridge });
  const networks = [[], [plugged('br0')], [plugged('br1')], [plugged('br0')]].map((calls) => networkAfter([...bridges, cable, ...calls]));
  const pictures = await measured(
    page,
    await drawSvgSeries(
      networks.map((network) => ({ network })),
      EN,
    ),
  );
  assert.equal(pictures.map(seenPlugs), [[], ['Host/a in br0'], ['Host/a in br1'], ['Host/a in br0']]);
  assert.equal(pictures.map(seenCables), networks.map(cablesOf));
  for (const picture of pictures) assertLegible('two bridges', picture);
  assertStays(pictures.map((picture, index) => ({ name: `${index}`, picture })));
});

svg('what a step brings is news, the rest is not', async () => {
  const { steps } = await planOf('docker-bridge');
  const step = steps.find(({ id }) => id === 'cables');
  assert.ok(step);
  const [picture] = await measured(page, [await drawSvg(step.after, { ...EN, before: step.before })]);
  const news = picture?.devices.filter(({ isNews }) => isNews).map(({ texts }) => texts[0]?.text);
  assert.equal(news, ['veth_ns0', 'veth_ns1', 'veth0_ns0', 'veth0_ns1']);
});

svg('it is XML by itself, asks for nothing, and has a background in the colours of the reader', async () => {
  const drawn = await drawSvg((await planOf('docker-bridge')).before, EN);
  const alone = await browser?.newPage();
  assert.ok(alone);
  const requests: string[] = [];
  alone.on('request', (request) => requests.push(request.url()));
  const backgrounds = [];
  for (const scheme of ['light', 'dark']) {
    await alone.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await alone.goto(`data:image/svg+xml,${encodeURIComponent(drawn)}`);
    assert.is(await alone.evaluate('document.documentElement.localName'), 'svg');
    backgrounds.push(await alone.evaluate("getComputedStyle(document.querySelector('.nd-back')).fill"));
  }
  await alone.emulateMediaType('print');
  backgrounds.push(await alone.evaluate("getComputedStyle(document.querySelector('.nd-back')).fill"));
  assert.equal(backgrounds, ['rgb(255, 255, 255)', 'rgb(20, 24, 28)', 'rgb(255, 255, 255)']);
  assert.ok(
    requests.every((url) => url.startsWith('data:')),
    requests.join(),
  );
});

svg('names from elsewhere stay names', async () => {
  const drawn = await drawSvg(HOSTILE, EN);
  const [picture] = await measured(page, [drawn]);
  const written = picture?.texts.map(({ text }) => text) ?? [];
  for (const name of HOSTILE_NAMES) assert.ok(written.includes(name), name);
  assert.is(await page.evaluate("document.querySelectorAll('script, img, a').length"), 0);
  const parsed = `new DOMParser().parseFromString(${JSON.stringify(drawn)}, 'image/svg+xml').querySelectorAll('parsererror').length`;
  assert.is(await page.evaluate(parsed), 0);
});

svg('of too many namespaces the rest is counted', async () => {
  const { before, steps } = await planOf('bridge-3ns', 'namespaces=500');
  const [picture] = await measured(page, [await drawSvg(steps.at(-1)?.after ?? before, EN)]);
  assert.ok(picture);
  assertLegible('500 namespaces', picture);
  const written = picture.texts.map(({ text }) => text);
  assert.ok(written.includes('… and 492 more namespaces'));
  assert.ok(written.includes('… and 492 more ports'));
});
svg.run();
