import {
  type Design,
  type Difference,
  differencesOf,
  formatValue,
  LEVEL,
  type Measurement,
  type Metric,
  roundsNeeded,
  type Sample,
  spreadsOf,
  type ToldMeasurement,
} from '../model/measurement.ts';
import { han, type Lang, listed, sameInAll, type Text, whole } from '../model/text.ts';

const HINT: Readonly<Record<'more' | 'less', Text>> = {
  more: { en: 'more is better', zh: '越大越好' },
  less: { en: 'less is better', zh: '越小越好' },
};

function headingOf({ label, unit, better }: Metric): Text {
  return {
    en: `${whole(label).en}, ${whole(unit).en} (${HINT[better].en})`,
    zh: han`${whole(label).zh}，${whole(unit).zh}（${HINT[better].zh}）`,
  };
}

const LEGEND: Text = {
  en: 'A bar ends at the median of the rounds; the line across its end goes from the lowest round to the highest.',
  zh: '条形的末端是各轮的中位数；末端的横线从最低的一轮画到最高的一轮。',
};

const DOTS: Text = { en: 'Each circle is a round.', zh: '每个圆点是一轮。' };

function labelsOf({ series }: Design): (id: string) => Text {
  const labels = new Map(series.map(({ id, label }) => [id, whole(label)]));
  return (id) => labels.get(id) ?? sameInAll(id);
}

/** Differences that hold, gathered by the series that is above others. */
function sayHolding(differences: readonly Difference[], labelOf: (id: string) => Text): Text {
  const above = [...new Set(differences.map(({ higher }) => higher))].map((id) => {
    const below = differences
      .filter(({ higher }) => higher === id)
      .map(({ lower, ratio }): Text => {
        const { en, zh } = labelOf(lower);
        if (ratio === null) return { en, zh };
        return { en: `${en} (${formatValue(ratio)} times)`, zh: han`${zh}（${formatValue(ratio)} 倍）` };
      });
    const [name, others] = [labelOf(id), listed(below)];
    return { en: `${name.en} above ${others.en}`, zh: han`${name.zh} 高于 ${others.zh}` };
  });
  return { en: above.map(({ en }) => en).join('; '), zh: above.map(({ zh }) => zh).join('；') };
}

function sayNoise(differences: readonly Difference[], labelOf: (id: string) => Text): Text {
  const pairs = differences.map(({ higher, lower }): Text => {
    const [a, b] = [labelOf(higher), labelOf(lower)];
    return { en: `${a.en} and ${b.en}`, zh: han`${a.zh} 与 ${b.zh}` };
  });
  return { en: pairs.map(({ en }) => en).join('; '), zh: pairs.map(({ zh }) => zh).join('；') };
}

/** Which differences of a metric hold, and which may be noise: computed from the rounds, whatever one would expect. */
function sayFinding(metric: string, differences: readonly Difference[], design: Design): Text {
  const label = whole(design.metrics.find(({ id }) => id === metric)?.label ?? sameInAll(metric));
  const labelOf = labelsOf(design);
  const holding = differences.filter(({ holds }) => holds);
  const noise = differences.filter(({ holds }) => !holds);
  if (holding.length === 0)
    return {
      en: `${label.en}: no difference holds; what lies between any two may be noise.`,
      zh: han`${label.zh}：没有差异成立，任意两者之间的差别都可能只是噪声。`,
    };
  const [clear, unclear] = [sayHolding(holding, labelOf), sayNoise(noise, labelOf)];
  return {
    en: `${label.en}: these differences hold: ${clear.en}.${noise.length > 0 ? ` This may be noise: ${unclear.en}.` : ''}`,
    zh: han`${label.zh}：成立的差异：${clear.zh}。${noise.length > 0 ? `可能只是噪声：${unclear.zh}。` : ''}`,
  };
}

function ruleOf({ rounds, series }: Design): Text {
  const pairs = (series.length * (series.length - 1)) / 2;
  const needed = roundsNeeded(series.length);
  const percent = 100 * LEVEL;
  const few: Text =
    rounds >= needed
      ? { en: '', zh: '' }
      : {
          en: ` With ${rounds} ${rounds === 1 ? 'round' : 'rounds'} none can, however clear it looks: that takes ${needed}.`,
          zh: han`只测 ${rounds} 轮时，看上去再明显的差异也无法成立：至少要 ${needed} 轮。`,
        };
  return {
    en: `A difference holds where chance alone would put the rounds of two wirings so clearly apart in at most ${percent} % of such comparisons (exact rank-sum test; each chance is counted ${pairs} times, once for each pair).${few.en} It holds for this machine and this hour.`,
    zh: han`判断方法：如果仅凭偶然就让两种接法的各轮结果分得这样开的概率不超过 ${percent}%（精确秩和检验；共比较 ${pairs} 对，每个概率都乘以 ${pairs}），就认为差异成立。${few.zh}结论只对这台机器、这段时间有效。`,
  };
}

/** Tells a measurement in one language, its statistics included. */
export function tellMeasurement(measurement: Measurement, lang: Lang): ToldMeasurement {
  const { design, samples } = measurement;
  const differences = differencesOf(measurement);
  return {
    name: design.name,
    title: whole(design.title)[lang],
    method: whole(design.method)[lang],
    rounds: design.rounds,
    metrics: design.metrics.map(({ id, label, unit, better }) => ({
      ...{ id, label: whole(label)[lang], unit: whole(unit)[lang], better },
      heading: headingOf({ id, label, unit, better })[lang],
    })),
    series: design.series.map(({ id, label }) => ({ id, label: whole(label)[lang] })),
    samples,
    spreads: spreadsOf(measurement),
    differences,
    findings: design.metrics.flatMap(({ id }) => {
      const own = differences.filter(({ metric }) => metric === id);
      return own.length === 0 ? [] : [{ metric: id, text: sayFinding(id, own, design)[lang] }];
    }),
    rule: ruleOf(design)[lang],
    legend: LEGEND[lang],
    dots: DOTS[lang],
  };
}

/** One turn as a line. */
export function tellSample({ round, series, values }: Sample, design: Design, lang: Lang): string {
  const numbers = design.metrics.map(({ id, unit }) => {
    const value = values[id];
    return `${value === undefined ? '–' : formatValue(value)} ${whole(unit)[lang]}`;
  });
  const label = labelsOf(design)(series);
  const told: Text = {
    en: `round ${round}, ${label.en}: ${numbers.join(', ')}`,
    zh: han`第 ${round} 轮，${label.zh}：${numbers.join('，')}`,
  };
  return told[lang];
}
