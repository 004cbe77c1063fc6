import * as assert from 'uvu/assert';
import { nearest } from '../../../src/model/nearest.ts';
import { suite } from '../../support/suite.ts';

const LESSONS = ['bridge-3ns', 'docker-bridge', 'ovs-internal', 'ovs-veth', 'veth-direct'];

const words = suite('nearest');

for (const [typed, meant] of [
  ['bridge-3ns', 'bridge-3ns'],
  ['brdige-3ns', 'bridge-3ns'],
  ['bridge3ns', 'bridge-3ns'],
  ['ovs-vet', 'ovs-veth'],
  ['veth-dirct', 'veth-direct'],
  ['docker', 'docker-bridge'],
  ['ovs', undefined],
  ['do', undefined],
  ['', undefined],
  ['something-else', undefined],
] as const)
  words(`'${typed}' was meant as ${meant ?? 'none of them'}`, () => assert.is(nearest(typed, LESSONS), meant));

words('among none there is none', () => assert.is(nearest('a', []), undefined));
words.run();
