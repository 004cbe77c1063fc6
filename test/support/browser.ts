import puppeteer, { type Browser } from 'puppeteer-core';
import { findTool } from '../../src/exec/packages.ts';
import { skip } from './skip.ts';

/** Starts a headless Chromium; skips where there is none. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findTool('chromium') ?? skip('chromium is not installed: netscenario doctor --fix --for tests installs it');
  // Chromium refuses to run as root with its own sandbox.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return puppeteer.launch({ executablePath, args });
}
