import { HOST } from '../model/names.ts';
import type { Network } from '../model/network.ts';
import type { Lang } from '../model/text.ts';
import { type Interest, Observer } from '../observe/observer.ts';
import { renderScript } from '../render/templates.ts';
import { runWave, wavesOf } from '../run/checker.ts';
import type { CheckFinished } from '../run/events.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { Exercise, Item } from './exercise.ts';

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
}

/** Reads the network that was built in a sandbox's cell and grades it. */
export async function gradeExercise(exercise: Exercise, context: GradeContext): Promise<Grade> {
  const { channel, lang, signal, deadlineMs } = context;
  const observe = await watchCell(exercise, channel);
  let latest: Network = await observe();
  const refresh = async (): Promise<Network> => {
    latest = await observe();
    return latest;
  };
  const checker = { channel, signal, deadlineMs, lang, latest: () => latest, refresh, relieve: async () => undefined };
  const graded = new Map<string, ItemGrade>();
  const items = new Map(exercise.items.map((item) => [item.check, item]));
  for (const wave of wavesOf(exercise.items.map(({ check }) => check))) {
    const due = wave.flatMap((check) => items.get(check) ?? []).filter((item) => !skip(item, graded, exercise, lang));
    if (due.length === 0) continue;
    for (const action of due.flatMap(({ watch }) => watch))
      await channel.run(
        action.commands.map(({ text }) => text),
        { keepGoing: true },
      );
    if (due.some(({ check }) => check.probes.length === 0)) await refresh();
    const events = await runWave(
      due.map(({ check }) => check),
      exercise.id,
      checker,
    );
    for (const [index, item] of due.entries()) {
      const event = events[index];
      if (event) graded.set(item.id, gradeOf(item, event));
    }
  }
  const checks = exercise.items.flatMap(({ id }) => graded.get(id) ?? []);
  const sum = (of: (check: ItemGrade) => number): number => checks.reduce((total, check) => total + of(check), 0);
  const [score, maxScore] = [sum(({ points }) => points), sum(({ maxPoints }) => maxPoints)];
  return { lab: exercise.id, score, maxScore, passed: score === maxScore, checks };
}

/** Finds the namespaces that there are in a sandbox's cell, beside those of the scene; resolves to what reads the network in them. */
export async function watchCell(exercise: Exercise, channel: Channel): Promise<() => Promise<Network>> {
  channel.forget();
  const [listed] = await channel.run([renderScript({ template: 'sandbox/cell-names', data: {} })]);
  const named = (listed?.stdout ?? '').split('\n').filter((name) => name !== '');
  const netnsNames = [...new Set([HOST, ...Object.keys(exercise.before.netns), ...named])];
  const observer = new Observer(channel, Object.fromEntries(netnsNames.map((name) => [name, interestIn(exercise.goal, name)])));
  return () => observer.observe(netnsNames, { ovs: exercise.goal.ovs !== undefined, fdb: true });
}

/** What has to be read in a namespace, whoever made it. */
function interestIn(goal: Network, name: string): Interest {
  const keys = new Set(Object.values(goal.netns).flatMap(({ sysctls }) => Object.keys(sysctls)));
  const firewall = Object.values(goal.netns).some(({ nat, counters }) => nat.length > 0 || counters.length > 0);
  return { sysctls: [...keys].filter((key) => goal.netns[name]?.sysctls[key] !== undefined), firewall, bridges: true };
}

/** Skips an item where one that it needs did not hold: what it would say was said there. */
function skip({ id, points, needs, check }: Item, graded: Map<string, ItemGrade>, exercise: Exercise, lang: Lang): boolean {
  const missing = needs.find((need) => graded.get(need)?.status !== 'passed');
  if (missing === undefined) return false;
  const title = exercise.items.find((item) => item.id === missing)?.check.claim[lang] ?? missing;
  const reason = { en: `it takes first that ${title}`, zh: `前提未满足：${title}` }[lang];
  graded.set(id, { id, title: check.claim[lang], points: 0, maxPoints: points, status: 'skipped', reason, see: check.see });
  return true;
}

function gradeOf({ id, points, check }: Item, event: CheckFinished): ItemGrade {
  const passed = event.status === 'passed';
  const { claim, expected, actual, seen, reason, evidence } = event;
  return {
    ...{ id, title: claim, points: passed ? points : 0, maxPoints: points, status: passed ? 'passed' : 'failed', see: check.see },
    ...(expected === undefined ? {} : { expected }),
    ...((actual ?? seen) === undefined ? {} : { actual: actual ?? seen ?? '' }),
    ...(reason === undefined ? {} : { reason }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
