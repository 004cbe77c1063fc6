import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findTool } from '../../src/exec/packages.ts';
import { skip } from './skip.ts';

/** Starts a headless Chromium; skips where there is none. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findTool('chromium') ?? skip('chromium is not installed: netscenario doctor --fix --for tests installs it');
  // Chromium refuses to run as root with its own sandbox.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return puppeteer.launch({ executablePath, args });
}

/** What a page said and asked for while it was open. */
export interface Watched {
  readonly page: Page;
  /** Errors and messages of its console. */
  readonly said: readonly string[];
  /** Addresses that it asked for, its own not counted. */
  readonly asked: readonly string[];
}

/** Opens a page from its text, as from a file, and writes down what it says and asks for. */
export async function openPage(browser: Browser, html: string): Promise<Watched> {
  const page = await browser.newPage();
  const [said, asked]: [string[], string[]] = [[], []];
  const url = 'http://page.invalid/';
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (request.url() === url) void request.respond({ contentType: 'text/html; charset=utf-8', body: html });
    else {
      asked.push(request.url());
      void request.abort();
    }
  });
  await page.goto(url);
  return { page, said, asked };
}
