import { say } from '../model/say.ts';
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

const withSudo = (): string =>
  say({ en: '; or run the same command with sudo: it is isolated in the same way', zh: '；或用 sudo 运行同一条命令：隔离方式相同' });

const silent = (): string => say({ en: 'no message', zh: '没有报错信息' });

/** Names why a sandbox could not be made, and what to do about it. Pure. */
export function whyNoSandbox({ root, stderr, sysctls, inContainer }: Restrictions): Cause {
  const lastLine = stderr.trim().split('\n').at(-1) ?? '';
  const limit = (['user.max_user_namespaces', 'user.max_net_namespaces'] as const).find((key) => sysctls[key] === '0');
  if (limit) {
    return {
      cause: say({ en: `this system allows no such namespaces (${limit} is 0)`, zh: `系统不允许这种命名空间（${limit} 为 0）` }),
      fix: `sudo sysctl -w ${limit}=10000${root ? '' : withSudo()}`,
    };
  }
  if (!root && sysctls['kernel.unprivileged_userns_clone'] === '0') {
    return {
      cause: say({
        en: 'only root may create user namespaces (kernel.unprivileged_userns_clone is 0)',
        zh: '只有 root 能创建用户命名空间（kernel.unprivileged_userns_clone 为 0）',
      }),
      fix: `sudo sysctl -w kernel.unprivileged_userns_clone=1${withSudo()}`,
    };
  }
  if (!root && sysctls['kernel.apparmor_restrict_unprivileged_userns'] === '1') {
    return {
      cause: say({
        en: 'AppArmor takes the rights inside a user namespace away from ordinary programs, as on Ubuntu 23.10 and later (kernel.apparmor_restrict_unprivileged_userns is 1)',
        zh: 'AppArmor 拿走了普通程序在用户命名空间里的权限，Ubuntu 23.10 及以后就是这样（kernel.apparmor_restrict_unprivileged_userns 为 1）',
      }),
      fix: `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0${withSudo()}`,
    };
  }
  if (/option.*map-auto/.test(stderr)) {
    return {
      cause: say({
        en: 'the unshare here cannot map a range of user ids, which capturing takes (util-linux 2.38 can, this one is older)',
        zh: '这里的 unshare 不能映射一段用户 id，而抓包需要（util-linux 2.38 起可以，这里的更旧）',
      }),
      fix: say({ en: 'run the same command with sudo: it is isolated in the same way', zh: '用 sudo 运行同一条命令：隔离方式相同' }),
    };
  }
  if (/newuidmap|newgidmap|subuid|subordinate/i.test(stderr)) {
    return {
      cause: say({ en: `this user has no range of subordinate ids (${lastLine})`, zh: `这个用户没有从属 id（${lastLine}）` }),
      fix: `${say({ en: 'netscenario doctor --fix gives it one', zh: 'netscenario doctor --fix 会给它一段' })}${withSudo()}`,
    };
  }
  if (inContainer) {
    return {
      cause: say({
        en: `the container that this runs in does not allow namespaces or mounts (${lastLine || silent()})`,
        zh: `所在的容器不允许创建命名空间或挂载（${lastLine || silent()}）`,
      }),
      fix: say({
        en: 'start the container with more rights, e.g. docker run --privileged, or run on the machine itself',
        zh: '给容器更多权限，例如 docker run --privileged，或直接在机器上运行',
      }),
    };
  }
  return {
    cause: say({ en: `the kernel refused (${lastLine || silent()})`, zh: `内核拒绝了（${lastLine || silent()}）` }),
    fix: say({ en: 'netscenario doctor shows what works here', zh: '这里什么能用，见 netscenario doctor' }) + (root ? '' : withSudo()),
  };
}
