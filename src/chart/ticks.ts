/** Steps of a scale, times a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10] as const;

/** How many parts a scale has at most. */
const PARTS = 5;

/** Round numbers from 0 to the first that is not below `highest`, 0 and 1 where that is 0. */
export function ticksTo(highest: number): readonly number[] {
  if (!(highest > 0)) return [0, 1];
  const power = 10 ** Math.floor(Math.log10(highest / PARTS));
  const step = (STEPS.find((one) => one * power * PARTS >= highest) ?? 10) * power;
  const parts = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: parts + 1 }, (_, index) => index * step);
}
