import { describeLacks, type Lack, SANDBOX_NEEDS } from '../exec/needs.ts';
import { inRow, say } from '../model/say.ts';
import type { Facts, Need } from '../vocabulary/needs.ts';
import { nodeSuffices } from './node-version.ts';
import { needKey, type Trial } from './trial.ts';

/** One thing that was looked at. A note is worth knowing, and stands in nobody's way. */
export interface Finding {
  readonly id: string;
  readonly status: 'ok' | 'lacking' | 'note';
  /** What was found, as a phrase. */
  readonly seen: string;
  readonly fix?: string;
}

/** All that was read from a machine, and tried on it. */
export interface Observed {
  readonly node: string;
  readonly engines: string;
  readonly root: boolean;
  readonly facts: Facts;
  /** What each need lacks, by `needKey`, as far as it can be told without a sandbox. */
  readonly lacks: ReadonlyMap<string, Lack | undefined>;
  /** Undefined where programs that a sandbox takes are missing, so that none was tried. */
  readonly trial: Trial | undefined;
  /** What keeps ordinary users from making sandboxes; only root asks. */
  readonly ordinary: Lack | undefined;
  /** Whether that is a lack, since they are to make some, or only worth knowing. */
  readonly ordinaryMatters: boolean;
}

const IS_BASE = new Set(SANDBOX_NEEDS.map(needKey));

function judge(id: string, lacks: readonly (Lack | undefined)[], seen: string): Finding {
  const found = lacks.filter((lack) => lack !== undefined);
  if (found.length === 0) return { id, status: 'ok', seen };
  const { what, fix } = describeLacks(found);
  return { id, status: 'lacking', seen: what, fix };
}

function judgeNode({ node, engines }: Observed): Finding {
  if (nodeSuffices(node, engines)) return { id: 'node', status: 'ok', seen: `Node.js ${node}` };
  const fix = say({
    en: 'install a newer Node.js, for instance from https://nodejs.org',
    zh: '安装更新的 Node.js，例如从 https://nodejs.org',
  });
  return {
    id: 'node',
    status: 'lacking',
    seen: say({ en: `Node.js ${engines}; this is ${node}`, zh: `需要 Node.js ${engines}，这里是 ${node}` }),
    fix,
  };
}

function judgeSandbox({ trial, root }: Observed): Finding {
  if (!trial)
    return {
      id: 'sandbox',
      status: 'note',
      seen: say({ en: 'not tried, since programs that it takes are missing', zh: '没有试，因为缺少它要用的程序' }),
    };
  return judge(
    'sandbox',
    [trial.sandbox],
    root
      ? say({ en: 'can be made, as root', zh: '能以 root 身份创建' })
      : say({ en: 'can be made by this user, without root', zh: '这个用户不用 root 就能创建' }),
  );
}

function judgeOrdinary({ trial, root, ordinary, ordinaryMatters }: Observed): readonly Finding[] {
  if (!root || !trial || trial.sandbox) return [];
  const found = judge('rootless', [ordinary], say({ en: 'ordinary users can make sandboxes too', zh: '普通用户也能创建沙箱' }));
  return [
    found.status === 'lacking' && !ordinaryMatters
      ? { ...found, status: 'note', seen: say({ en: `for ordinary users, ${found.seen}`, zh: `对普通用户：${found.seen}` }) }
      : found,
  ];
}

function judgeKernel(id: string, needs: readonly Need[], { trial }: Observed, seen: string): readonly Finding[] {
  if (needs.length === 0) return [];
  if (!needs.every((need) => trial?.kernel.has(needKey(need))))
    return [
      { id, status: 'note', seen: say({ en: 'not tried, since something that it takes is missing', zh: '没有试，因为缺少它要用的东西' }) },
    ];
  return [
    judge(
      id,
      needs.map((need) => trial?.kernel.get(needKey(need))),
      seen,
    ),
  ];
}

