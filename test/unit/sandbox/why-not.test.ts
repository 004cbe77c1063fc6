import * as assert from 'uvu/assert';
import { type Restrictions, whyNoSandbox } from '../../../src/sandbox/why-not.ts';
import { suite } from '../../support/suite.ts';

const plain: Restrictions = { root: false, stderr: '', sysctls: {}, inContainer: false };
const REFUSED = 'unshare: unshare failed: Operation not permitted\n';

const CASES: readonly (readonly [when: string, machine: Partial<Restrictions>, cause: RegExp, fix: RegExp])[] = [
  [
    'no user namespaces at all',
    { sysctls: { 'user.max_user_namespaces': '0' } },
    /user\.max_user_namespaces is 0/,
    /sysctl -w user\.max_user_namespaces=10000; or .* sudo/,
  ],
  [
    'no network namespaces, as root',
    { root: true, sysctls: { 'user.max_net_namespaces': '0' } },
    /user\.max_net_namespaces is 0/,
    /^sudo sysctl -w user\.max_net_namespaces=10000$/,
  ],
  [
    "Debian's switch",
    { sysctls: { 'kernel.unprivileged_userns_clone': '0' }, stderr: REFUSED },
    /only root may create user namespaces/,
    /unprivileged_userns_clone=1; or .* sudo/,
  ],
  [
    "Ubuntu's AppArmor switch",
    { sysctls: { 'kernel.apparmor_restrict_unprivileged_userns': '1' } },
    /AppArmor/,
    /restrict_unprivileged_userns=0; or .* sudo/,
  ],
  [
    'no range of ids',
    { stderr: 'newuidmap: uid range [1-65536) -> [100000-165536) not allowed\n' },
    /no range of subordinate ids \(newuidmap: /,
    /netscenario doctor --fix gives it one; or .* sudo/,
  ],
  [
    'an unshare from before --map-auto',
    { stderr: "unshare: unrecognized option '--map-auto'\nTry 'unshare --help' for more information.\n" },
    /the unshare here cannot map a range of user ids, .*2\.38/,
    /with sudo/,
  ],
  ['no newuidmap', { stderr: 'unshare: failed to execute newuidmap: No such file or directory' }, /newuidmap: No such file/, /./],
  [
    'a container',
    { inContainer: true, stderr: REFUSED },
    /the container .* \(unshare: unshare failed: Operation not permitted\)/,
    /docker run --privileged/,
  ],
  ['a container, as root', { root: true, inContainer: true, stderr: 'failed proc' }, /\(failed proc\)/, /docker run --privileged/],
  [
    'something else',
    { stderr: 'a line\nunshare: No space left on device\n' },
    /the kernel refused \(unshare: No space left on device\)/,
    /doctor .* sudo/,
  ],
  ['something else, as root', { root: true, stderr: REFUSED }, /the kernel refused/, /^netscenario doctor shows what works here$/],
  ['nothing said', {}, /the kernel refused \(no message\)/, /./],
];

const causes = suite('whyNoSandbox');

for (const [when, machine, cause, fix] of CASES) {
  causes(when, () => {
    const found = whyNoSandbox({ ...plain, ...machine });
    assert.match(found.cause, cause);
    assert.match(found.fix, fix);
  });
}

causes('switches that only bind ordinary users do not explain what root meets', () => {
  const sysctls = { 'kernel.unprivileged_userns_clone': '0', 'kernel.apparmor_restrict_unprivileged_userns': '1' };
  assert.match(whyNoSandbox({ ...plain, root: true, sysctls, stderr: REFUSED }).cause, /the kernel refused/);
});

causes('switches that are as they should be are not named', () => {
  const sysctls = {
    'user.max_user_namespaces': '31231',
    'kernel.unprivileged_userns_clone': '1',
    'kernel.apparmor_restrict_unprivileged_userns': '0',
  };
  assert.match(whyNoSandbox({ ...plain, sysctls, stderr: REFUSED }).cause, /the kernel refused/);
});
causes.run();
