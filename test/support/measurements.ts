import type { Design, Measurement } from '../../src/model/measurement.ts';

/** A measurement of one quantity: the values of each series, round by round. */
export function measurementOf(values: Readonly<Record<string, readonly number[]>>): Measurement {
  const names = Object.keys(values);
  const rounds = Math.max(...names.map((name) => values[name]?.length ?? 0));
  const design: Design = {
    name: 'wirings',
    title: { en: 'Wirings compared', zh: '接法比较' },
    method: { en: 'Counted by hand.', zh: '人工计数。' },
    metrics: [{ id: 'speed_kn', label: { en: 'Speed', zh: '速度' }, unit: { en: 'kn', zh: '节' }, better: 'more' }],
    series: names.map((id) => ({ id, label: { en: `path ${id}`, zh: `路径 ${id}` } })),
    rounds,
  };
  const samples = names.flatMap((series) =>
    (values[series] ?? []).map((value, index) => ({ round: index + 1, series, values: { speed_kn: value } })),
  );
  return { design, samples };
}
