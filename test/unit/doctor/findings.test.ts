import * as assert from 'uvu/assert';
import { findingsOf, lessonLacks, type Observed } from '../../../src/doctor/findings.ts';
import { nodeSuffices } from '../../../src/doctor/node-version.ts';
import { diagnosisLines } from '../../../src/doctor/show.ts';
import { needKey } from '../../../src/doctor/trial.ts';
import { SANDBOX_NEEDS } from '../../../src/exec/needs.ts';
import { type Need, tool } from '../../../src/vocabulary/needs.ts';
import { suite } from '../../support/suite.ts';

const test = suite("the doctor's findings");

const nat: Need = { kind: 'netfilter', part: 'nat' };
const veth: Need = { kind: 'link', type: 'veth' };
const datapath: Need = { kind: 'ovs-datapath' };
const needs: readonly Need[] = [...SANDBOX_NEEDS, tool('tcpdump'), veth, nat, { kind: 'uid-range' }, datapath];

const healthy: Observed = {
  node: '20.20.2',
  engines: '>=20.19',
  root: true,
  facts: { ovsDatapath: 'netdev' },
  lacks: new Map(),
  trial: {
    sandbox: undefined,
    kernel: new Map([
      [needKey(veth), undefined],
      [needKey(nat), undefined],
    ]),
  },
  ordinary: undefined,
  ordinaryMatters: false,
};

const statusOf = (id: string, observed: Observed) => findingsOf(needs, observed).find((finding) => finding.id === id)?.status;
const lack = { what: 'the program tcpdump', fix: 'install it', program: 'tcpdump', tools: ['tcpdump'] };

test('a machine that has everything lacks nothing', () => {
  assert.equal(
    findingsOf(needs, healthy).map(({ id, status }) => `${id} ${status}`),
    ['node', 'base', 'sandbox', 'rootless', 'programs', 'links', 'netfilter', 'captures', 'openvswitch'].map((id) => `${id} ok`),
  );
  assert.equal(lessonLacks(needs, healthy), []);
});

test('only what is needed is looked at', () => {
  const ids = findingsOf(SANDBOX_NEEDS, healthy).map(({ id }) => id);
  assert.equal(ids, ['node', 'base', 'sandbox', 'rootless']);
});

test('a missing program is lacking, here and in the lesson that takes it', () => {
  const observed = { ...healthy, lacks: new Map([[needKey(tool('tcpdump')), lack]]) };
  assert.is(statusOf('programs', observed), 'lacking');
  assert.is(statusOf('base', observed), 'ok');
  assert.equal(lessonLacks(needs, observed), [lack]);
  assert.equal(lessonLacks([tool('ip')], observed), []);
});

test('what the kernel lacks is told to the lesson that takes it', () => {
  const noNat = { what: 'source NAT in its kernel', fix: 'modprobe' };
  const observed = { ...healthy, trial: { sandbox: undefined, kernel: new Map([[needKey(nat), noNat]]) } };
  assert.is(statusOf('netfilter', observed), 'lacking');
  assert.is(statusOf('links', observed), 'note');
  assert.equal(lessonLacks([nat], observed), [noNat]);
});

test('the module that the files promise must answer too, since the kernel may not be allowed to load it', () => {
  const noDatapath = { what: 'a datapath for Open vSwitch in its kernel', fix: 'modprobe' };
  const tried = (lack: typeof noDatapath | undefined): Observed => ({
    ...healthy,
    facts: { ovsDatapath: 'system' },
    trial: { sandbox: undefined, kernel: new Map([[needKey(datapath), lack]]) },
  });
  assert.is(statusOf('openvswitch', tried(undefined)), 'ok');
  assert.is(statusOf('openvswitch', tried(noDatapath)), 'lacking');
  assert.equal(lessonLacks([datapath], tried(noDatapath)), [noDatapath]);
  assert.is(statusOf('openvswitch', { ...healthy, facts: { ovsDatapath: 'system' } }), 'note');
});

test('without a sandbox every lesson is skipped, and nothing is claimed of the kernel', () => {
  const none = { what: 'no sandbox can be made here', fix: 'sudo' };
  const observed = { ...healthy, trial: { sandbox: none, kernel: new Map() } };
  assert.is(statusOf('sandbox', observed), 'lacking');
  assert.is(statusOf('links', observed), 'note');
  assert.is(statusOf('rootless', observed), undefined);
  assert.equal(lessonLacks([tool('ip')], observed), [none]);
});

test('/dev/net/tun is told of where tap devices are made', () => {
  const closed = { what: 'the right to open /dev/net/tun', fix: 'chmod' };
  const statusWith = (lack: typeof closed | undefined) =>
    findingsOf([{ kind: 'tun' }], { ...healthy, lacks: new Map([[needKey({ kind: 'tun' }), lack]]) }).find(({ id }) => id === 'tun')
      ?.status;
  assert.is(statusWith(undefined), 'ok');
  assert.is(statusWith(closed), 'lacking');
  assert.is(statusOf('tun', healthy), undefined);
});

test('that ordinary users can make no sandbox is a note to root, and a lack where they have to', () => {
  const observed = { ...healthy, ordinary: { what: 'no sandbox can be made here', fix: 'sysctl' } };
  assert.is(statusOf('rootless', observed), 'note');
  assert.is(statusOf('rootless', { ...observed, ordinaryMatters: true }), 'lacking');
  assert.is(statusOf('rootless', { ...healthy, root: false }), undefined);
});

test('versions of Node.js are compared as numbers', () => {
  for (const [version, suffices] of [
    ['20.19.0', true],
    ['20.9.0', false],
    ['22.1.0', true],
    ['18.20.4', false],
  ] as const)
    assert.is(nodeSuffices(version, '>=20.19'), suffices, version);
});

test('quietly, a machine that has everything is passed over in silence', () => {
  const diagnosis = { ok: true, findings: findingsOf(needs, healthy), lessons: [{ id: 'a', runs: true }], lacks: [] };
  assert.equal(diagnosisLines(diagnosis, { quiet: true, colour: false }), []);
  assert.ok(diagnosisLines(diagnosis, { quiet: false, colour: false }).includes('runs     a: all that it takes is here'));
});

test.run();
