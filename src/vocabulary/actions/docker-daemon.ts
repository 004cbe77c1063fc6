import * as v from 'valibot';
import { edited } from '../../model/draft.ts';
import { changeNetns } from '../../model/edits.ts';
import { HOST } from '../../model/host.ts';
import { interfaceAddress } from '../../model/names.ts';
import { defineAction, devicesMade } from '../define.ts';
import { bridgeNetwork, DEFAULT_BRIDGE, ownChains } from '../docker.ts';
import { tool } from '../needs.ts';

const FILES = '/run/dockerd';

/** Starts a Docker daemon of the run's own, with a containerd, files and a socket of its own (dockerd(8)). */
export const dockerDaemon = defineAction({
  kind: 'docker-daemon',
  params: v.strictObject({ bip: v.optional(interfaceAddress, '172.17.0.1/16') }),
  about: { bip: { en: "the default bridge's address, with the length of its network", zh: '默认网桥的地址，带网段的前缀长度' } },
  prepare: 'dockerd-files',
  template: 'dockerd-start',
  printed: 'script/dockerd-start',
  housekeeping: 'dockerd-wait',
  undo: 'dockerd-stop',
  makes: () => [
    ...devicesMade(HOST, DEFAULT_BRIDGE),
    ...[FILES, '/run/docker.pid', '/run/docker.sock'].map((name) => ({ what: 'file', name }) as const),
  ],
  effect(network, { bip }) {
    const chains = changeNetns(network, HOST, ownChains);
    return [chains, ...bridgeNetwork(edited(network, [chains]), DEFAULT_BRIDGE, bip)];
  },
  role: 'scene',
  inCell: 'sandbox/cell-dockerd',
  needs: () => [
    ...['docker', 'dockerd', 'containerd', 'crun', 'iptables', 'nft', 'mount', 'setsid', 'timeout'].map(tool),
    { kind: 'link', type: 'bridge' },
    { kind: 'netfilter', part: 'nat' },
    { kind: 'own-files' },
  ],
  title: () => ({ en: 'Start a private Docker daemon', zh: '启动一个私有的 Docker 守护进程' }),
  purpose: {
    en: '`docker` itself only asks; dockerd is the daemon that does the work, with containerd behind it. This one belongs to the run: its socket, its images and what it writes below /etc and /opt are in the sandbox, and a daemon of the machine is neither needed nor touched. As it starts, it creates docker0, switches forwarding on, sets the policy of the chain FORWARD to DROP and adds its own chains and the first MASQUERADE rule.',
    zh: '`docker` 命令只负责提要求，真正干活的是守护进程 dockerd，它背后还有 containerd。这里的守护进程只属于本次运行：套接字、镜像，以及它写进 /etc 和 /opt 的东西都在沙箱里，既不需要、也不会碰到机器上已有的 Docker。它一启动就创建 docker0、打开转发、把 FORWARD 链的默认策略改为 DROP，并加上自己的链和第一条 MASQUERADE 规则。',
  },
  flags: [
    {
      flag: 'PATH=',
      means: {
        en: 'a `modprobe` that does nothing comes first: the daemon is not to load modules into the kernel of the machine',
        zh: '让一个什么都不做的 `modprobe` 排在最前：守护进程不应给机器的内核加载模块',
      },
    },
    { flag: 'setsid -f', means: { en: 'in the background, in a session of its own', zh: '放到后台，自成一个会话' } },
    {
      flag: '--config-file',
      means: { en: 'the settings, in place of those in /etc/docker/daemon.json', zh: '设置文件，代替 /etc/docker/daemon.json' },
    },
    { flag: '--data-root', means: { en: 'where images and containers are kept', zh: '存放镜像和容器的目录' } },
    {
      flag: '--storage-driver vfs',
      means: { en: 'each container gets a plain copy of its image', zh: '每个容器得到镜像的一份普通拷贝' },
    },
    { flag: '2>&1', means: { en: 'messages of errors go to the same place', zh: '错误信息也写到同一处' } },
    { flag: '--bip', means: { en: "the default bridge's address and network", zh: '默认网桥的地址和网段' } },
    {
      flag: 'cgroup2 -o ro',
      means: {
        en: 'the tree of control groups, only to be read: dockerd wants to see one, and makes none of its own here',
        zh: '控制组的目录树，只读：dockerd 要求能看到它，而这里不会新建任何控制组',
      },
    },
    {
      flag: 'overlay -o',
      means: {
        en: 'a layer over the folder, in the sandbox only: what the daemon writes there goes to the layer',
        zh: '只在沙箱里给目录盖上一层：守护进程写进去的内容都落在这一层',
      },
    },
    {
      flag: 'timeout',
      means: { en: 'wait until the daemon answers, at most so many seconds', zh: '等到守护进程有应答为止，最多等这么多秒' },
    },
  ],
  mistakes: [
    {
      en: '"Cannot connect to the Docker daemon" means that nobody listens on /var/run/docker.sock, or that you may not open it.',
      zh: '“Cannot connect to the Docker daemon” 表示没有程序在 /var/run/docker.sock 上监听，或者你无权打开它。',
    },
    {
      en: 'The policy DROP of the chain FORWARD holds for all that the host forwards, not only for containers.',
      zh: 'FORWARD 链的 DROP 策略对主机转发的所有流量生效，不只是容器的流量。',
    },
  ],
  example: { given: [], params: {} },
});
