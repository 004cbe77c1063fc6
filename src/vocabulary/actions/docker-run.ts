import * as v from 'valibot';
import { addLink, addNetns } from '../../model/edits.ts';
import { HOST } from '../../model/host.ts';
import { devName, netnsName, port } from '../../model/names.ts';
import type { Link } from '../../model/network.ts';
import { defineAction } from '../define.ts';
import { DEFAULT_BRIDGE, freeAddress, publishing, requireDocker } from '../docker.ts';
import { connectedRoutes } from '../effects.ts';
import { tool } from '../needs.ts';
import type { FlagNote } from '../notes.ts';
import { dockerDaemon } from './docker-daemon.ts';
import { dockerImage } from './docker-image.ts';

const DETACHED: readonly FlagNote[] = [
  { flag: 'run', means: { en: 'make a container of an image and start it', zh: '用镜像创建容器并启动' } },
  { flag: '-itd', means: { en: 'with a terminal, and in the background (`-d`)', zh: '带终端，在后台运行（`-d`）' } },
  { flag: '--name', means: { en: "the container's name", zh: '容器的名字' } },
  { flag: '--network', means: { en: 'the network that it joins; without it, the default one', zh: '加入的网络；不写则加入默认网络' } },
  { flag: '-p', means: { en: 'publish: port of the host, then port of the container', zh: '发布端口：主机端口在前，容器端口在后' } },
];

/** Runs a container, and gives its network namespace the container's name, so that `ip netns` knows it (docker-run(1)). */
export const dockerRun = defineAction({
  kind: 'docker-run',
  params: v.strictObject({
    name: netnsName,
    image: devName,
    network: v.optional(devName),
    publish: v.optional(v.strictObject({ port, to: port })),
  }),
  about: {
    name: { en: "the container's name, and its namespace's", zh: '容器的名字，也是命名空间的名字' },
    image: { en: 'the image', zh: '镜像' },
    network: { en: 'the network that it joins; left out, the default one', zh: '加入的网络；省略则为默认网络' },
    publish: { en: 'a TCP port of the host, and the port `to` of the container', zh: '主机的一个 TCP 端口，以及容器内的端口 `to`' },
  },
  template: 'docker-run',
  data: ({ name, image, network, publish }) => ({
    ...{ name, image, network, pid: '{{.State.Pid}}' },
    publish: publish && `${publish.port}:${publish.to}`,
  }),
  housekeeping: 'netns-pin',
  housekeepingAtOnce: true,
  undo: 'docker-rm',
  makes: ({ name }) => [{ what: 'netns', name }],
  printedAfter: { by: 'same_settings', word: ({ name }) => name },
  effect(network, { name, network: joins = DEFAULT_BRIDGE, publish }) {
    requireDocker(network);
    const { own, length, gateway } = freeAddress(network, joins);
    const standIn = `veth-${name}`;
    const eth0: Link = {
      name: 'eth0',
      kind: 'veth',
      up: true,
      addresses: [`${own}/${length}`],
      peer: { netns: HOST, dev: standIn },
    };
    const lo: Link = { name: 'lo', kind: 'loopback', up: true, addresses: ['127.0.0.1/8'] };
    const made = addNetns(network, name);
    if (made.kind !== 'netns') throw new Error('a new namespace is a namespace');
    return [
      {
        ...made,
        state: {
          ...made.state,
          rulesBy: 'docker',
          links: { lo, eth0 },
          routes: [...connectedRoutes(eth0), { dst: 'default', via: gateway, dev: 'eth0', proto: 'boot' }],
        },
      },
      addLink(network, HOST, {
        ...{ name: standIn, standIn: true, kind: 'veth', up: true, addresses: [], master: joins },
        peer: { netns: name, dev: 'eth0' },
      }),
      ...(publish ? [publishing(network, { publish, own, bridge: joins })] : []),
    ];
  },
  needs: () => [...['docker', 'ip', 'sysctl', 'xargs'].map(tool), { kind: 'link', type: 'veth' }],
  title: ({ name, network }) => ({
    en: `Run the container ${name}${network ? ` on ${network}` : ''}`,
    zh: network ? `运行容器 ${name}，接入 ${network}` : `运行容器 ${name}`,
  }),
  purpose: {
    en: 'Docker makes a network namespace, a veth pair with `eth0` inside and a made-up name such as `veth05377ae` outside (`veth-` and the container in pictures here), plugs the outer end into the bridge, and sets address and default route. `ip netns` knows named namespaces only, and Docker keeps its own elsewhere: the second command gives this one the name of its container.',
    zh: 'Docker 会建一个网络命名空间和一个 veth 设备对：里面那端叫 `eth0`，外面那端用随机生成的名字，例如 `veth05377ae`（本课的图里写作 `veth-` 加容器名）；外面那端插到网桥上，再配好地址和默认路由。`ip netns` 只认识有名字的命名空间，而 Docker 把自己的放在别处：第二条命令让它以容器的名字可见。',
  },
  flags: [
    ...DETACHED,
    {
      flag: 'inspect -f',
      means: {
        en: 'print this of what Docker knows: the process id of the container',
        zh: '按这个格式打印 Docker 所知的信息：容器的进程号',
      },
    },
    { flag: '| xargs', means: { en: 'put what is printed behind the command that follows', zh: '把输出接在后面命令的末尾' } },
    { flag: 'netns attach', means: { en: 'name the namespace of that process', zh: '给那个进程所在的命名空间起名' } },
    {
      flag: 'sysctl -qep',
      means: {
        en: 'give the namespace the kernel settings from which every lesson starts',
        zh: '让该命名空间采用每一课开始时统一的内核设置',
      },
    },
  ],
  mistakes: [
    {
      en: 'Containers of one network are numbered in the order in which they start; an address is no name.',
      zh: '同一网络里的容器按启动先后取得地址，不要把地址当作名字来用。',
    },
    {
      en: '"Conflict. The container name … is already in use" means that a container of that name is still there, perhaps stopped: `docker ps -a` lists it.',
      zh: '“Conflict. The container name … is already in use” 表示同名的容器还在，也许已停止：`docker ps -a` 能列出它。',
    },
  ],
  example: {
    given: [dockerDaemon({}), dockerImage({ name: 'busybox' })],
    params: { name: 'test1', image: 'busybox' },
  },
});
