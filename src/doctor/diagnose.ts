import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeLacks, type Lack, lacksOf, SANDBOX_NEEDS } from '../exec/needs.ts';
import { findTool } from '../exec/packages.ts';
import { isPrivileged } from '../exec/privilege.ts';
import { say } from '../model/say.ts';
import { ROOT } from '../paths.ts';
import type { Facts, Need } from '../vocabulary/needs.ts';
import { type Finding, findingsOf, lessonLacks, type Observed } from './findings.ts';
import type { Scope } from './scope.ts';
import { needKey, type Trial, tryMachine, tryOrdinaryUser } from './trial.ts';

/** Whether a lesson runs here, and what is lacking where it does not. */
export interface LessonVerdict {
  readonly id: string;
  readonly runs: boolean;
  readonly lacking?: string;
  readonly fix?: string;
}

export interface Diagnosis {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly lessons: readonly LessonVerdict[];
  /** All that is lacking and can be told without a sandbox: what can be mended. */
  readonly lacks: readonly Lack[];
}

/** The program with which the kernel is asked for a need, where it takes more than a sandbox has. */
function triedWith(need: Need): string | undefined {
  if (need.kind === 'netfilter') return { nat: 'iptables', dnat: 'iptables', filter: 'iptables', conntrack: 'conntrack' }[need.part];
  return need.kind === 'ovs-datapath' ? 'ovs-dpctl' : undefined;
}

const unmappable = () =>
  say({
    en: 'see that newuidmap and newgidmap are setuid root, as their package installs them; or run the same command with sudo: it is isolated in the same way',
    zh: '确认 newuidmap 和 newgidmap 带 setuid root 权限，和软件包安装时一样；或用 sudo 运行同一条命令：隔离方式相同',
  });

/** Tries a sandbox as these needs want it. A range of ids that cannot be mapped is a lack of its own, not the sandbox's. */
async function attempt(needs: readonly Need[], facts: Facts, lacks: Map<string, Lack | undefined>): Promise<Trial> {
  const triable = needs.filter((need) => {
    const program = triedWith(need);
    return !program || findTool(program);
  });
  const range = needs.find((need) => need.kind === 'uid-range');
  if (!range || isPrivileged() || lacks.get(needKey(range))) return tryMachine(triable, { facts, uidRange: false });
  const mapped = await tryMachine(triable, { facts, uidRange: true });
  if (!mapped.sandbox) return mapped;
  const plain = await tryMachine(triable, { facts, uidRange: false });
  if (!plain.sandbox)
    lacks.set(needKey(range), {
      what: say({
        en: `a range of user ids that can be mapped (${mapped.sandbox.what})`,
        zh: `一段可以映射的用户 id（${mapped.sandbox.what}）`,
      }),
      fix: unmappable(),
    });
  return plain;
}

async function observe({ needs, facts, whom }: Scope): Promise<Observed> {
  const lacks = new Map(needs.map((need) => [needKey(need), lacksOf([need], facts, whom)[0]]));
  const root = isPrivileged();
  const trial = lacksOf(SANDBOX_NEEDS, facts).length > 0 ? undefined : await attempt(needs, facts, lacks);
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { engines: { node: string } };
  return {
    node: process.versions.node,
    engines: engines.node,
    root,
    facts,
    lacks,
    trial,
    ordinary: root && trial && !trial.sandbox ? await tryOrdinaryUser() : undefined,
    ordinaryMatters: whom === 'everyone',
  };
}

/** Looks at this machine, tries a sandbox in it, and says what of the scope works. Changes nothing. */
export async function diagnose(scope: Scope): Promise<Diagnosis> {
  const observed = await observe(scope);
  const findings = findingsOf(scope.needs, observed);
  const lessons = scope.lessons.map(({ id, needs }): LessonVerdict => {
    const lacks = lessonLacks(needs, observed);
    if (lacks.length === 0) return { id, runs: true };
    const { what, fix } = describeLacks(lacks);
    return { id, runs: false, lacking: what, fix };
  });
  return {
    // Whoever asks for one lesson is told whether that one runs; of all lessons some may be for root alone.
    ok: findings.every(({ status }) => status !== 'lacking') && (lessons.length > 1 || lessons.every(({ runs }) => runs)),
    findings,
    lessons,
    lacks: [...observed.lacks.values()].filter((lack) => lack !== undefined),
  };
}
