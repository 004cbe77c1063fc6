import * as v from 'valibot';
import { devName, netnsName } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { han } from '../../model/text.ts';
import { defineAction } from '../define.ts';
import { requireDocker } from '../docker.ts';
import { tool } from '../needs.ts';
import { dockerDaemon } from './docker-daemon.ts';

const SHOWN = {
  containers: { program: 'docker', words: ['ps'] },
  networks: { program: 'docker', words: ['network', 'ls'] },
  network: { program: 'docker', words: ['network', 'inspect'] },
  link: { program: 'docker', words: ['ip', 'link'] },
  address: { program: 'docker', words: ['ip', 'address'] },
  route: { program: 'docker', words: ['ip', 'route'] },
  nat: { program: 'iptables', words: ['-t', 'nat', '-S'] },
  filter: { program: 'iptables', words: ['-S'] },
} as const;

const SHOWN_TITLE = {
  containers: { en: 'the containers that run', zh: '正在运行的容器' },
  networks: { en: "Docker's networks", zh: 'Docker 的网络' },
  network: { en: 'the network', zh: '网络' },
  link: { en: 'the devices', zh: '设备' },
  address: { en: 'the addresses', zh: '地址' },
  route: { en: 'the routes', zh: '路由' },
  nat: { en: "the rules of Docker's that translate addresses", zh: 'Docker 的地址转换规则' },
  filter: { en: "the rules of Docker's that let through or drop", zh: 'Docker 的放行与丢弃规则' },
} as const;

/** Lists what Docker has made, as its own tools tell it; changes and decides nothing. */
export const dockerShow = defineAction({
  kind: 'docker-show',
  params: v.pipe(
    v.strictObject({
      what: v.picklist(['containers', 'networks', 'network', 'link', 'address', 'route', 'nat', 'filter']),
      container: v.optional(netnsName),
      network: v.optional(devName),
    }),
    v.check(
      ({ what, container }) => ['link', 'address', 'route'].includes(what) === (container !== undefined),
      () =>
        say({
          en: 'devices, addresses and routes are those of a container, and nothing else is',
          zh: '只有 link、address 和 route 要写容器，其他都不写',
        }),
    ),
    v.check(
      ({ what, network }) => (what === 'network') === (network !== undefined),
      () => say({ en: 'say which network, and only where it is one', zh: `查看 network 时要写是哪个网络，其他时候不写` }),
    ),
  ),
  about: {
    what: { en: 'what is listed', zh: '列出什么' },
    container: { en: 'the container whose devices, addresses or routes are listed', zh: '要列出设备、地址或路由的容器' },
    network: { en: 'the network that is described', zh: '要查看的网络' },
  },
  template: 'docker-show',
  devicesStay: true,
  undo: null,
  data({ what, container, network }) {
    const { program, words } = SHOWN[what];
    const asked = container === undefined ? words : ['exec', container, ...words];
    return { program, words: network === undefined ? asked : [...asked, network] };
  },
  effect(network, { container }) {
    requireDocker(network);
    if (container !== undefined) netnsOf(network, container);
    return [];
  },
  needs: ({ what }) => [tool(SHOWN[what].program)],
  title: ({ what, container, network }) => ({
    en: `Look at ${SHOWN_TITLE[what].en}${container ? ` of ${container}` : ''}${network ? ` ${network}` : ''}`,
    zh: han`查看${container ? ` ${container} 的` : ''}${SHOWN_TITLE[what].zh}${network ? ` ${network}` : ''}`,
  }),
  purpose: { en: 'A look at the state as the tools print it.', zh: '按工具原样输出，看一眼当前状态。' },
  flags: [
    { flag: 'exec', means: { en: 'run the rest of the line inside this container', zh: '在这个容器里执行后面的命令' } },
    { flag: 'ps', means: { en: 'list the containers that run', zh: '列出正在运行的容器' } },
    {
      flag: 'network inspect',
      means: { en: 'describe a network: its subnet, and the containers on it', zh: '查看一个网络的详情：网段和其中的容器' },
    },
    { flag: 'network ls', means: { en: 'list the networks', zh: '列出网络' } },
    { flag: '-t nat', means: { en: 'the table that translates addresses', zh: '负责地址转换的表' } },
    { flag: '-S', means: { en: 'print the rules as the commands that make them', zh: '以命令的形式打印规则' } },
  ],
  mistakes: [],
  role: 'watch',
  look: true,
  example: { given: [dockerDaemon({})], params: { what: 'networks' } },
});
