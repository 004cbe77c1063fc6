import * as assert from 'uvu/assert';
import { indexLabs } from '../../../src/lab/labs.ts';
import { cli } from '../../support/cli.ts';
import { suite } from '../../support/suite.ts';

const test = suite('the index of labs');

test('what the build has kept is what the lessons give', async () => {
  const { stdout } = await cli(['lab', 'list', '--lang', 'en']);
  const labs = (await indexLabs()).map(({ id, kinds, title }) => `${id} ${kinds.join(' ')} ${title.en}`);
  assert.equal(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/ +/g, ' ')),
    labs,
  );
  assert.ok(labs.includes("docker-bridge build finish repair predict Docker's bridge network, built by hand"), stdout);
});

test.run();
