import { pathToFileURL } from 'node:url';
import { type Report, send } from './messages.ts';
import { SUITES, type SuiteRecord } from './registry.ts';
import { Skipped } from './skip.ts';

/** What a queued suite of uvu 0.5.6 resolves to: its errors as text (`true` where there are none), and counts. */
type UvuRun = () => Promise<readonly [errors: string | true, ran: number, skipped: number, total: number]>;

// uvu collects suites here instead of running them by itself (uvu/run/index.mjs does the same).
const queue: UvuRun[] = [];
Object.assign(globalThis, { UVU_DEFER: 1, UVU_INDEX: 0, UVU_QUEUE: [queue] });

function neverRan({ name, registered, only, started, hookFaults }: SuiteRecord): string[] {
  if (registered.length + only.length === 0) return [`"${name}" has no tests`];
  if (hookFaults.length > 0) return [];
  const missing = (only.length > 0 ? only : registered).filter((test) => !started.has(test));
  return missing.length > 0
    ? [`"${name}" never ran ${missing.map((test) => `"${test}"`).join(', ')}: ${name}.run() is missing or comes before them`]
    : [];
}

/** Imports a test file, runs its suites and tells the guard how they ended. */
async function runFile(path: string): Promise<Report> {
  const faults: string[] = [];
  let [passed, failed] = [0, 0];
  try {
    await import(pathToFileURL(path).href);
  } catch (error) {
    if (!(error instanceof Skipped)) throw error;
    await send({ type: 'skipped', name: 'the whole file', reason: error.message, allowedInCi: error.allowedInCi });
    return { type: 'report', passed, failed, faults };
  }
  if (queue.length === 0) faults.push('no suite of this file calls .run()');
  if (queue.length > SUITES.reduce((sum, { runs }) => sum + runs, 0))
    faults.push('a suite comes from uvu itself, which forgets what hooks throw; take suite from test/support/suite.ts');
  for (const run of queue) {
    try {
      const [errors, ran, , total] = await run();
      if (errors !== true) process.stdout.write(`\n${errors}\n`);
      passed += ran;
      failed += total - ran;
    } catch {
      // An `after` hook threw; its suite has the error noted.
    }
  }
  for (const record of SUITES) {
    faults.push(...record.hookFaults, ...neverRan(record));
    passed -= record.skippedTests;
    if (record.only.length > 0)
      for (const name of record.registered)
        await send({ type: 'skipped', name: `${record.name}: ${name}`, reason: 'left out by .only', allowedInCi: false });
  }
  return { type: 'report', passed, failed, faults };
}

const [, , file = ''] = process.argv;
await send(await runFile(file));
