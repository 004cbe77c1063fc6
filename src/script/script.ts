import { BASELINE_PINS } from '../model/baseline.ts';
import { NetscenarioError } from '../model/errors.ts';
import { say } from '../model/say.ts';
import type { Lang } from '../model/text.ts';
import { isForRootInSandbox, type Plan } from '../plan/plan.ts';
import { commentLines } from '../render/comment.ts';
import { quoteWord } from '../render/quote.ts';
import { renderScript } from '../render/templates.ts';
import { bodyOf } from './body.ts';
import { functionsFor } from './functions.ts';
import { type Inventory, inventoryOf, publicAmong } from './inventory.ts';
import { closingProse, headProse, usageLines } from './prose.ts';
import { commented, translated } from './translate.ts';
import { undoCommands } from './undo.ts';
import { type Form, WORDS } from './words.ts';

export interface ScriptOptions {
  readonly form: Form;
  readonly lang: Lang;
  /** The packages that bring a program, for apt, dnf, apk and pacman, in that order. */
  packagesOf(program: string): readonly string[];
}

/** Programs that a script calls besides those of the lesson. */
const PROGRAMS: Readonly<Record<Form, readonly string[]>> = {
  sandbox: ['ip', 'sysctl', 'grep', 'sed', 'mount', 'setpriv', 'unshare'],
  host: ['ip', 'sysctl', 'grep', 'sed'],
};

/** From this many namespaces on the kernel's ARP table may be too small for all pings (gc_thresh3, arp(7)). */
const CROWDED_NETNS = 256;

/** Prints a plan as a bash script that needs no netscenario; throws `NetscenarioError` where the plan takes a sandbox and the form has none. Pure. */
export function printScript(plan: Plan, { form, lang, packagesOf }: ScriptOptions): string {
  const rootInSandbox = isForRootInSandbox(plan);
  if (form === 'host' && rootInSandbox)
    throw new NetscenarioError(
      'usage',
      say({
        en: `${plan.id} cannot be printed for a machine itself: it mounts over folders such as /etc, and only a sandbox can keep that from the machine`,
        zh: `${plan.id} 不能输出成给机器本身用的脚本：它会在 /etc 这样的文件夹上挂载，只有沙箱能让机器不受影响`,
      }),
      say({ en: 'leave --host out', zh: '去掉 --host' }),
    );
  const inventory = inventoryOf(plan);
  const body = bodyOf(plan, lang);
  const needs = new Set(plan.needs.map(({ kind }) => kind));
  const programs = new Set([...PROGRAMS[form], ...plan.needs.flatMap((need) => (need.kind === 'tool' ? [need.name] : []))]);
  const shared = form === 'host' ? publicAmong(inventory.networks) : [];
  const crowded = inventory.netns.length >= CROWDED_NETNS;
  const features = {
    host: form === 'host',
    public: shared.length > 0,
    crowded,
    ovs: needs.has('ovs-datapath'),
    tun: needs.has('tun'),
    uidRange: needs.has('uid-range'),
    iptables: programs.has('iptables'),
    rootInSandbox,
  };
  const calls = [...body.calls, ...(crowded ? ['make_room'] : []), ...(features.ovs ? ['datapath'] : [])];
  const part = (name: string, data: object = {}) => renderScript({ template: `script/${name}`, data }).trimEnd();
  const closing = closingProse(plan, lang);
  return [
    part('head', { about: headProse(plan, form, lang) }),
    ['lesson() {', '', body.text, ...(closing === '' ? [] : ['', commentLines(closing)]), '', '}'].join('\n'),
    [commentLines(WORDS[lang].undo), ...functionOf('clean_up', undoCommands(plan))].join('\n'),
    commented(
      part('names', {
        lesson: plan.id,
        steps: plan.steps.length,
        checks: plan.steps.reduce((sum, { checks }) => sum + checks.length, 0),
        settings: BASELINE_PINS,
        ...inventory,
        ...features,
      }),
      lang,
    ),
    translated(presence(inventory, lang), lang),
    ...[
      part('checks', features),
      ...functionsFor(calls).map((name) => part(name)),
      part('run', features),
      part(form, { ...inventory, ...features, publicText: WORDS[lang].public(shared) }),
    ].map((text) => translated(text, lang)),
    commented(
      part('usage', { lines: usageLines(plan, form, lang), programs: [...programs].map((name) => [name, ...packagesOf(name)].join(' ')) }),
      lang,
    ),
    'main "$@"',
  ]
    .map((text) => `${text}\n`)
    .join('\n');
}

function functionOf(name: string, lines: readonly string[]): readonly string[] {
  return [`${name}() {`, ...(lines.length > 0 ? lines : [':']).map((line) => `  ${line}`), '}'];
}

/** The function that tells what of the lesson's names there is. */
function presence({ files, rules }: Inventory, lang: Lang): string {
  const named = renderScript({ template: 'script/present', data: { files } });
  const ruled = rules.map(({ name, probe }) => `  ! ${probe} \\\n    &>/dev/null || echo ${quoteWord(name[lang])}`);
  return [named.trimEnd(), ...ruled, '}'].join('\n');
}
