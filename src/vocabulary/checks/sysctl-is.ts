import * as v from 'valibot';
import { baselineOf } from '../../model/baseline.ts';
import { place, sysctlKey, sysctlValue } from '../../model/names.ts';
import { han, sameInAll } from '../../model/text.ts';
import { defineCheck } from '../define.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC, WHERE } from '../notes.ts';
import { inside } from '../where.ts';
import { fails, holds, tail } from './verdicts.ts';

/** The kernel's value of a sysctl in a namespace. */
export const sysctlIs = defineCheck({
  kind: 'sysctl-is',
  params: v.strictObject({ key: sysctlKey, value: sysctlValue, netns: place }),
  about: {
    key: { en: 'the setting, in dotted form', zh: '参数名，用点分隔' },
    value: { en: 'the value that it must have', zh: '应有的值' },
    netns: WHERE,
  },
  purpose: { en: "The kernel's value of a setting, read and not assumed.", zh: '内核参数的实际值，是读出来的，不是假定的。' },
  claim: ({ key, value, netns }) => ({ en: `${key} is ${value} on ${netns}`, zh: han`${inside(netns).zh}的 ${key} 是 ${value}` }),
  probe: ({ key, netns }) => [{ template: 'check-sysctl', data: { key, netns } }],
  judge({ key, value, netns }, { results: [result] }) {
    const actual = result?.exitCode === 0 ? result.stdout.trim() : undefined;
    if (actual === value) return holds(sameInAll(`${key} = ${actual}`));
    return fails({
      expected: sameInAll(value),
      actual: actual === undefined ? { en: 'the key cannot be read', zh: '读不到这个键' } : sameInAll(actual),
      reason:
        actual === undefined
          ? { en: `${netns} has no such key`, zh: han`${inside(netns).zh}没有这个键` }
          : { en: 'another value is set', zh: '设置的是另一个值' },
      evidence: tail(result),
    });
  },
  printed: ({ key, value, netns }) => ({ by: 'prints', words: [[value]], command: { template: 'check-sysctl', data: { key, netns } } }),
  see: ({ key, netns }) => ({ template: 'check-sysctl', data: { key, netns } }),
  shows: ({ value }) => ({ en: `The value and nothing else: \`${value}\`.`, zh: `只有这个值：\`${value}\`。` }),
  flags: [NETNS_EXEC, { flag: 'sysctl -n', means: { en: 'print the value without the name of the key', zh: '只打印值，不打印键名' } }],
  needs: () => [tool('sysctl')],
  places: ({ netns }) => [{ netns }],
  concurrent: 'looks',
  wait: 'until-holds',
  stands: ({ key, value, netns }, network) => (network.netns[netns]?.sysctls[key] ?? baselineOf(key)) === value,
  example: { key: 'net.ipv4.ip_forward', value: '1' },
});
