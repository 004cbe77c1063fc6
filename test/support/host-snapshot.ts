import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { indexLessons } from '../../src/plan/lesson-index.ts';

/** What a run could have left on a machine, as lines; two snapshots of an untouched machine are equal. */
export type Snapshot = Readonly<Record<string, readonly string[]>>;

/** Programs that a run starts, those that the lessons need among them; others come and go on any machine. */
const PROGRAMS: readonly string[] = [
  ...['unshare', 'setpriv', 'nsenter', 'containerd', 'containerd-shim', 'docker-proxy'],
  ...(await indexLessons()).flatMap(({ needs }) => needs.flatMap((need) => (need.kind === 'tool' ? [need.name] : []))),
];

/** Sysctls that differ from one moment to the next by themselves. */
const RESTLESS = /random|nf_conntrack_(count|buckets)|stable_secret|\.ping_group|netfilter\.nf_log|fs\.|route\.flush|tcp_fastopen_key/;

function lines(file: string, ...args: readonly string[]): readonly string[] {
  return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

function processes(): { named: readonly string[]; namespaces: readonly string[] } {
  const named: string[] = [];
  const namespaces = new Set<string>();
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
      if (PROGRAMS.includes(name)) named.push(`${pid} ${name}`);
      namespaces.add(readlinkSync(`/proc/${pid}/ns/net`));
    } catch {
      // It ended while we looked.
    }
  }
  return { named, namespaces: [...namespaces].sort() };
}

function entries(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .map((name) => join(folder, name))
        .sort()
    : [];
}

/** Where daemons leave what they write. */
const FOLDERS = [
  ...['/run', '/run/openvswitch', '/var/run/openvswitch', '/var/lib/openvswitch', '/etc/openvswitch', tmpdir()],
  ...['/etc', '/opt', '/var/lib', '/etc/docker', '/run/docker', '/run/containerd', '/var/lib/docker', '/var/lib/containerd'],
];

/** The control groups that a Docker daemon makes for containers, in either version of their file system; others come and go. */
function cgroups(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const below = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isDirectory());
  return below
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => /docker|[0-9a-f]{64}/.test(path))
    .sort();
}

/** Looks at the machine's own namespace; needs root to see every process. */
export function snapshot(): Snapshot {
  const { named, namespaces } = processes();
  return {
    links: lines('ip', '-o', '-d', 'link').map((line) => line.replace(/ (qlen|promiscuity|allmulti|gro_max_size) \d+/g, '')),
    addresses: lines('ip', '-o', 'address').map((line) => line.replace(/(valid|preferred)_lft \S+/g, '')),
    routes: lines('ip', 'route', 'show', 'table', 'all'),
    rules: lines('ip', 'rule'),
    firewall: lines('nft', '--stateless', 'list', 'ruleset'),
    sysctls: lines('sysctl', '-a', '-r', '^net\\.').filter((line) => !RESTLESS.test(line)),
    netns: [...lines('ip', 'netns', 'list'), ...entries('/run/netns')],
    mounts: readFileSync('/proc/self/mounts', 'utf8').split('\n').sort(),
    processes: named,
    namespaces,
    files: FOLDERS.flatMap(entries),
    cgroups: cgroups('/sys/fs/cgroup'),
  };
}

/** Of these only what came counts: on any machine processes end by themselves, and namespaces with them. */
const MAY_END = ['processes', 'namespaces'];

/** What the second has and the first has not, or the other way round. */
export function changesBetween(before: Snapshot, after: Snapshot): readonly string[] {
  return Object.keys(before).flatMap((what) => {
    const [was, is] = [new Set(before[what]), new Set(after[what])];
    return [
      ...[...is].filter((line) => !was.has(line)).map((line) => `+ ${what}: ${line}`),
      ...[...was].filter((line) => !is.has(line) && !MAY_END.includes(what)).map((line) => `- ${what}: ${line}`),
    ];
  });
}

/** Waits until the machine is as before, since the kernel frees namespaces in the background; resolves to what is still different. */
export async function settled(before: Snapshot, deadlineMs = 15_000): Promise<readonly string[]> {
  const deadline = performance.now() + deadlineMs;
  let changes = changesBetween(before, snapshot());
  while (changes.length > 0 && performance.now() < deadline) {
    await delay(100);
    changes = changesBetween(before, snapshot());
  }
  return changes;
}
