import * as v from 'valibot';
import { HOST } from '../../model/host.ts';
import { hostAt, hostCount, networkOf, overlaps, parsePrefix } from '../../model/inet.ts';
import { devName, prefix } from '../../model/names.ts';
import { netnsOf } from '../../model/network.ts';
import { say } from '../../model/say.ts';
import { defineAction, devicesMade } from '../define.ts';
import { bridgeNetwork, requireDocker } from '../docker.ts';
import { tool } from '../needs.ts';
import { dockerDaemon } from './docker-daemon.ts';

/** Creates a user-defined network of the driver `bridge`, whose bridge gets the network's name. */
export const dockerNetwork = defineAction({
  kind: 'docker-network',
  params: v.strictObject({ name: devName, subnet: prefix }),
  about: {
    name: { en: "the network's name, and its bridge's", zh: '网络的名字，也是网桥的名字' },
    subnet: { en: 'its subnet; the first host is the bridge', zh: '网段；第一个主机地址归网桥' },
  },
  template: 'docker-network-add',
  data: ({ name, subnet }) => ({ name, subnet, bridge: `com.docker.network.bridge.name=${name}` }),
  undo: 'docker-network-del',
  makes: ({ name }) => devicesMade(HOST, name),
  effect(network, { name, subnet }) {
    requireDocker(network);
    const own = parsePrefix(subnet);
    if (hostCount(own) < 2)
      throw new RangeError(say({ en: `${subnet} has no room for a bridge and a container`, zh: `${subnet} 放不下一个网桥和一个容器` }));
    const taken = Object.values(netnsOf(network, HOST).links).find(({ addresses }) =>
      addresses.some((held) => overlaps(networkOf(held), own)),
    );
    if (taken)
      throw new RangeError(
        say({
          en: `${subnet} overlaps the network of ${taken.name}: Docker refuses it`,
          zh: `${subnet} 和 ${taken.name} 的网段重叠，Docker 会拒绝`,
        }),
      );
    return bridgeNetwork(network, name, `${hostAt(own, 1)}/${own.length}`);
  },
  needs: () => [tool('docker'), { kind: 'link', type: 'bridge' }],
  title: ({ name, subnet }) => ({ en: `Create the Docker network ${name}, ${subnet}`, zh: `创建 Docker 网络 ${name}，网段 ${subnet}` }),
  purpose: {
    en: 'A network of the driver `bridge` is a Linux bridge on the host with the first address of the subnet, one MASQUERADE rule, and rules that keep it apart from all other such networks.',
    zh: '驱动为 `bridge` 的网络就是主机上的一个 Linux 网桥：它拥有网段的第一个地址，配一条 MASQUERADE 规则，还有把它与其他这类网络隔开的规则。',
  },
  flags: [
    { flag: 'network create', means: { en: 'create a network', zh: '创建网络' } },
    { flag: '-d bridge', means: { en: 'the driver; bridge is the default', zh: '驱动，默认就是 bridge' } },
    { flag: '--subnet', means: { en: 'the network of its containers', zh: '容器所在的网段' } },
    {
      flag: '-o com.docker.network.bridge.name=',
      means: {
        en: "the bridge's name; without it Docker calls it `br-` and the first digits of the network's id",
        zh: '网桥的名字；不写的话，Docker 用 `br-` 加网络 ID 的前几位来命名',
      },
    },
  ],
  mistakes: [
    {
      en: '"Pool overlaps with other one on this address space" means that another Docker network has some of these addresses, often one that was never removed.',
      zh: '“Pool overlaps with other one on this address space” 表示另一个 Docker 网络占用了其中的地址，往往是忘了删除的旧网络。',
    },
  ],
  example: { given: [dockerDaemon({})], params: { name: 'my_br', subnet: '172.30.1.0/24' } },
});
