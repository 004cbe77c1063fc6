import * as v from 'valibot';
import { ruleText, sameRule } from '../../model/firewall.ts';
import { place } from '../../model/names.ts';
import { han, sameInAll, type Text } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { modelRule, RULE, RULE_ABOUT, ruleWords } from '../filter-rule.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC, WHERE } from '../notes.ts';
import { inside, who } from '../where.ts';
import { fails, holds } from './verdicts.ts';

function translations(count: number): Text {
  return { en: `${count} ${count === 1 ? 'rule that translates' : 'rules that translate'}`, zh: `${count} 条转换地址的规则` };
}

/** So many rules of a namespace translate addresses, and no more. */
export const natRules = defineCheck({
  kind: 'nat-rules',
  params: v.strictObject({ netns: place, count: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)) }),
  about: { netns: WHERE, count: { en: 'how many rules there are', zh: '规则的条数' } },
  purpose: {
    en: 'How many rules are at work: what happens beyond them, something else does.',
    zh: '起作用的规则有几条：规则之外发生的事，是别的东西做的。',
  },
  claim: ({ netns, count }) => ({
    en: `${netns} has ${translations(count).en} addresses`,
    zh: han`${inside(netns).zh}有 ${translations(count).zh}`,
  }),
  probe: () => [],
  judge({ netns, count }, { network }) {
    const rules = (network.netns[netns]?.nat ?? []).filter(({ target }) => target === 'masquerade' || target === 'dnat');
    const listed = sameInAll(rules.map(ruleText).join('; '));
    if (rules.length === count) return holds(count === 0 ? translations(0) : listed);
    return fails({
      expected: translations(count),
      actual: translations(rules.length),
      reason: rules.length < count ? { en: 'a rule is missing', zh: '缺少规则' } : { en: 'there are others', zh: '还有别的规则' },
      evidence: rules.map(ruleText),
    });
  },
  printed: ({ netns, count }) => ({ by: 'nat_rules', words: [[String(count)]], command: { template: 'see-ruleset', data: { netns } } }),
  see: ({ netns }) => ({ template: 'see-ruleset', data: { netns } }),
  shows: () => ({
    en: 'All tables with their chains and rules, whether iptables or nft made them. A rule that translates says `dnat`, `masquerade` or `snat`.',
    zh: '所有的表、链和规则，不论是 iptables 还是 nft 建的。转换地址的规则里有 `dnat`、`masquerade` 或 `snat`。',
  }),
  flags: [NETNS_EXEC, { flag: 'list ruleset', means: { en: 'print all tables, chains and rules', zh: '打印所有的表、链和规则' } }],
  needs: () => [tool('nft')],
  places: ({ netns }) => [{ netns }],
  concurrent: false,
  wait: 'until-holds',
  example: { count: 1 },
});

/** A rule of the table `filter` is there, and packets have come to it. */
export const ruleCounted = defineCheck({
  kind: 'rule-counted',
  params: v.strictObject(RULE),
  about: RULE_ABOUT,
  purpose: {
    en: 'A rule counts the packets that it is for. So it is known which one decided about them, not only that something did.',
    zh: '每条规则都会统计自己匹配的包，所以能知道到底是哪条规则作的裁决。',
  },
  claim: (params) => ({
    en: `packets have come to the rule ${ruleWords(params)} of ${params.chain}`,
    zh: `有包匹配了 ${params.chain} 的规则 ${ruleWords(params)}`,
  }),
  probe: () => [],
  judge(params, { network }) {
    const wanted = modelRule(params);
    const rules = (network.netns[params.netns]?.filter.rules ?? []).filter(({ chain }) => chain === wanted.chain);
    const found = rules.find((rule) => sameRule(rule, wanted));
    const expected = { en: `packets that came to ${ruleWords(params)}`, zh: `匹配 ${ruleWords(params)} 的包` };
    if (found?.packets) return holds({ en: `${found.packets} packets`, zh: `${found.packets} 个包` });
    return fails({
      expected,
      actual: found ? { en: 'none has come to it', zh: '没有包匹配' } : { en: 'there is no such rule', zh: '没有这样的规则' },
      reason: found
        ? { en: 'no packet was sent, or a rule before it has taken it', zh: '没有发过包，或者前面的规则已经处理掉了' }
        : {
            en: `the rule is missing in ${params.chain} of ${params.netns}`,
            zh: han`${who(params.netns).zh} 的 ${params.chain} 里缺少这条规则`,
          },
      evidence: rules.map((rule) => `${ruleText(rule)}${rule.packets === undefined ? '' : `, ${rule.packets} packets`}`),
    });
  },
  printed: (params) => ({
    by: 'rule_counted',
    words: [[`-A ${params.chain} ${ruleWords(params)}`]],
    command: { template: 'see-filter-rules', data: params },
  }),
  see: (params) => ({ template: 'see-filter-rules', data: params }),
  shows: () => ({
    en: 'The rules of the chain as one would type them. The numbers after `-c` are the packets and bytes that came to each.',
    zh: '以命令行的写法列出这条链的规则。`-c` 后面的数字是匹配到的包数和字节数。',
  }),
  flags: [
    NETNS_EXEC,
    { flag: '-v', means: { en: 'with what each rule has counted', zh: '显示每条规则的计数' } },
    { flag: '-S', means: { en: 'print the rules of this chain as commands', zh: '以命令的形式打印这条链的规则' } },
  ],
  needs: () => [tool('iptables'), tool('nft')],
  places: ({ netns }) => [{ netns }],
  concurrent: false,
  wait: 'until-holds',
  example: { chain: 'FORWARD', out: 'br0', target: 'DROP' },
});