function judgeDatapath(needs: readonly Need[], observed: Observed): readonly Finding[] {
  if (needs.length === 0) return [];
  const id = 'openvswitch';
  if (observed.facts.ovsDatapath === 'system')
    return judgeKernel(
      id,
      needs,
      observed,
      say({ en: "the kernel's datapath (its openvswitch module)", zh: '内核数据通路（内核的 openvswitch 模块）' }),
    );
  const lacks = needs.map((need) => observed.lacks.get(needKey(need)));
  return [
    judge(
      id,
      lacks,
      say({
        en: 'the userspace datapath (no openvswitch module here), with /dev/net/tun open',
        zh: '用户态数据通路（这里没有 openvswitch 模块），/dev/net/tun 可以打开',
      }),
    ),
  ];
}

/** Where others than root ask, that some lessons are for root alone is worth knowing, and no lack of the machine. */
function judgeRoot(needs: readonly Need[], { lacks }: Observed): readonly Finding[] {
  if (needs.length === 0) return [];
  const found = judge(
    'root',
    needs.map((need) => lacks.get(needKey(need))),
    say({ en: 'lessons that only root may run can be run', zh: '只有 root 能跑的课程可以跑' }),
  );
  return [found.status === 'lacking' ? { ...found, status: 'note' } : found];
}

/** Judges what was observed, for these needs. Pure. */
export function findingsOf(needs: readonly Need[], observed: Observed): readonly Finding[] {
  const lacksOf = (some: readonly Need[]) => some.map((need) => observed.lacks.get(needKey(need)));
  const kinds = <K extends Need['kind']>(kind: K) => needs.filter((need): need is Extract<Need, { kind: K }> => need.kind === kind);
  const base = kinds('tool').filter((need) => IS_BASE.has(needKey(need)));
  const others = kinds('tool').filter((need) => !IS_BASE.has(needKey(need)));
  const links = kinds('link');
  const netfilter = kinds('netfilter');
  return [
    judgeNode(observed),
    judge(
      'base',
      lacksOf(base),
      say({
        en: `the programs that a sandbox takes are here (${base.map(({ name }) => name).join(', ')})`,
        zh: `沙箱要用的程序都在（${inRow(base.map(({ name }) => name))}）`,
      }),
    ),
    judgeSandbox(observed),
    ...judgeOrdinary(observed),
    ...(others.length > 0
      ? [
          judge(
            'programs',
            lacksOf(others),
            say({ en: `all here (${others.map(({ name }) => name).join(', ')})`, zh: `都在（${inRow(others.map(({ name }) => name))}）` }),
          ),
        ]
      : []),
    ...judgeKernel(
      'links',
      links,
      observed,
      say({ en: `the kernel has ${links.map(({ type }) => type).join(' and ')}`, zh: `内核支持 ${inRow(links.map(({ type }) => type))}` }),
    ),
    ...judgeKernel(
      'netfilter',
      netfilter,
      observed,
      say({
        en: 'source NAT and connection tracking work, with the nft variant of iptables',
        zh: '源地址转换和连接跟踪可用，iptables 是 nft 版本',
      }),
    ),
    ...(kinds('uid-range').length > 0
      ? [
          judge(
            'captures',
            lacksOf(kinds('uid-range')),
            observed.root
              ? say({ en: 'root may capture', zh: 'root 可以抓包' })
              : say({ en: 'this user has a range of subordinate ids', zh: '这个用户有一段从属 id' }),
          ),
        ]
      : []),
    ...(kinds('tun').length > 0
      ? [judge('tun', lacksOf(kinds('tun')), say({ en: '/dev/net/tun may be opened', zh: '/dev/net/tun 可以打开' }))]
      : []),
    ...judgeDatapath(kinds('ovs-datapath'), observed),
    ...judgeRoot(kinds('own-files'), observed),
  ];
}

/** What keeps a lesson from running: its own needs, and the sandbox. Pure. */
export function lessonLacks(needs: readonly Need[], { lacks, trial }: Observed): readonly Lack[] {
  const found = needs.map((need) => lacks.get(needKey(need)) ?? trial?.kernel.get(needKey(need)));
  return [...found, trial?.sandbox].filter((lack) => lack !== undefined);
}
