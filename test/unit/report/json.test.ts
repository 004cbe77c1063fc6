import * as assert from 'uvu/assert';
import { jsonReporter } from '../../../src/report/json.ts';
import { BROKEN_RUN, FAILED_RUN, GOOD_RUN } from '../../support/events.ts';
import { suite } from '../../support/suite.ts';

const json = suite('the JSON reporter');

json('writes every event as one line, the summary last', async () => {
  for (const run of [GOOD_RUN, FAILED_RUN, BROKEN_RUN]) {
    const written: string[] = [];
    const reporter = jsonReporter((text) => written.push(text));
    for (const event of run) reporter.on(event);
    await reporter.close();
    assert.is(written.length, run.length);
    for (const line of written) assert.match(line, /^[^\n]+\n$/);
    assert.equal(
      written.map((line) => JSON.parse(line)),
      run,
    );
    assert.is(JSON.parse(written.at(-1) ?? '').type, 'summary');
  }
});
json.run();
