import { HOST } from '../model/host.ts';
import type { Network } from '../model/network.ts';
import { type Interest, Observer } from '../observe/observer.ts';
import { renderScript } from '../render/templates.ts';
import type { Channel } from '../sandbox/channel.ts';
import type { Exercise } from './exercise.ts';
import { nameContainers } from './in-cell.ts';

/** The namespaces that there are now and their numbers: the host, and what the cell has named, which can be joined by its name from then on. */
async function namedIn({ goal }: Exercise, channel: Channel): Promise<ReadonlyMap<string, string>> {
  channel.forget();
  // Docker names no namespace for ip-netns(8); who has not done so by hand means the container's name.
  if (goal.netns[HOST]?.rulesBy === 'docker') await channel.run([nameContainers()], { keepGoing: true });
  const [listed] = await channel.run([renderScript({ template: 'sandbox/cell-names', data: { host: HOST } })]);
  return inodesIn(listed?.stdout ?? '');
}

/** The names of all namespaces that there are: the host, those of the scene, and what the cell has named. */
export async function namesIn(exercise: Exercise, channel: Channel): Promise<readonly string[]> {
  return [...new Set([HOST, ...Object.keys(exercise.before.netns), ...(await namedIn(exercise, channel)).keys()])];
}

/** Finds the namespaces that there are in a sandbox's cell, beside those of the scene; resolves to what reads the network in them. */
export async function watchCell(exercise: Exercise, channel: Channel): Promise<() => Promise<Network>> {
  const inodes = await namedIn(exercise, channel);
  const netnsNames = [...new Set([HOST, ...Object.keys(exercise.before.netns), ...inodes.keys()])];
  const observer = new Observer(channel, Object.fromEntries(netnsNames.map((name) => [name, interestIn(exercise.goal, name)])));
  return async () => withInodes(await observer.observe(netnsNames, { ovs: exercise.goal.ovs !== undefined, fdb: true }), inodes);
}

/** The number of each namespace by its name. The host comes first, and nobody else takes its name. */
function inodesIn(lines: string): ReadonlyMap<string, string> {
  const inodes = new Map<string, string>();
  for (const line of lines.split('\n')) {
    const [name = '', inode = ''] = line.split(' ');
    if (name !== '' && !inodes.has(name)) inodes.set(name, inode);
  }
  return inodes;
}

function withInodes({ netns, ...rest }: Network, inodes: ReadonlyMap<string, string>): Network {
  const numbered = Object.entries(netns).map(([name, state]) => {
    const inode = inodes.get(name);
    return [name, inode === undefined ? state : { ...state, inode }] as const;
  });
  return { ...rest, netns: Object.fromEntries(numbered) };
}

/** What has to be read in a namespace, whoever made it. */
function interestIn(goal: Network, name: string): Interest {
  const keys = new Set(Object.values(goal.netns).flatMap(({ sysctls }) => Object.keys(sysctls)));
  const firewall = Object.values(goal.netns).some(({ nat, counters }) => nat.length > 0 || counters.length > 0);
  return { sysctls: [...keys].filter((key) => goal.netns[name]?.sysctls[key] !== undefined), firewall, bridges: true };
}
