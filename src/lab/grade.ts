import { FailureExplainer } from '../diagnosis/failures.ts';
import { clockMs } from '../model/clock.ts';
import type { Packet } from '../model/hop.ts';
import type { Network } from '../model/network.ts';
import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import { renderShell } from '../render/templates.ts';
import { runWave, wavesOf } from '../run/checker.ts';
import type { CheckFinished } from '../run/events.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { Evidence, Verdict } from '../vocabulary/define.ts';
import { withArrival } from './arrival.ts';
import { boundTo } from './bound.ts';
import type { Exercise } from './exercise.ts';
import type { Item } from './items/item.ts';
import type { LabKind } from './kinds.ts';
import { namesIn, watchCell } from './watch.ts';
import { wiringOf } from './wiring.ts';

/** How one thing that is graded came out. */
export interface ItemGrade {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly expected?: string;
  readonly actual?: string;
  readonly reason?: string;
  /** Lines that prove it, as tools printed them. */
  readonly evidence?: readonly string[];
  /** The command with which one sees it oneself. */
  readonly see: string;
}

export interface Grade {
  readonly lab: string;
  readonly kind: LabKind;
  /** By which number the same fault comes again, where there is one. */
  readonly seed?: number;
  readonly score: number;
  readonly maxScore: number;
  readonly passed: boolean;
  readonly checks: readonly ItemGrade[];
}

export interface GradeContext {
  readonly channel: Channel;
  readonly lang: Lang;
  readonly signal: AbortSignal;
  /** How long the kernel may take to come to what was asked for. */
  readonly deadlineMs: number;
  /** How long all of it may take, in milliseconds. */
  readonly limitMs?: number;
  /** Whether to search for what stops packets that are not answered; yes unless nobody reads why. */
  readonly diagnose?: boolean;
}

/** However late it is, a check has this long, in milliseconds. */
const LEAST_MS = 300;

/** How long all of it may take, whatever was built, in milliseconds: at least, and for each item. */
const TIME_MS = { least: 60_000, item: 500 } as const;

/** Reads the network that was built in a sandbox's cell and grades it; what is not settled when the time is up has failed. */
export async function gradeExercise(exercise: Exercise, context: GradeContext): Promise<Grade> {
  const { limitMs = TIME_MS.least + TIME_MS.item * exercise.items.length } = context;
  const graded = new Map<string, ItemGrade>();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs);
  });
  const work = gradeItems(exercise, context, graded);
  if ((await Promise.race([work, late])) === 'late') {
    work.catch(() => undefined);
    return gradeFrom(exercise, unsettled(exercise, new Map(graded), context.lang));
  }
  clearTimeout(timer);
  return gradeFrom(exercise, graded);
}

/** What has not been looked at, or not twice where that is needed, counts as failed. */
function unsettled({ items }: Exercise, graded: Map<string, ItemGrade>, lang: Lang): ReadonlyMap<string, ItemGrade> {
  const reason = {
    en: 'its network could not be read in time: it holds too much, or keeps the machine busy',
    zh: '没能及时读完它的网络：里面的东西太多，或者它让机器一直很忙',
  }[lang];
  for (const { id, points, check } of items) {
    const known = graded.get(id);
    if (known && (known.status !== 'passed' || check.probes.length > 0)) continue;
    graded.set(id, { id, title: check.claim[lang], points: 0, maxPoints: points, status: 'failed', reason, see: check.see });
  }
  return graded;
}

async function gradeItems(exercise: Exercise, context: GradeContext, graded: Map<string, ItemGrade>): Promise<void> {
  const { channel, lang, signal, deadlineMs, diagnose = true } = context;
  const observe = await watchCell(exercise, channel);
  let latest: Network = await observe();
  const refresh = async (): Promise<Network> => {
    latest = await observe();
    return latest;
  };
  // All has been built by now and comes to rest together: what one check waits, the next need not wait again.
  const end = clockMs() + deadlineMs;
  const remaining = (): number => Math.max(LEAST_MS, end - clockMs());
  const inspection = async () => ({ channel, names: await namesIn(exercise, channel), ovs: exercise.goal.ovs !== undefined });
  const explainer = new FailureExplainer(inspection, { serversEnd: true });
  const explain = (packet: Packet) => explainer.explain(packet);
  const checker = {
    channel,
    ...(diagnose ? { explain } : {}),
    signal,
    lang,
    latest: () => latest,
    refresh,
    // A neighbour that was learnt when the network was another one would be wrong for half a minute.
    relieve: async () => {
      const netnsNames = Object.keys(latest.netns);
      await channel.run(renderShell({ template: 'flush-neighbours', data: { netnsNames } }), { keepGoing: true, devicesStay: true });
    },
  };
  for (const wave of wavesIn(exercise.items)) {
    const due = wave.filter((item) => !skip(item, graded, exercise, { lang, network: latest }));
    if (due.length === 0) continue;
    // A ping goes on to be translated, or not, as one with its id was before.
    if (due.some(({ check }) => check.kind === 'tracked'))
      await channel.run(renderShell({ template: 'conntrack-flush', data: {} }), { keepGoing: true });
    // Taken away first: what was counted for an earlier grade would be counted again.
    for (const action of due.flatMap(({ watch }) => watch))
      await channel.run([...action.undo(), ...action.commands.map(({ text }) => text)], { keepGoing: true });
    if (due.some(({ check }) => check.probes.length === 0)) await refresh();
    const checks = due.map(({ check, way }) => withArrival(boundTo(check, way, latest), exercise.goal));
    const verdicts: Verdict[] = [];
    const noted = checks.map((check, index) => ({ ...check, judge: (shown: Evidence) => (verdicts[index] = check.judge(shown)) }));
    const events = await runWave(noted, exercise.id, { ...checker, deadlineMs: remaining() });
    for (const [index, item] of due.entries()) {
      const [event, check, verdict] = [events[index], checks[index], verdicts[index]];
      if (event && check && verdict) graded.set(item.id, gradeOf(item, event, check.see, verdict));
    }
  }
  lookAgain(exercise, graded, await refresh(), lang);
}

