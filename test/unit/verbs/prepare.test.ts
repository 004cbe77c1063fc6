import * as assert from 'uvu/assert';
import { preparePlan } from '../../../src/verbs/prepare.ts';
import { suite } from '../../support/suite.ts';
import { rejectionOf } from '../../support/throws.ts';

const prepare = (until: string | undefined) => preparePlan({ scenario: 'bridge-3ns', set: [], until });

const preparing = suite('preparePlan');

for (const [until, last] of [
  ['bridge', 'bridge'],
  ['2', 'bridge'],
  ['1', 'namespaces'],
  ['5', 'reachability'],
  [undefined, 'reachability'],
] as const)
  preparing(`until ${until}: the last step is ${last}`, async () => assert.is((await prepare(until)).steps.at(-1)?.id, last));

for (const until of ['0', '6', 'nonesuch', '', '-1', '1.5'])
  preparing(`until '${until}' is refused`, async () => {
    assert.match((await rejectionOf(prepare(until))).message, /^bridge-3ns has no step '/);
  });
preparing.run();
