import * as assert from 'uvu/assert';
import { rootSteps } from '../../../src/doctor/mend.ts';
import { suite } from '../../support/suite.ts';

const test = suite('mending');

const ping = { what: 'the program ping', fix: '', program: 'ping', tools: ['ping'] };
const range = { what: 'a range', fix: '', tools: ['usermod'], commands: [['usermod', '--add-subuids', '100000-165535', 'ann']] };
const sandbox = { what: 'no sandbox can be made here', fix: 'sudo sysctl -w user.max_user_namespaces=10000' };

test('packages come before the commands that may need them', () => {
  const argvs = rootSteps([range, ping], 'apk', '/stubs').map(({ argv }) => argv.join(' '));
  assert.equal(argvs, ['apk -q add shadow iputils-ping', 'usermod --add-subuids 100000-165535 ann']);
});

test('a command that mends two lacks is run once', () => {
  assert.is(rootSteps([range, { ...range, what: 'another' }], undefined, '/stubs').length, 1);
});

test('without a package manager only the commands are left', () => {
  assert.equal(
    rootSteps([ping, range], undefined, '/stubs').map(({ say }) => say),
    ['usermod --add-subuids 100000-165535 ann'],
  );
});

test('what a system decides for its safety is not changed', () => {
  assert.equal(rootSteps([sandbox], 'apt', '/stubs'), []);
});

test.run();
