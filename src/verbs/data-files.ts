import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { availableParallelism, release } from 'node:os';
import { dirname } from 'node:path';
import { DATA_FORMATS, dataText, formatOf } from '../chart/data.ts';
import { NetscenarioError } from '../model/errors.ts';
import type { ToldMeasurement } from '../model/measurement.ts';
import { say } from '../model/say.ts';
import { show } from '../model/show.ts';
import type { Plan } from '../plan/plan.ts';
import { save } from './save.ts';

/** What is found wrong with a file before it is written. */
function faultOf(path: string): NetscenarioError | undefined {
  if (!formatOf(path))
    return new NetscenarioError(
      'usage',
      say({ en: `--data ${show(path)}: it is not said what this file is to be`, zh: `--data ${show(path)}：看不出这个文件要用什么格式` }),
      say({
        en: `end its name with ${DATA_FORMATS.map((format) => `.${format}`).join(', ')}`,
        zh: `文件名请以 ${DATA_FORMATS.map((format) => `.${format}`).join('、')} 结尾`,
      }),
    );
  try {
    if (existsSync(path)) {
      if (statSync(path).isDirectory()) throw new Error(say({ en: 'it is a folder', zh: '它是一个目录' }));
      accessSync(path, constants.W_OK);
    } else accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    return new NetscenarioError(
      'usage',
      say({ en: `cannot write ${show(path)}: ${(error as Error).message}`, zh: `无法写入 ${show(path)}：${(error as Error).message}` }),
      say({ en: 'name a file in a folder of your own', zh: '请指定自己有权写入的目录中的文件' }),
    );
  }
  return undefined;
}

/** Refuses what could not be written after the run: a name without a format, a folder that is not there, a lesson that measures nothing. */
export function assertDataFiles(paths: readonly string[], plan: Plan): void {
  const fault = paths.map(faultOf).find((found) => found !== undefined);
  if (fault) throw fault;
  if (paths.length > 0 && !plan.steps.some(({ actions }) => actions.some(({ measures }) => measures)))
    throw new NetscenarioError(
      'usage',
      say({ en: `--data: ${plan.id} measures nothing, so far as it is run`, zh: `--data：${plan.id} 要运行的步骤里没有测量` }),
      say({ en: 'leave --data out', zh: '请去掉 --data' }),
    );
}

/** Writes what was measured last into each of the files. Throws `NetscenarioError` where one cannot be written. */
export function writeDataFiles(
  paths: readonly string[],
  plan: Plan,
  { isolation, measurement }: { readonly isolation: 'root' | 'user'; readonly measurement: ToldMeasurement },
): void {
  const ovs = plan.steps.some(({ after }) => after.ovs);
  const record = {
    ...{ lesson: plan.id, params: plan.params, isolation },
    ...(ovs ? { ovsDatapath: plan.facts.ovsDatapath } : {}),
    ...{ kernel: release(), processors: availableParallelism(), measurement },
  };
  for (const path of paths) {
    const format = formatOf(path);
    if (format) save(path, dataText(record, format));
  }
}
