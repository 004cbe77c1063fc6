import { inRow, say } from '../model/say.ts';
import { INSTALL_WORDS, MANAGERS, type Manager } from './package-table.ts';

/** A command for root, and how it is told to the user. */
export interface RootStep {
  readonly say: string;
  readonly argv: readonly string[];
  /** What a person would type to the same end, where that is shorter. */
  readonly typed?: string;
  /** Later steps are tried even where it fails. */
  readonly optional?: boolean;
}

/** The apt packages whose maintainer scripts start daemons, now and at boot. */
const OVS_SERVICE = 'openvswitch-switch';
const DOCKER_SERVICE = 'docker.io';

const APT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * What installs packages, asking nothing. `stubs` is a folder whose programs stand before those of the system while
 * apt's maintainer scripts run: with an invoke-rc.d and a deb-systemd-invoke in it that do nothing, no daemon is
 * started. Other managers start none by themselves. Pure.
 */
export function installSteps(manager: Manager, packages: readonly string[], stubs: string): readonly RootStep[] {
  if (packages.length === 0) return [];
  const program = MANAGERS[manager];
  const install = (words: readonly string[]): RootStep => ({
    say: say({ en: `install ${packages.join(', ')} (${program})`, zh: `安装 ${inRow(packages)}（${program}）` }),
    argv: [...words, ...packages],
    typed: `${INSTALL_WORDS[manager]} ${packages.join(' ')}`,
  });
  switch (manager) {
    case 'apt': {
      const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', program, '-qq'];
      return [
        {
          say: say({ en: `fetch the package lists (${program} update)`, zh: `获取软件包列表（${program} update）` }),
          argv: [...apt, 'update'],
          optional: true,
        },
        install([
          ...apt,
          '-o',
          `DPkg::Path=${stubs}:${APT_PATH}`,
          '-o',
          'Dpkg::Use-Pty=0',
          '-o',
          'DPkg::Lock::Timeout=120',
          'install',
          '-y',
          '--no-install-recommends',
        ]),
        ...(packages.includes(OVS_SERVICE)
          ? [
              {
                say: say({
                  en: 'leave the system-wide Open vSwitch off at boot (lessons start their own)',
                  zh: '不让系统的 Open vSwitch 开机启动（课程会启动自己的）',
                }),
                argv: ['update-rc.d', OVS_SERVICE, 'disable'],
                optional: true,
              },
            ]
          : []),
        ...(packages.includes(DOCKER_SERVICE)
          ? [
              {
                say: say({
                  en: 'leave the system-wide Docker off at boot (lessons start their own)',
                  zh: '不让系统的 Docker 开机启动（课程会启动自己的）',
                }),
                argv: ['systemctl', 'disable', 'docker.service', 'docker.socket', 'containerd.service'],
                optional: true,
              },
            ]
          : []),
      ];
    }
    case 'dnf':
      return [install([program, '-y', '-q', '--setopt=install_weak_deps=False', 'install'])];
    case 'apk':
      return [install([program, '-q', 'add'])];
    case 'pacman':
      // Without -y the lists of a fresh machine are empty; a package that is here already stays as it is.
      return [install([program, '-Sy', '--noconfirm', '--needed'])];
    default:
      return manager satisfies never;
  }
}