function gradeFrom(exercise: Exercise, graded: ReadonlyMap<string, ItemGrade>): Grade {
  const checks = withGiven(exercise, graded);
  const sum = (of: (check: ItemGrade) => number): number => checks.reduce((total, check) => total + of(check), 0);
  const [score, maxScore] = [sum(({ points }) => points), sum(({ maxPoints }) => maxPoints)];
  const { id, kind, fault } = exercise;
  return { lab: id, kind, ...(fault ? { seed: fault.seed } : {}), score, maxScore, passed: score === maxScore, checks };
}

/** The grades in the order of the items. What held at the beginning is worth its points only once the rest holds too. */
function withGiven({ items }: Exercise, graded: ReadonlyMap<string, ItemGrade>): readonly ItemGrade[] {
  const done = items.every(({ id, given }) => given || graded.get(id)?.status === 'passed');
  const reason = say({ en: 'it held from the beginning, and counts once the rest holds', zh: '一开始就成立，其余都成立后才计分' });
  return items.flatMap(({ id, given }): readonly ItemGrade[] => {
    const grade = graded.get(id);
    if (!grade) return [];
    return [given && !done && grade.status === 'passed' ? { ...grade, points: 0, status: 'skipped', reason } : grade];
  });
}

/** Items that may be looked at together: none of them needs another. */
function wavesIn(items: readonly Item[]): readonly (readonly Item[])[] {
  const byCheck = new Map(items.map((item) => [item.check, item]));
  return wavesOf(items.map(({ check }) => check)).flatMap((checks) => {
    const waves: Item[][] = [[]];
    for (const item of checks.flatMap((check) => byCheck.get(check) ?? [])) {
      const last = waves.at(-1) ?? [];
      if (last.some(({ id }) => item.needs.includes(id))) waves.push([item]);
      else last.push(item);
    }
    return waves;
  });
}

/** What was read must be so still once all is graded: something may change the network back and forth meanwhile. */
function lookAgain({ items }: Exercise, graded: Map<string, ItemGrade>, network: Network, lang: Lang): void {
  for (const { id, check } of items) {
    const before = graded.get(id);
    if (before?.status !== 'passed' || check.probes.length > 0) continue;
    const verdict = check.judge({ network, results: [] });
    if (verdict.holds) continue;
    const reason = { en: 'it was so when it was first looked at, and did not stay so', zh: '第一次查看时是这样，但后来变了' }[lang];
    const { expected, actual } = verdict;
    graded.set(id, { ...before, points: 0, status: 'failed', expected: expected[lang], actual: actual[lang], reason });
  }
}

/** Skips an item where one that it needs did not hold: what it would say was said there. */
function skip(
  item: Item,
  graded: Map<string, ItemGrade>,
  { items, goal }: Exercise,
  { lang, network }: { readonly lang: Lang; readonly network: Network },
): boolean {
  const { id, points, needs, check } = item;
  const unmet = (need: string): boolean => graded.get(need)?.status !== 'passed';
  const wiring = wiringOf(item, items, goal);
  const unwired = wiring && unmet(wiring.id) && !wiring.holds(network) ? wiring.id : undefined;
  const missing = needs.find(unmet) ?? unwired;
  if (missing === undefined) return false;
  const first = items.find((item) => item.id === missing)?.check;
  const title = first?.claim[lang] ?? missing;
  const reason = { en: `it takes first that ${title}`, zh: `前提未满足：${title}` }[lang];
  graded.set(id, { id, title: check.claim[lang], points: 0, maxPoints: points, status: 'skipped', reason, see: first?.see ?? check.see });
  return true;
}

/** What a check is worth that does not hold whole: less than all of it, in whole points, and nothing where it was given. */
function pointsFor({ points, given }: Item, verdict: Verdict): number {
  if (verdict.holds) return points;
  return given ? 0 : Math.min(points - 1, Math.floor(points * (verdict.part ?? 0)));
}

function gradeOf(item: Item, event: CheckFinished, see: string, verdict: Verdict): ItemGrade {
  const { id, points } = item;
  const passed = event.status === 'passed';
  const { claim, expected, actual, seen, reason, evidence } = event;
  return {
    ...{ id, title: claim, points: pointsFor(item, verdict), maxPoints: points, status: passed ? 'passed' : 'failed', see },
    ...(expected === undefined ? {} : { expected }),
    ...((actual ?? seen) === undefined ? {} : { actual: actual ?? seen ?? '' }),
    ...(reason === undefined ? {} : { reason }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
