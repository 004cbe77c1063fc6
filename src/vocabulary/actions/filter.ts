import * as v from 'valibot';
import { changeNetns } from '../../model/edits.ts';
import { type Filter, HOOKS, sameRule } from '../../model/firewall.ts';
import { chainName, place } from '../../model/names.ts';
import { type Network, netnsOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { defineAction, ruleMade } from '../define.ts';
import { modelChain, modelRule, RULE, RULE_ABOUT, RULE_FLAGS, ruleData, ruleWords } from '../filter-rule.ts';
import { type Need, tool } from '../needs.ts';
import { NETNS_EXEC, WHERE } from '../notes.ts';

const NEEDS: readonly Need[] = [tool('iptables'), tool('nft'), { kind: 'netfilter', part: 'filter' }];

function filterOf(network: Network, netns: string): Filter {
  return netnsOf(network, netns).filter;
}

function refuseUnknown({ chains }: Filter, netns: string, chain: string): void {
  if (!HOOKS.includes(modelChain(chain)) && !chains.includes(chain))
    throw new RangeError(say({ en: `${netns} has no chain '${chain}' at this point`, zh: `到这里 ${netns} 还没有链 '${chain}'` }));
}

/** Says what becomes of packets that a namespace forwards and no rule decides about. */
export const forwardPolicy = defineAction({
  kind: 'forward-policy',
  params: v.strictObject({ policy: v.picklist(['ACCEPT', 'DROP']), was: v.picklist(['ACCEPT', 'DROP']), netns: place }),
  about: {
    policy: { en: 'what becomes of them', zh: '如何处理它们' },
    was: { en: 'what became of them before, which undo puts back', zh: '原来的策略，撤销时恢复成它' },
    netns: WHERE,
  },
  template: 'forward-policy-set',
  devicesStay: true,
  undo: 'forward-policy-restore',
  goesWith: ({ netns }) => ({ netns }),
  makes: ({ netns, policy }) =>
    policy === 'DROP'
      ? ruleMade(
          netns,
          { en: 'the policy DROP of FORWARD', zh: 'FORWARD 的 DROP 策略' },
          { template: 'forward-policy-is', data: { netns } },
        )
      : [],
  effect(network, { policy, was, netns }) {
    const now = filterOf(network, netns).dropping.includes('forward') ? 'DROP' : 'ACCEPT';
    if (now !== was)
      throw new RangeError(
        say({
          en: `the policy of FORWARD in ${netns} is ${now} at this point; write was: '${now}'`,
          zh: `到这里 ${netns} 的 FORWARD 策略是 ${now}；写上 was: '${now}'`,
        }),
      );
    return [
      changeNetns(network, netns, ({ filter }) => {
        const others = filter.dropping.filter((hook) => hook !== 'forward');
        return { filter: { ...filter, dropping: policy === 'DROP' ? [...others, 'forward'] : others } };
      }),
    ];
  },
  needs: () => NEEDS,
  title: ({ policy }) => ({
    en: policy === 'DROP' ? 'Drop what is forwarded unless a rule accepts it' : 'Forward what no rule drops',
    zh: policy === 'DROP' ? '转发的包默认丢弃，除非有规则放行' : '转发的包默认放行，除非有规则丢弃',
  }),
  purpose: {
    en: 'The policy decides about packets that have come to the end of the chain FORWARD.',
    zh: '走完 FORWARD 链仍无规则处理的包，由默认策略决定。',
  },
  flags: [
    NETNS_EXEC,
    { flag: '-P FORWARD', means: { en: 'the policy of the chain that forwarded packets pass', zh: '转发的包所经过的链的默认策略' } },
  ],
  mistakes: [
    {
      en: 'Where Docker runs, this policy is DROP for everything that the machine forwards, and not only for containers.',
      zh: '在运行 Docker 的机器上，这个策略是 DROP，它管的是本机转发的一切，而不只是容器。',
    },
  ],
  example: { given: [], params: { policy: 'DROP', was: 'ACCEPT' } },
});

/** Makes a chain of the table `filter`; nothing comes there until a rule jumps to it. */
export const filterChain = defineAction({
  kind: 'filter-chain',
  params: v.strictObject({ name: chainName, netns: place }),
  about: { name: { en: "the chain's name", zh: '链的名字' }, netns: WHERE },
  template: 'filter-chain-add',
  devicesStay: true,
  undo: 'filter-chain-del',
  goesWith: ({ netns }) => ({ netns }),
  makes: (params) =>
    ruleMade(params.netns, { en: `the chain ${params.name}`, zh: `链 ${params.name}` }, { template: 'filter-chain-is', data: params }),
  effect(network, { name, netns }) {
    if (filterOf(network, netns).chains.includes(name))
      throw new RangeError(say({ en: `${netns} already has a chain '${name}'`, zh: `${netns} 已经有链 '${name}'` }));
    if (HOOKS.includes(modelChain(name)))
      throw new RangeError(say({ en: `'${name}' is a chain of the kernel; choose another name`, zh: `'${name}' 是内核的链，换一个名字` }));
    return [changeNetns(network, netns, ({ filter }) => ({ filter: { ...filter, chains: [...filter.chains, name] } }))];
  },
  needs: () => NEEDS,
  title: ({ name }) => ({ en: `Make the chain ${name}`, zh: `新建链 ${name}` }),
  purpose: {
    en: 'A chain of its own keeps rules together: one jump leads there, and taking that away switches all of them off.',
    zh: '把规则放进单独的链，一条跳转就能进去；去掉这条跳转，里面的规则就全部失效。',
  },
  flags: [NETNS_EXEC, { flag: '-N', means: { en: 'make a chain with this name', zh: '用这个名字新建一条链' } }],
  mistakes: [],
  example: { given: [], params: { name: 'ISOLATION' } },
});

/** Adds a rule of the table `filter`, at the end of its chain or before all others. */
export const filterRule = defineAction({
  kind: 'filter-rule',
  params: v.strictObject({ ...RULE, first: v.optional(v.boolean(), false) }),
  about: { ...RULE_ABOUT, first: { en: 'before all other rules of the chain, not after them', zh: '放在该链所有规则之前，而不是之后' } },
  template: 'filter-rule-add',
  devicesStay: true,
  undo: 'filter-rule-del',
  data: ruleData,
  goesWith: ({ netns }) => ({ netns }),
  makes: (params) =>
    ruleMade(
      params.netns,
      { en: `the rule ${ruleWords(params)} of ${params.chain}`, zh: `${params.chain} 的规则 ${ruleWords(params)}` },
      { template: 'filter-rule-is', data: ruleData(params) },
    ),
  effect(network, { first, ...params }) {
    const filter = filterOf(network, params.netns);
    refuseUnknown(filter, params.netns, params.chain);
    const rule = modelRule(params);
    if (rule.target === 'jump') refuseUnknown(filter, params.netns, rule.into);
    return [
      changeNetns(network, params.netns, () => ({
        filter: { ...filter, rules: first ? [rule, ...filter.rules] : [...filter.rules, rule] },
      })),
    ];
  },
  needs: () => NEEDS,
  title: (params) => ({
    en: `${params.first ? 'Put a rule before all others of' : 'Add a rule to'} ${params.chain}: ${ruleWords(params)}`,
    zh: `在 ${params.chain} ${params.first ? '最前面插入' : '末尾追加'}规则：${ruleWords(params)}`,
  }),
  purpose: {
    en: 'Rules are asked in their order, and the first one that fits and decides is the only one that counts.',
    zh: '规则按顺序匹配，第一条匹配并作出裁决的规则说了算。',
  },
  flags: [
    ...RULE_FLAGS,
    { flag: '-A', means: { en: 'append to this chain', zh: '追加到这条链末尾' } },
    { flag: '-I', means: { en: 'insert at the start of this chain', zh: '插入到这条链开头' } },
  ],
  mistakes: [
    {
      en: 'A rule behind one that already accepts the packet is never asked: where it stands matters as much as what it says.',
      zh: '前面的规则已经放行的包，不会再走到后面的规则：规则放在哪里与写了什么同样重要。',
    },
  ],
  example: { given: [], params: { chain: 'FORWARD', in: 'br0', exceptOut: 'br0', target: 'ACCEPT' } },
});

/** Takes a rule of the table `filter` away. `was` is its place in its chain, from 1, where undo puts it back. */
export const removeFilterRule = defineAction({
  kind: 'remove-filter-rule',
  params: v.strictObject({ ...RULE, was: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999)) }),
  about: {
    ...RULE_ABOUT,
    was: { en: 'its place in the chain, from 1, to which undo puts it back', zh: '它在链中的位置，从 1 数起，撤销时放回那里' },
  },
  template: 'filter-rule-del',
  devicesStay: true,
  undo: 'filter-rule-back',
  data: ruleData,
  goesWith: ({ netns }) => ({ netns }),
  effect(network, { was, ...params }) {
    const filter = filterOf(network, params.netns);
    const rule = modelRule(params);
    const inChain = filter.rules.filter(({ chain }) => chain === rule.chain);
    const at = inChain.findIndex((one) => sameRule(one, rule)) + 1;
    if (at === 0)
      throw new RangeError(
        say({
          en: `${params.netns} has no such rule in ${params.chain} at this point`,
          zh: `到这里 ${params.netns} 的 ${params.chain} 里没有这条规则`,
        }),
      );
    if (at !== was)
      throw new RangeError(
        say({
          en: `that rule is number ${at} of ${params.chain} at this point; write was: ${at}`,
          zh: `到这里这条规则是 ${params.chain} 的第 ${at} 条；写上 was: ${at}`,
        }),
      );
    const gone = inChain[at - 1];
    return [changeNetns(network, params.netns, () => ({ filter: { ...filter, rules: filter.rules.filter((one) => one !== gone) } }))];
  },
  needs: () => NEEDS,
  title: (params) => ({
    en: `Take the rule away from ${params.chain}: ${ruleWords(params)}`,
    zh: `从 ${params.chain} 删除规则：${ruleWords(params)}`,
  }),
  purpose: {
    en: 'What a rule is good for shows when it is gone.',
    zh: '一条规则有什么用，拿掉它就看出来了。',
  },
  flags: [...RULE_FLAGS, { flag: '-D', means: { en: 'delete the rule that says just this', zh: '删除内容与此完全相同的规则' } }],
  mistakes: [],
  example: {
    given: [filterRule({ chain: 'FORWARD', out: 'br0', target: 'DROP' })],
    params: { chain: 'FORWARD', out: 'br0', target: 'DROP', was: 1 },
  },
});
