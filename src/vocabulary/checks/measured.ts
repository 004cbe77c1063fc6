import * as v from 'valibot';
import { formatValue, spreadsOf } from '../../model/measurement.ts';
import { ipv4, label, netnsName } from '../../model/names.ts';
import { defineCheck } from '../define.ts';
import { IPERF3 } from '../iperf3.ts';
import { tool } from '../needs.ts';
import { NETNS_EXEC } from '../notes.ts';

/** A measurement has a value above 0 for every quantity, path and round. Which path is faster is no part of the claim. */
export const measured = defineCheck({
  kind: 'measured',
  params: v.strictObject({
    measurement: label,
    rounds: v.pipe(v.number(), v.integer(), v.minValue(1)),
    paths: v.pipe(v.array(label), v.minLength(2)),
    from: netnsName,
    to: ipv4,
  }),
  about: {
    measurement: { en: 'the label of the `measure`', zh: '`measure` 的标签' },
    rounds: { en: 'how many rounds there must be', zh: '应有多少轮' },
    paths: { en: 'the ids of the paths that must have been measured', zh: '应当测到的各路径的标识' },
    from: { en: 'a namespace that was measured from, for the command with which one sees it', zh: '供查看命令使用：从哪个命名空间测量' },
    to: { en: 'the address that was measured to from there', zh: '供查看命令使用：测到哪个地址' },
  },
  purpose: {
    en: 'All rounds are there, and every path has carried data in each. It says nothing about which path is faster: that differs from machine to machine, and from hour to hour.',
    zh: '各轮齐全，而且每条路径在每轮中都传输了数据。它不断言哪条路径更快：那因机器而异，也因时而异。',
  },
  claim: ({ rounds, paths }) => ({
    en: `each of ${paths.length} paths has carried data in each of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, and every value is there`,
    zh: `${paths.length} 条路径在全部 ${rounds} 轮中都传输了数据，各项数值齐全`,
  }),
  probe: () => [],
  judge({ measurement, rounds, paths }, { measurements = [] }) {
    const found = measurements.find(({ design }) => design.name === measurement);
    const expected = {
      en: `${rounds * paths.length} turns with a value above 0 for each quantity`,
      zh: `${rounds * paths.length} 次测量，各项数值均大于 0`,
    };
    if (!found)
      return {
        holds: false,
        expected,
        actual: { en: 'nothing was measured', zh: '没有任何测量结果' },
        reason: { en: `there is no measurement '${measurement}' in this run`, zh: `这次运行中没有名为 “${measurement}” 的测量` },
      };
    // In the order in which they were measured, so that the first is what ended it.
    const turns = Array.from({ length: rounds }, (_, index) => paths.map((path) => ({ path, round: index + 1 }))).flat();
    const missing = turns.flatMap(({ path, round }) => {
      const sample = found.samples.find((one) => one.series === path && one.round === round);
      return found.design.metrics
        .filter(({ id }) => !((sample?.values[id] ?? 0) > 0))
        .map(({ label: quantity }) => ({
          en: `${path}, round ${round}: ${quantity.en}`,
          zh: `${path} 第 ${round} 轮：${quantity.zh}`,
        }));
    });
    const problems = found.samples.flatMap(({ series, round, problem }) =>
      problem === undefined ? [] : [`${series}, ${round}: ${problem}`],
    );
    const [first] = missing;
    if (first)
      return {
        holds: false,
        expected,
        actual: { en: `${missing.length} values are missing or 0`, zh: `有 ${missing.length} 个数值缺失或为 0` },
        reason: { en: `the first of them: ${first.en}`, zh: `第一个是 ${first.zh}` },
        ...(problems.length > 0 ? { evidence: problems } : {}),
      };
    const [one] = spreadsOf(found);
    const metric = found.design.metrics.find(({ id }) => id === one?.metric);
    const seen = one && metric ? `${one.series} ${formatValue(one.lowest)}–${formatValue(one.highest)} ${metric.unit.en}` : '';
    return {
      holds: true,
      seen: { en: `${found.samples.length} turns; ${seen} and so on`, zh: `共 ${found.samples.length} 次测量；${seen}，等等` },
    };
  },
  printed: ({ measurement, rounds, paths }) => ({ by: 'measured', words: [[measurement, String(rounds), ...paths]] }),
  see: ({ from, to }) => ({ template: 'see-throughput', data: { from, to } }),
  shows: () => ({
    en: 'A line `receiver` at the end, with what arrived and the bits per second. Call it again, and the number is another one.',
    zh: '最后有一行 `receiver`，给出收到的数据量和每秒比特数。再运行一次，数字就会不同。',
  }),
  flags: [NETNS_EXEC, IPERF3.client, IPERF3.time, IPERF3.reno],
  needs: () => [tool('iperf3')],
  places: ({ from }) => [{ netns: from }],
  concurrent: false,
  wait: 'once',
  example: { measurement: 'cables', rounds: 5, paths: ['one', 'other'], from: 'ns1', to: '10.0.0.2' },
});
