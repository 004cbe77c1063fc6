import * as v from 'valibot';
import type { FilterRule } from '../model/firewall.ts';
import { HOOKS } from '../model/firewall.ts';
import { chainName, devName, place, prefix } from '../model/names.ts';
import type { Text } from '../model/text.ts';
import { IPTABLES } from './netfilter-notes.ts';
import { type FlagNote, NETNS_EXEC, WHERE } from './notes.ts';

const STATES = ['NEW', 'ESTABLISHED', 'RELATED', 'INVALID'] as const;

/** The parameters that say a rule of the table `filter`, as iptables names its parts. */
export const RULE = {
  chain: chainName,
  target: chainName,
  in: v.optional(devName),
  exceptIn: v.optional(devName),
  out: v.optional(devName),
  exceptOut: v.optional(devName),
  source: v.optional(prefix),
  destination: v.optional(prefix),
  states: v.optional(v.pipe(v.array(v.picklist(STATES)), v.minLength(1))),
  netns: place,
};

const ruleSchema = v.strictObject(RULE);
export type RuleParams = v.InferOutput<typeof ruleSchema>;

export const RULE_ABOUT = {
  chain: {
    en: 'its chain: `INPUT`, `FORWARD`, `OUTPUT`, or one that a `filterChain` has made',
    zh: '所在的链：`INPUT`、`FORWARD`、`OUTPUT`，或由 `filterChain` 新建的链',
  },
  target: {
    en: 'what becomes of a packet: `ACCEPT`, `DROP`, `RETURN`, or the chain to go on in',
    zh: '如何处理包：`ACCEPT`、`DROP`、`RETURN`，或者跳到哪条链',
  },
  in: { en: 'the device that it comes in by', zh: '从这个设备进来' },
  exceptIn: { en: 'a device that it must not come in by', zh: '不是从这个设备进来' },
  out: { en: 'the device that it leaves by', zh: '从这个设备出去' },
  exceptOut: { en: 'a device that it must not leave by', zh: '不是从这个设备出去' },
  source: { en: 'the network that it comes from', zh: '来自这个网段' },
  destination: { en: 'the network that it goes to', zh: '发往这个网段' },
  states: { en: 'what connection tracking must say of it, any of these', zh: '连接跟踪给出的状态是其中之一' },
  netns: WHERE,
} satisfies Readonly<Record<keyof RuleParams, Text>>;

/** What the words of a rule mean (iptables(8), iptables-extensions(8)). */
export const RULE_FLAGS: readonly FlagNote[] = [
  NETNS_EXEC,
  IPTABLES.source,
  { flag: '-d', means: { en: 'only packets to this network', zh: '只匹配发往这个网段的包' } },
  { flag: '-i', means: { en: 'only packets that come in by this device', zh: '只匹配从这个设备进来的包' } },
  { flag: '-o', means: { en: 'only packets that leave by this device', zh: '只匹配从这个设备出去的包' } },
  IPTABLES.exceptOut,
  { flag: '-m conntrack', means: { en: 'ask connection tracking about the packet', zh: '向连接跟踪查询这个包' } },
  { flag: '--ctstate', means: { en: 'the states of which one must be its own', zh: '状态必须是其中之一' } },
  { flag: '-j ACCEPT', means: { en: 'let it pass, and ask no more rules', zh: '放行，不再查后面的规则' } },
  { flag: '-j DROP', means: { en: 'throw it away without a word', zh: '悄悄丢弃' } },
  { flag: '-j', means: { en: 'go on in this chain, and come back from its end', zh: '跳到这条链，走完再回来' } },
];

/** The rule as templates write it. */
export function ruleData<T extends RuleParams>(params: T): object {
  return { ...params, states: params.states?.join(',') };
}

const VERDICTS = { ACCEPT: 'accept', DROP: 'drop', RETURN: 'return' } as const;

/** The name of a chain in the model: hooks are in small letters there. */
export function modelChain(chain: string): string {
  const hook = chain.toLowerCase();
  return chain === chain.toUpperCase() && HOOKS.includes(hook) ? hook : chain;
}

/** The rule as the model has it. */
export function modelRule({ chain, target, states, netns: _, ...rest }: RuleParams): FilterRule {
  const verdict = Object.entries(VERDICTS).find(([word]) => word === target)?.[1];
  const { in: into, exceptIn, out, exceptOut, source, destination } = rest;
  return {
    chain: modelChain(chain),
    ...(into === undefined ? {} : { in: into }),
    ...(exceptIn === undefined ? {} : { exceptIn }),
    ...(out === undefined ? {} : { out }),
    ...(exceptOut === undefined ? {} : { exceptOut }),
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
    ...(states === undefined ? {} : { states: states.map((state) => state.toLowerCase()).sort() }),
    ...(verdict ? { target: verdict } : { target: 'jump', into: target }),
  };
}

/** Its words in the order in which `iptables -S` prints them, without `-A CHAIN`. */
export function ruleWords({
  source,
  destination,
  in: into,
  exceptIn,
  out,
  exceptOut,
  states,
  target,
}: Omit<RuleParams, 'chain' | 'netns'>): string {
  const words = [
    source && `-s ${source}`,
    destination && `-d ${destination}`,
    into && `-i ${into}`,
    exceptIn && `! -i ${exceptIn}`,
    out && `-o ${out}`,
    exceptOut && `! -o ${exceptOut}`,
    states && `-m conntrack --ctstate ${states.join(',')}`,
    `-j ${target}`,
  ];
  return words.filter((word) => word !== undefined).join(' ');
}
