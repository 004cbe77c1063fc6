import { ListReporter } from '../../src/report/listr.ts';
import { BROKEN_RUN, FAILED_RUN, GOOD_RUN, LONG_RUN, MEASURED_RUN } from './events.ts';

const RUNS = { GOOD_RUN, FAILED_RUN, BROKEN_RUN, LONG_RUN, MEASURED_RUN };

// Draws one of the scripted runs as a task list: `draw-list.ts GOOD_RUN [--verbose]`.
const [, , name = '', flag] = process.argv;
const reporter = new ListReporter((text) => process.stdout.write(text), { verbose: flag === '--verbose' });
for (const event of RUNS[name as keyof typeof RUNS]) reporter.on(event);
await reporter.close();
