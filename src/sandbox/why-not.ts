/** What can be read about a machine that would not let a sandbox be made. */
export interface Restrictions {
  readonly root: boolean;
  /** What unshare(1) or the agent printed. */
  readonly stderr: string;
  /** Contents of files under /proc/sys, by dotted key; absent keys are undefined. */
  readonly sysctls: Readonly<Record<string, string | undefined>>;
  /** Whether this process itself runs in a container, as far as one can tell. */
  readonly inContainer: boolean;
}

/** The sysctls that decide about user namespaces. */
export const RELEVANT_SYSCTLS = [
  'user.max_user_namespaces',
  'user.max_net_namespaces',
  'kernel.unprivileged_userns_clone',
  'kernel.apparmor_restrict_unprivileged_userns',
] as const;

export interface Cause {
  readonly cause: string;
  readonly fix: string;
}

const SUDO = 'or run the same command with sudo: it is isolated in the same way';

/** Names why a sandbox could not be made, and what to do about it. Pure. */
export function whyNoSandbox({ root, stderr, sysctls, inContainer }: Restrictions): Cause {
  const lastLine = stderr.trim().split('\n').at(-1) ?? '';
  const limit = (['user.max_user_namespaces', 'user.max_net_namespaces'] as const).find((key) => sysctls[key] === '0');
  if (limit) {
    return {
      cause: `this system allows no such namespaces (${limit} is 0)`,
      fix: `sudo sysctl -w ${limit}=10000${root ? '' : `; ${SUDO}`}`,
    };
  }
  if (!root && sysctls['kernel.unprivileged_userns_clone'] === '0') {
    return {
      cause: 'only root may create user namespaces (kernel.unprivileged_userns_clone is 0)',
      fix: `sudo sysctl -w kernel.unprivileged_userns_clone=1; ${SUDO}`,
    };
  }
  if (!root && sysctls['kernel.apparmor_restrict_unprivileged_userns'] === '1') {
    return {
      cause:
        'AppArmor takes the rights inside a user namespace away from ordinary programs, as on Ubuntu 23.10 and later (kernel.apparmor_restrict_unprivileged_userns is 1)',
      fix: `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; ${SUDO}`,
    };
  }
  if (/option.*map-auto/.test(stderr)) {
    return {
      cause: 'the unshare here cannot map a range of user ids, which capturing takes (util-linux 2.38 can, this one is older)',
      fix: 'run the same command with sudo: it is isolated in the same way',
    };
  }
  if (/newuidmap|newgidmap|subuid|subordinate/i.test(stderr)) {
    return {
      cause: `this user has no range of subordinate ids (${lastLine})`,
      fix: `netscenario doctor --fix gives it one; ${SUDO}`,
    };
  }
  if (inContainer) {
    return {
      cause: `the container that this runs in does not allow namespaces or mounts (${lastLine || 'no message'})`,
      fix: 'start the container with more rights, e.g. docker run --privileged, or run on the machine itself',
    };
  }
  return {
    cause: `the kernel refused (${lastLine || 'no message'})`,
    fix: root ? 'netscenario doctor shows what works here' : `netscenario doctor shows what works here; ${SUDO}`,
  };
}
