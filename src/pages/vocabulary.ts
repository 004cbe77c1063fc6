import * as v from 'valibot';
import type { ActionCall } from '../model/calls.ts';
import { changes, formatChange } from '../model/diff.ts';
import { edited } from '../model/draft.ts';
import { type Network, startNetwork } from '../model/network.ts';
import type { Text } from '../model/text.ts';
import { renderShell } from '../render/templates.ts';
import type { ActionDef, CheckDef } from '../vocabulary/define.ts';
import { ACTIONS, action, CHECKS, check } from '../vocabulary/index.ts';
import type { Need } from '../vocabulary/needs.ts';
import { FACTS } from './facts.ts';
import { anchorOf, bullets, code, fence, type Page, page, sentence, table } from './markdown.ts';
import { callLines, defaultOf, entriesOf, takesOf } from './takes.ts';

function parameters(schema: v.GenericSchema<unknown, object>, about: Readonly<Record<string, Text>>): string {
  const rows = entriesOf(schema).map(([name, entry]) => {
    const initial = defaultOf(entry);
    return [code(name), about[name]?.en ?? '', takesOf(entry), initial === undefined ? 'required' : initial && code(initial)];
  });
  return rows.length === 0 ? 'It takes no parameters.' : table(['parameter', 'what it means', 'takes', 'default'], rows);
}

function needsOf(needs: readonly Need[]): string {
  const words = needs.map((need) => {
    if (need.kind === 'tool') return code(need.name);
    if (need.kind === 'link') return `devices of the kind ${need.type} in the kernel`;
    if (need.kind === 'netfilter') return need.part === 'nat' ? 'source NAT in the kernel' : 'a readable table of connections';
    if (need.kind === 'tun') return 'the right to open `/dev/net/tun`';
    if (need.kind === 'own-files') return 'root, and a sandbox';
    return need.kind === 'uid-range'
      ? 'a range of subordinate ids, unless run by root'
      : "the kernel's openvswitch module, or else `/dev/net/tun`";
  });
  return `**Needs** ${words.join(', ')}.`;
}

function networkAfter(calls: readonly ActionCall[]): Network {
  return calls.reduce((network, { kind, params }) => {
    const def = ACTIONS.get(kind);
    return def ? edited(network, def.effect(network, v.parse(def.params, params), FACTS)) : network;
  }, startNetwork());
}

function listed(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [title, bullets(items)];
}

/** The example in the other dialects of the action. */
function formSections(def: ActionDef, params: object, network: Network): readonly string[] {
  const own = def.data?.(params, FACTS) ?? params;
  return Object.entries(def.forms ?? {}).flatMap(([dialect, form]) => {
    if (form.fits && !form.fits(params, network)) return [];
    const data = form.data?.(params, network) ?? own;
    const undo = form.undo === null ? [] : ['taken back by', fence('bash', renderShell({ template: form.undo, data }))];
    return [`In the [dialect](dialects.md) ${code(dialect)}:`, fence('bash', renderShell({ template: form.template, data })), ...undo];
  });
}

function actionSection(name: string, def: ActionDef): readonly string[] {
  const { example, kind } = def;
  const params = v.parse(def.params, example.params);
  const data = def.data?.(params, FACTS) ?? params;
  const before = networkAfter(example.given);
  const after = networkAfter([...example.given, { kind, params: example.params }]);
  const differences = changes(before, after).map(formatChange);
  return [
    `## ${name}`,
    `${sentence(def.title(params).en)} ${def.purpose.en}`,
    fence('ts', callLines(`action.${name}`, example.params)),
    parameters(def.params, def.about),
    'The example becomes',
    fence('bash', renderShell({ template: def.template, data })),
    ...(def.housekeeping ? ['and, since it is done in a sandbox,', fence('bash', renderShell({ template: def.housekeeping, data }))] : []),
    ...(def.undo === null
      ? ['and leaves nothing that would have to be taken back.']
      : ['and is taken back by', fence('bash', renderShell({ template: def.undo, data }))]),
    ...formSections(def, params, before),
    ...listed(
      'Words that the command may have:',
      def.flags.map(({ flag, means }) => `${code(flag)}: ${means.en}`),
    ),
    ...(differences.length === 0 ? ['It changes nothing in the network.'] : ['What changes in the network:', fence('', differences)]),
    ...listed(
      'Common mistakes:',
      def.mistakes.map(({ en }) => en),
    ),
    needsOf(def.needs(params)),
  ];
}

function checkSection(name: string, def: CheckDef): readonly string[] {
  const params = v.parse(def.params, def.example);
  const probes = def.probe(params).flatMap(renderShell);
  return [
    `## ${name}`,
    def.purpose.en,
    fence('ts', callLines(`check.${name}`, def.example)),
    `claims: _${def.claim(params).en}_.`,
    parameters(def.params, def.about),
    ...(probes.length === 0
      ? ['It runs no command: it judges the network that was read from the kernel after the step.']
      : ['It runs', fence('bash', probes)]),
    'You see it yourself with',
    fence('bash', renderShell(def.see(params))),
    def.wait === 'once'
      ? 'It is tried once: that something does not happen is no reason to wait.'
      : 'It is tried until it holds, or until the deadline of the run (`--deadline`) has passed.',
    needsOf(def.needs(params)),
  ];
}

function contents(names: readonly string[]): string {
  return names.map((name) => `[${name}](#${anchorOf(name)})`).join(', ');
}

/** docs/actions.md: every kind of action. */
export function actionsPage(): Page {
  return page('actions.md', 'Actions', [
    'What a step of a lesson can do. Each action is a command or a few, how they are taken back, and what they change in the network. Names of namespaces, devices and addresses below are examples. A line that begins with `+` came, with `-` went, with `~` changed; `host` is the namespace of the sandbox in which commands without `-n` act.',
    contents(Object.keys(action)),
    ...Object.entries(action as unknown as Readonly<Record<string, ActionDef>>).flatMap(([name, def]) => actionSection(name, def)),
  ]);
}

/** docs/checks.md: every kind of check. */
export function checksPage(): Page {
  return page('checks.md', 'Checks', [
    'What a step of a lesson can claim, and how the claim is put to the test. A check names roles, such as a namespace and the address held there, rather than devices, which a learner may call something else. Beside the checks of a lesson, every step ends with a comparison of the expected network with the one that the kernel reports.',
    contents(Object.keys(check)),
    ...Object.entries(check as unknown as Readonly<Record<string, CheckDef>>).flatMap(([name, def]) => checkSection(name, def)),
  ]);
}

/** Kinds that no author can reach by a name; there must be none. */
export function unnamedKinds(): readonly string[] {
  const named = [...Object.values(action), ...Object.values(check)].map(({ kind }) => kind as string);
  return [...ACTIONS.keys(), ...CHECKS.keys()].filter((kind) => !named.includes(kind));
}
