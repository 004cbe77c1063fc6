/** `npm run bench`: measures the program against what it is compared with, both sides in turn, and prints a table. */
import { join, resolve } from 'node:path';
import yargs from 'yargs';
import { NetscenarioError } from '../../src/model/errors.ts';
import { ROOT } from '../../src/paths.ts';
import { install, missing, versions, whyNot } from './compared.ts';
import { measureGrowth } from './growth.ts';
import { measurePair } from './measure.ts';
import { quietWords } from './quiet.ts';
import { type Row, rowsFor } from './rows.ts';
import { cellsOf, HEAD, type Result, writePage } from './table.ts';

const TIMES = 10;

const PROGRAM = join(ROOT, 'dist/netscenario');

const args = yargs(process.argv.slice(2))
  .scriptName('npm run bench --')
  .usage('$0 [FLAGS]\n\nMeasures netscenario beside what it is compared with (docs/benchmarks.md).')
  .locale('en')
  .strict()
  .version(false)
  .options({
    quick: { type: 'boolean', describe: 'the rows to work with, in under a minute' },
    row: {
      type: 'string',
      array: true,
      nargs: 1,
      choices: rowsFor(PROGRAM).map(({ id }) => id),
      describe: 'only this row; may be given again',
    },
    program: {
      type: 'string',
      default: PROGRAM,
      defaultDescription: 'dist/netscenario',
      describe: 'another build of netscenario to measure',
    },
    times: { type: 'number', default: TIMES, describe: 'runs of each side' },
    write: { type: 'boolean', describe: 'put the results into docs/benchmarks.md; rows that are not measured stay as they are' },
    growth: { type: 'boolean', describe: 'whether a start takes longer the more lessons there are: builds with few and with many' },
    install: { type: 'boolean', describe: 'install what is compared and missing, as root, and end' },
  })
  .conflicts('write', ['quick', 'growth'])
  .check(({ times, write }): true => {
    if (!Number.isInteger(times) || times < 1) throw new Error('--times takes a whole number from 1 on');
    if (write && times < TIMES) throw new Error(`--write takes at least ${TIMES} runs of each side`);
    return true;
  })
  .parseSync();

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function resultOf(row: Row): Promise<Result> {
  const lacking = missing(row.needs);
  if (lacking.length > 0) return { row, whyNot: whyNot(lacking) };
  const times = args.quick ? (row.quickTimes ?? args.times) : args.times;
  try {
    return { row, times, measured: await measurePair(row, times) };
  } catch (error) {
    return { row, whyNot: (error as Error).message };
  }
}

async function bench(): Promise<void> {
  const rows = rowsFor(resolve(args.program));
  const chosen = rows.filter(({ id, quickTimes }) => (args.row ? args.row.includes(id) : !args.quick || quickTimes !== undefined));
  const head = [...versions(), `Medians, with the least and the most in brackets; before each run a wait ${quietWords()}.`];
  print(`${head.join('\n')}\n`);
  print(`| ${HEAD.join(' | ')} |\n|${HEAD.map(() => ' --- |').join('')}`);
  const results: Result[] = [];
  for (const row of chosen) {
    const result = await resultOf(row);
    results.push(result);
    print(`| ${cellsOf(result).join(' | ')} |`);
  }
  if (args.write) writePage(head, results, rows);
  if (results.some((result) => 'whyNot' in result)) process.exitCode = 1;
}

async function growth(): Promise<void> {
  print(`| ${HEAD.join(' | ')} |\n|${HEAD.map(() => ' --- |').join('')}`);
  await measureGrowth(args.times, (result) => print(`| ${cellsOf(result).join(' | ')} |`));
}

async function installAll(): Promise<void> {
  const lacking = await install(print);
  print(lacking.length === 0 ? 'All that is compared is installed.' : `Still missing: ${lacking.join(', ')}`);
  if (lacking.length > 0) process.exitCode = 1;
}

try {
  await (args.install ? installAll() : args.growth ? growth() : bench());
} catch (error) {
  if (!(error instanceof NetscenarioError)) throw error;
  process.stderr.write(`${error.message}\n${error.fix ?? ''}\n`);
  process.exitCode = 1;
}
