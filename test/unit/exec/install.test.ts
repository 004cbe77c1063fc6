import * as assert from 'uvu/assert';
import { installSteps } from '../../../src/exec/install.ts';
import { MANAGERS, type Manager } from '../../../src/exec/package-table.ts';
import { suite } from '../../support/suite.ts';

const test = suite('installing');

test('no packages, no steps', () => {
  for (const manager of Object.keys(MANAGERS) as Manager[]) assert.equal(installSteps(manager, [], '/stubs'), []);
});

test('no manager asks', () => {
  const words = { apt: '-y', dnf: '-y', apk: 'add', pacman: '--noconfirm' } as const;
  for (const [manager, word] of Object.entries(words) as [Manager, string][]) {
    const step = installSteps(manager, ['tcpdump'], '/stubs').find(({ argv }) => argv.includes('tcpdump'));
    assert.ok(step?.argv.includes(word), manager);
  }
});

test('apt fetches its lists first, and goes on without them where one source fails', () => {
  const [first, second] = installSteps('apt', ['tcpdump'], '/stubs');
  assert.equal(first?.argv.slice(-2), ['-qq', 'update']);
  assert.is(first?.optional, true);
  assert.ok(second?.argv.includes('--no-install-recommends'));
  assert.ok(second?.argv.includes('DEBIAN_FRONTEND=noninteractive'));
  assert.is(second?.optional, undefined);
});

test("apt's maintainer scripts find the stubs before the programs that start daemons", () => {
  const [, install] = installSteps('apt', ['openvswitch-switch'], '/stubs');
  assert.ok(install?.argv.some((word) => word.startsWith('DPkg::Path=/stubs:')));
});

test('an Open vSwitch that was installed for lessons stays off at boot; others are left alone', () => {
  const disables = (packages: readonly string[]) => installSteps('apt', packages, '/stubs').some(({ argv }) => argv.includes('disable'));
  assert.is(disables(['tcpdump', 'openvswitch-switch']), true);
  assert.is(disables(['tcpdump']), false);
});

test('a Docker that was installed for lessons stays off at boot', () => {
  const said = (packages: readonly string[]) => installSteps('apt', packages, '/stubs').map(({ argv }) => argv.join(' '));
  assert.ok(said(['docker.io']).includes('systemctl disable docker.service docker.socket containerd.service'));
  assert.not.ok(said(['tcpdump']).some((line) => line.startsWith('systemctl')));
});

test.run();
