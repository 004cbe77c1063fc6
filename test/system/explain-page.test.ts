// guard: deadline 300 s
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import * as assert from 'uvu/assert';
import { ROOT } from '../../src/paths.ts';
import { LESSON_IDS } from '../../src/plan/catalogue.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { cli } from '../support/cli.ts';
import { planOf } from '../support/plans.ts';
import { suite } from '../support/suite.ts';

const MARKUP = './test/fixtures/lessons/markup-prose.ts';
const WIDTHS = [1280, 390] as const;

async function explained(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cli(['explain', ...args]);
  assert.is(code, 0, stderr);
  return stdout;
}

/** Functions that run inside the page. */
const IN_PAGE = readFileSync(join(ROOT, 'test/support/in-page.js'), 'utf8');

function inPage<T>(page: Page, expression: string): Promise<T> {
  return page.evaluate(`${IN_PAGE}; ${expression}`) as Promise<T>;
}

async function lookAt(page: Page, scheme: 'light' | 'dark', width: number): Promise<void> {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.setViewport({ width, height: 900 });
}

const pages = suite('explain --format html in a browser');
let browser: Browser;

pages.before(async () => {
  browser = await openBrowser();
});
pages.after(async () => {
  await browser?.close();
});

const CASES: readonly (readonly [name: string, args: readonly string[], pictures: (steps: number) => number])[] = [
  ...LESSON_IDS.map((id) => [id, [id], (steps: number) => steps + 1] as const),
  ['bridge-3ns of twenty', ['bridge-3ns', '--set', 'namespaces=20'], (steps) => steps + 1],
  ['ovs-internal of 500', ['ovs-internal', '--set', 'namespaces=500'], (steps) => steps + 1],
  ['one step', ['docker-bridge', '--step', 'masquerade'], () => 1],
  ["a lesson of one's own, its prose full of markup", [MARKUP], () => 2],
];

for (const [name, args, pictures] of CASES)
  pages(name, async () => {
    const [id = ''] = args;
    const steps = LESSON_IDS.includes(id) ? (await planOf(id)).steps.length : 1;
    const { page, said, asked } = await openPage(browser, await explained(...args, '--format', 'html'));
    const shots: string[] = [];
    for (const width of WIDTHS)
      for (const scheme of ['light', 'dark'] as const) {
        await lookAt(page, scheme, width);
        assert.equal(await inPage(page, 'inPage.layoutFaults()'), [], `${width} ${scheme}`);
        assert.equal(await inPage(page, 'inPage.paleTexts()'), [], `${width} ${scheme}`);
        shots.push(Buffer.from(await page.screenshot({ fullPage: false })).toString('base64'));
      }
    assert.is(new Set(shots).size, shots.length, 'light and dark, wide and narrow look different');
    assert.is(await page.$$eval('svg', (found) => found.length), pictures(steps));
    assert.equal([said, asked], [[], []]);
    await page.close();
  });

pages('is one document with a language, a title, and headings in order', async () => {
  for (const id of LESSON_IDS) {
    const { page } = await openPage(browser, await explained(id, '--format', 'html'));
    const levels = await page.$$eval('h1, h2, h3, h4', (found) => found.map(({ tagName }) => Number(tagName.slice(1))));
    assert.is(levels.filter((level) => level === 1).length, 1);
    for (const [index, level] of levels.entries()) assert.ok(level <= (levels[index - 1] ?? 0) + 1, `${id}: ${levels.join(' ')}`);
    assert.is(await page.$eval('html', ({ lang }) => lang), 'en');
    assert.match(await page.title(), /\S · netscenario$/);
    assert.equal(await inPage(page, '[...document.links].filter(({ hash }) => !document.querySelector(hash)).map(({ hash }) => hash)'), []);
    const ids = await page.$$eval('[id]', (found) => found.map((element) => element.id));
    assert.is(new Set(ids).size, ids.length);
    await page.close();
  }
});

pages('the picture at the top goes through the steps by keyboard', async () => {
  const { page, said } = await openPage(browser, await explained('bridge-3ns', '--format', 'html'));
  const stage = () => page.$eval('.stage', (element) => element.innerHTML.trim());
  const pictureOf = (id: string) => page.$eval(`#picture-${id} svg`, (element) => element.outerHTML.trim());
  const end = await stage();
  await page.focus('.stepper input:checked');
  await page.keyboard.press('ArrowLeft');
  assert.is(await stage(), await pictureOf('reachability'));
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.is(await stage(), await pictureOf('cables'));
  assert.match(await page.$eval('.stepper figcaption', (element) => element.textContent ?? ''), /after step 3/);
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowRight');
  assert.is(await stage(), end);
  assert.equal(said, []);
  await page.close();
});

pages('without script the final picture is there, and no control that would do nothing', async () => {
  const html = await explained('bridge-3ns', '--format', 'html');
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setContent(html);
  assert.ok(await (await page.$('.stage svg'))?.isVisible());
  assert.not.ok(await (await page.$('.stepper fieldset'))?.isVisible());
  await page.close();
});

pages('prints on white, whatever the screen is like, without what only a screen has', async () => {
  const { page } = await openPage(browser, await explained('docker-bridge', '--format', 'html'));
  await lookAt(page, 'dark', 1280);
  await page.emulateMediaType('print');
  assert.is(await inPage(page, 'getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)');
  assert.is(await inPage(page, "getComputedStyle(document.querySelector('svg .nd-back')).fill"), 'rgb(255, 255, 255)');
  for (const selector of ['nav', 'fieldset'])
    assert.is(await inPage(page, `getComputedStyle(document.querySelector('${selector}')).display`), 'none');
  await page.setViewport({ width: 680, height: 900 });
  assert.equal(await inPage(page, 'inPage.layoutFaults()'), []);
  const pdf = Buffer.from(await page.pdf({ format: 'A4' }));
  assert.is(pdf.subarray(0, 5).toString(), '%PDF-');
  await page.close();
});

pages("markup in a lesson of one's own stays text", async () => {
  const { page } = await openPage(browser, await explained(MARKUP, '--format', 'html'));
  assert.equal(await inPage(page, '[document.scripts.length, document.images.length, document.styleSheets.length]'), [1, 0, 3]);
  assert.match(await page.title(), /<script>document\.title="broken"<\/script>/);
  assert.match(await page.$eval('h1', (element) => element.textContent ?? ''), /<img src=x onerror=alert\(1\)> " ' &amp; \{\{3\}\}/);
  await page.close();
});

pages('Mermaid reads the diagrams of the Markdown', async () => {
  const { page } = await openPage(browser, '<!doctype html><title>Mermaid</title>');
  await page.addScriptTag({ content: readFileSync(join(ROOT, 'node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js'), 'utf8') });
  for (const args of [...LESSON_IDS.map((id) => [id]), ['docker-bridge', '--step', '6'], [MARKUP]]) {
    const [, diagram = ''] = /```mermaid\n([\s\S]*?)\n```/.exec(await explained(...args, '--format', 'md')) ?? [];
    const type = await inPage<string>(page, `mermaid.parse(${JSON.stringify(diagram)}).then(({ diagramType }) => diagramType)`);
    assert.match(type, /^flowchart/, args.join(' '));
  }
  await page.close();
});
pages.run();
