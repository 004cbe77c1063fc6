/** `npm run bench`: measures the program against what it is compared with, both sides in turn, and prints a table. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import yargs from 'yargs';
import { ROOT } from '../../src/paths.ts';
import { type Figures, measurePair, type Quantity } from './measure.ts';
import { rowsFor } from './rows.ts';

/** Debian's packages of everything that is compared. */
const PACKAGES = ['mininet', 'ansible-core', 'bridge-utils', 'time', 'openvswitch-switch', 'tcpdump', 'iptables', 'iputils-ping'];

const args = yargs(process.argv.slice(2))
  .scriptName('npm run bench --')
  .locale('en')
  .strict()
  .options({
    quick: { type: 'boolean', default: false, describe: 'the rows to work with, in under a minute' },
    install: { type: 'boolean', default: false, describe: 'install what is compared (Debian, as root)' },
    row: { type: 'string', array: true, describe: 'only these rows, by id' },
    times: { type: 'number', default: 10, describe: 'runs of each side' },
  })
  .parseSync();

function format({ median, min, max }: Figures, quantity: Quantity): string {
  const unit = quantity === 'kB' ? 1 / 1024 : 1;
  const number = (value: number) => (value * unit).toFixed(0);
  return `${number(median)} (${number(min)}–${number(max)}) ${quantity === 'kB' ? 'MB' : 'ms'}`;
}

function versions(): readonly string[] {
  const said = (file: string, ...words: string[]): string => {
    try {
      return execFileSync(file, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).split('\n')[0] ?? '';
    } catch {
      return `${file} is not installed`;
    }
  };
  const packaged = ['mininet', 'ansible-core', 'iproute2', 'openvswitch-switch'].map((name) =>
    said('dpkg-query', '-W', name).replace('\t', ' '),
  );
  return [`Linux ${release()}`, `Node ${process.version}`, `${cpus().length} CPUs, ${cpus()[0]?.model ?? 'unknown'}`, ...packaged];
}

if (args.install) execFileSync('apt-get', ['install', '-y', ...PACKAGES], { stdio: 'inherit' });
const cli = join(ROOT, 'dist/cli.js');
if (!existsSync(cli)) throw new Error('npm run build first');
const rows = rowsFor(cli).filter(({ id, quick }) => (args.row ? args.row.includes(id) : !args.quick || quick));
process.stdout.write(`${versions().join('\n')}\n\n`);
process.stdout.write('| what | against | ours | theirs | ratio | at most | |\n| --- | --- | --- | --- | --- | --- | --- |\n');
for (const row of rows) {
  const times = args.quick ? Math.min(3, row.times ?? 3) : (row.times ?? args.times);
  const line = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);
  try {
    const { ours, theirs } = await measurePair(row.ours, row.theirs, { times, quantity: row.quantity });
    const ratio = ours.median / theirs.median;
    const shown = [format(ours, row.quantity), format(theirs, row.quantity)];
    line([row.what, row.against, ...shown, `${ratio.toFixed(2)}×`, `${row.limit}×`, ratio <= row.limit ? 'met' : 'MISSED']);
  } catch (error) {
    line([row.what, row.against, 'not measured', (error as Error).message.split('\n')[0] ?? '', '', `${row.limit}×`, 'NOT MEASURED']);
    process.exitCode = 1;
  }
}
