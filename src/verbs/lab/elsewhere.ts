import { setTimeout as delay } from 'node:timers/promises';
import { askDesk } from '../../lab/ask.ts';
import type { Answer } from '../../lab/desk.ts';
import { type RunningLab, runningLabs } from '../../lab/running.ts';
import { EXIT, type ExitCode, NetscenarioError } from '../../model/errors.ts';
import { say } from '../../model/say.ts';
import { show } from '../../model/show.ts';
import { cellShell } from '../../sandbox/cell.ts';
import { usageError } from '../usage.ts';
import type { LabContext, LabOptions } from './options.ts';

/** What `lab` does for a lab that is open in another terminal. */

/** The lab that a word means, by its lesson or its process id; the only one that is open where there is no word. */
function labFor(word: string | undefined): RunningLab {
  const open = runningLabs();
  const meant = open.filter(({ lab, pid }) => word === undefined || lab === word || String(pid) === word);
  const [lab] = meant;
  if (lab && meant.length === 1) return lab;
  const listed = meant.map(({ lab: id, pid }) => `${id} (${pid})`).join(', ');
  if (meant.length > 1)
    throw usageError(
      say({ en: `several labs are open: ${listed}`, zh: `打开着好几个实验：${listed}` }),
      say({ en: 'name one by its number: --lab NUMBER', zh: '用编号指明一个：--lab 编号' }),
    );
  throw usageError(
    word === undefined
      ? say({ en: 'no lab is open', zh: '没有打开的实验' })
      : say({ en: `no lab ${show(word)} is open`, zh: `没有打开的实验 ${show(word)}` }),
    say({ en: 'netscenario lab start LESSON opens one', zh: '用 netscenario lab start 课程 打开一个' }),
  );
}

async function ask(lab: RunningLab, verb: string, columns: number | undefined, words = ''): Promise<Answer> {
  try {
    return await askDesk(lab, { verb, words, columns });
  } catch {
    throw new NetscenarioError('sandbox', say({ en: `the lab ${lab.lab} has ended`, zh: `实验 ${lab.lab} 已经结束` }));
  }
}

/** Checks a lab that is open in another terminal. */
export async function checkLab({ lesson, lab = lesson }: LabOptions, { terminal }: LabContext): Promise<ExitCode> {
  const { exitCode, text } = await ask(labFor(lab), 'check', terminal.columns);
  terminal.write(text);
  return exitCode === 0 ? EXIT.ok : EXIT.checkFailed;
}

/** Tells why a namespace of a lab that is open in another terminal does not reach an address. */
export async function diagnoseLab({ lesson: from = '', words, lab }: LabOptions, { terminal }: LabContext): Promise<ExitCode> {
  const { exitCode, text } = await ask(labFor(lab), 'diagnose', terminal.columns, [from, ...words].join(' ').replace(/\s+/g, ' '));
  terminal.write(text);
  if (exitCode === EXIT.usage) return EXIT.usage;
  return exitCode === 0 ? EXIT.ok : EXIT.checkFailed;
}

/** Tells which labs are open, and how far each has come. */
export async function labStatus(_options: LabOptions, { terminal }: LabContext): Promise<ExitCode> {
  const open = runningLabs();
  if (open.length === 0) terminal.write(`${say({ en: 'no lab is open', zh: '没有打开的实验' })}\n`);
  for (const lab of open) {
    const { text } = await ask(lab, 'status', terminal.columns);
    terminal.write(`${lab.pid}  ${text}`);
  }
  return EXIT.ok;
}

/** Opens one more shell in a lab, in a namespace of it where one is named. */
export async function labShell({ lesson: netns, lab }: LabOptions, { typing }: LabContext): Promise<ExitCode> {
  await cellShell(labFor(lab), { terminal: typing, ...(netns === undefined ? {} : { netns }) });
  return EXIT.ok;
}

/** How often the network is looked at, in milliseconds. */
const LOOK_MS = 1_000;

/** How long a lab that begins again may take to be there, in milliseconds. */
const ANEW_MS = 5_000;

/** The lab itself while it is open, or the one that it becomes by a reset; nothing where it has ended. */
async function successorOf({ lab, pid }: RunningLab, signal: AbortSignal): Promise<RunningLab | undefined> {
  for (let waitedMs = 0; waitedMs < ANEW_MS && !signal.aborted; waitedMs += LOOK_MS) {
    const open = runningLabs();
    const found = open.find((one) => one.pid === pid) ?? open.findLast((one) => one.lab === lab);
    if (found) return found;
    await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/** Checks a lab and prints it where it is not in the state that was seen before; resolves to its state. */
async function checkAgain(lab: RunningLab, seen: string | undefined, { columns, write }: LabContext['terminal']): Promise<string> {
  const { text: state } = await ask(lab, 'state', columns);
  if (state !== seen) write(`${(await ask(lab, 'check', columns)).text}\n`);
  return state;
}

/** Checks a lab again whenever its network has changed, until it ends or is interrupted. */
export async function watchLab({ lesson, lab: word = lesson }: LabOptions, { terminal, interrupts }: LabContext): Promise<ExitCode> {
  let lab: RunningLab | undefined = labFor(word);
  const stopped = new AbortController();
  interrupts.onFirst(() => stopped.abort());
  let seen: string | undefined;
  while (!stopped.signal.aborted && lab) {
    seen = await checkAgain(lab, seen, terminal).catch(() => undefined);
    await delay(LOOK_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    lab = await successorOf(lab, stopped.signal);
  }
  return interrupts.exitCode() ?? EXIT.ok;
}
