import { NetworkDraft } from '../../model/draft.ts';
import { changeNetns } from '../../model/edits.ts';
import type { MasqueradeRule } from '../../model/firewall.ts';
import { HOST } from '../../model/host.ts';
import { changing, type FaultKind } from './define.ts';

/** The host drops what it is to forward, by a rule before all others. */
export const forwardDrop: FaultKind = {
  kind: 'forward-drop',
  sites(exercise) {
    const { goal, plan } = exercise;
    if (!plan.needs.some((need) => need.kind === 'tool' && need.name === 'iptables')) return [];
    const draft = new NetworkDraft(goal).apply([
      changeNetns(goal, HOST, ({ filter }) => ({ filter: { ...filter, rules: [{ chain: 'forward', target: 'drop' }, ...filter.rules] } })),
    ]);
    const rule = {
      chain: 'FORWARD',
      target: 'DROP',
      in: '',
      exceptIn: '',
      out: '',
      exceptOut: '',
      source: '',
      destination: '',
      states: '',
    };
    const data = { netns: HOST, first: true, ...rule };
    return [
      changing(exercise, draft, {
        kind: 'forward-drop',
        what: { en: 'a rule of FORWARD on the host drops everything', zh: '主机的 FORWARD 链里有一条规则丢弃一切' },
        put: [{ template: 'filter-rule-add', data }],
        mend: [{ template: 'filter-rule-del', data }],
      }),
    ];
  },
};

/** The rule that rewrites the source of what leaves is missing. */
export const noMasquerade: FaultKind = {
  kind: 'masquerade-missing',
  sites(exercise) {
    const { goal } = exercise;
    const rules = (goal.netns[HOST]?.nat ?? []).filter(
      (rule): rule is MasqueradeRule => rule.target === 'masquerade' && rule.exceptOut !== '',
    );
    return rules.map((rule) => {
      const { source, exceptOut } = rule;
      const draft = new NetworkDraft(goal).apply([changeNetns(goal, HOST, ({ nat }) => ({ nat: nat.filter((own) => own !== rule) }))]);
      const data = { netns: HOST, source, exceptOut };
      return changing(exercise, draft, {
        kind: 'masquerade-missing',
        what: { en: `no rule rewrites the source of what comes from ${source}`, zh: `没有规则改写来自 ${source} 的包的源地址` },
        put: [{ template: 'masquerade-del', data }],
        mend: [{ template: 'masquerade-add', data }],
      });
    });
  },
};
