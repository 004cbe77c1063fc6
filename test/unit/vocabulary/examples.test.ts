import * as assert from 'uvu/assert';
import * as v from 'valibot';
import { changes } from '../../../src/model/diff.ts';
import { renderShell } from '../../../src/render/templates.ts';
import { ACTIONS, CHECKS } from '../../../src/vocabulary/index.ts';
import { networkAfter } from '../../support/networks.ts';
import { suite } from '../../support/suite.ts';

/** Kinds that start programs, or set what is no part of a network. */
const PROGRAMS = ['capture', 'docker-image', 'iperf3-server', 'ovs-daemons', 'serve', 'tap-program', 'tx-checksums'];

const examples = suite('the example of each definition');

for (const { kind, undo, final, example } of ACTIONS.values())
  examples(`${kind}: it is allowed after what is given, and changes the network unless there is nothing to undo`, () => {
    const call = { kind, params: example.params };
    const unchanged = (undo === null && !final) || PROGRAMS.includes(kind);
    assert.is(changes(networkAfter(example.given), networkAfter([...example.given, call])).length === 0, unchanged);
  });

for (const { kind, params, example, claim, probe, see } of CHECKS.values())
  examples(`${kind}: its parameters are right, and its commands can be written`, () => {
    const parsed = v.parse(params, example);
    assert.ok(claim(parsed).en.length > 0);
    for (const shell of [...probe(parsed), see(parsed)]) assert.ok(renderShell(shell).length > 0);
  });

examples.run();
