import { HOST } from '../../model/host.ts';
import type { Network } from '../../model/network.ts';
import { han, sameInAll } from '../../model/text.ts';
import { renderShell } from '../../render/templates.ts';
import { inside, who } from '../../vocabulary/where.ts';
import type { Exercise } from '../exercise.ts';
import type { Choice, ChoiceQuestion } from './question.ts';

/** Among so many one can choose. */
const MOST_CHOICES = 4;

const listed = (names: readonly string[]): string => [...names].sort().join(', ');
const devicesIn = (network: Network, netns: string): readonly string[] => Object.keys(network.netns[netns]?.links ?? {});

/** Which devices a namespace will have, where a step gives it one or makes it. */
export function devicesAt({ steps, before: scene }: Exercise, index: number): ChoiceQuestion | undefined {
  const step = steps[index];
  const netns = Object.keys(step?.after.netns ?? {}).find(
    (name) =>
      step &&
      name !== HOST &&
      scene.netns[name] === undefined &&
      listed(devicesIn(step.before, name)) !== listed(devicesIn(step.after, name)),
  );
  if (!step || netns === undefined) return undefined;
  const after = devicesIn(step.after, netns);
  const peers = Object.values(step.after.netns[netns]?.links ?? {}).flatMap(({ peer }) => peer?.dev ?? []);
  const ports = peers.length > 0 ? peers : ['eth0'];
  const possible = [
    listed(after),
    listed(devicesIn(step.before, netns)),
    listed([...after, ...ports]),
    listed(after.filter((dev) => dev !== 'lo')),
  ];
  const values = [...new Set(possible)].sort();
  const choices = values.map((value): Choice => ({ value, text: value === '' ? { en: 'none', zh: '没有' } : sameInAll(value) }));
  return {
    kind: 'choice',
    step: index,
    asks: { en: `which devices are ${inside(netns).en}?`, zh: han`${inside(netns).zh}有哪些设备？` },
    see: renderShell({ template: 'show', data: { netns, fdb: false, words: ['-br', 'link'] } }).join(' && '),
    choices,
    expected: values.indexOf(listed(after)),
    seen: (network) => listed(devicesIn(network, netns)),
  };
}

interface Counted {
  readonly netns: string;
  readonly counter: string;
  readonly only: string;
}

/** By which source address the far side knows whom it hears from, where a step of the lesson looks at that. */
export function sourcesAt({ steps, goal }: Exercise, index: number): ChoiceQuestion | undefined {
  const step = steps[index];
  const check = step?.checks.find(({ kind, stands }) => kind === 'source-seen' && stands(step.after));
  if (!step || !check) return undefined;
  const { netns, counter, only } = check.params as Counted;
  const pings = step.checks.filter(({ kind }) => kind === 'reaches' || kind === 'no-reply');
  const own = Object.entries(goal.netns).flatMap(([name, { links }]) =>
    name === netns
      ? []
      : Object.values(links).flatMap(({ kind, addresses }) =>
          kind === 'loopback' ? [] : addresses.map((held) => held.split('/')[0] ?? ''),
        ),
  );
  const values = [...new Set([only, ...own])].slice(0, MOST_CHOICES).sort();
  return {
    kind: 'choice',
    step: index,
    asks: {
      en: `from which address do the pings come that reach ${who(netns).en}?`,
      zh: han`到达 ${who(netns).zh} 的 ping 来自哪个地址？`,
    },
    see: check.see,
    choices: values.map((value) => ({ value, text: sameInAll(value) })),
    expected: values.indexOf(only),
    first: [
      ...step.actions
        .filter(({ role }) => role === 'watch')
        .flatMap((action) => [...action.undo(), ...action.commands.map(({ text }) => text)]),
      ...pings.flatMap(({ probes }) => probes),
    ],
    seen: ({ netns: all }) =>
      Object.keys(all[netns]?.counters.find(({ name }) => name === counter)?.seen ?? {})
        .sort()
        .join(', '),
  };
}
