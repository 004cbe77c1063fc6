// guard: deadline 1200 s
import { testAnswers } from '../../support/answers.ts';

const NETWORK = (subnet: string, name: string) => `docker network create --subnet ${subnet} ${name}`;
const NETWORKS = [NETWORK('172.1.1.0/24', 'mine'), NETWORK('172.80.1.0/24', 'one'), NETWORK('172.80.2.0/24', 'two')].join('\n');
const RUN = (name: string, words: string) => `docker run -itd --name ${name} ${words} busybox`;
const WEB = RUN('web', '-p 8080:80');
const CENTOS = [0, 1].map((number) => RUN(`centos${number}`, '--network mine')).join('\n');
const TESTS = `${RUN('test1', '--network one')}\n${RUN('test2', '--network two')}`;
const ALL = [NETWORKS, WEB, CENTOS, TESTS].join('\n');
/** The namespace of a container, as a word for nsenter(1). */
const IN = (name: string) => `nsenter --net=/proc/$(docker inspect -f '{{.State.Pid}}' ${name})/ns/net`;
/** A container by hand: a namespace on a cable to a bridge. */
const BY_HAND = ({ name, bridge, address, gateway }: Readonly<Record<'name' | 'bridge' | 'address' | 'gateway', string>>) => `
  ip netns add ${name}
  ip link add p-${name} type veth peer name e0 netns ${name}; ip link set p-${name} master ${bridge} up
  ip -n ${name} addr add ${address} dev e0; ip -n ${name} link set e0 up
  ip -n ${name} route add default via ${gateway}`;

testAnswers('docker-real', {
  right: {
    'as Docker names bridges, and nobody names namespaces': ALL,
    'containers made first, started later, addresses chosen': `
      docker network create -d bridge --subnet=172.80.2.0/24 --gateway=172.80.2.1 far
      docker network create --subnet=172.80.1.0/24 --ip-range=172.80.1.0/28 --gateway=172.80.1.1 -o com.docker.network.bridge.name=near near
      docker network create --subnet 172.1.1.0/24 mine
      docker create -it --name centos1 --network mine --ip 172.1.1.3 busybox
      docker create -it --name centos0 --network mine --ip 172.1.1.2 busybox
      docker create -it --name test2 --network far --ip 172.80.2.2 busybox sh
      docker container start test2 centos1 centos0
      docker run -d -t --name test1 --net near busybox sleep 1000
      docker container run -itd --name web --publish 0.0.0.0:8080:80/tcp busybox`,
    'connected to their networks afterwards': `
      ${NETWORKS}
      ${WEB}
      for name in centos0 centos1 test1 test2; do docker run -itd --name $name --network none busybox; docker network disconnect none $name; done
      docker network connect mine centos0; docker network connect --ip 172.1.1.3 mine centos1
      docker network connect one test1; docker network connect two test2`,
    'containers renamed and started again, namespaces attached by hand': `
      ${NETWORKS}
      for name in a0 a1; do docker run -itd --name $name --network mine busybox; done
      docker rename a0 centos0; docker rename a1 centos1
      ${TESTS}
      docker restart -t 0 test2
      ${WEB}
      for name in web centos1 test2; do ip netns attach $name $(docker inspect -f '{{.State.Pid}}' $name); done`,
    'containers with other names, whose namespaces have those of the task': `
      ${NETWORKS}
      docker run -itd --name w0 -p 8080:80 busybox
      docker run -itd --name c0 --network mine busybox; docker run -itd --name c1 --network mine busybox
      docker run -itd --name t1 --network one busybox; docker run -itd --name t2 --network two busybox
      for pair in web:w0 centos0:c0 centos1:c1 test1:t1 test2:t2; do
        ip netns attach \${pair%:*} $(docker inspect -f '{{.State.Pid}}' \${pair#*:})
      done`,
    'one container by hand, on a bridge that Docker has made': `
      docker network create --subnet 172.80.2.0/24 -o com.docker.network.bridge.name=two two
      ${[NETWORK('172.1.1.0/24', 'mine'), NETWORK('172.80.1.0/24', 'one'), WEB, CENTOS, RUN('test1', '--network one')].join('\n')}
      ${BY_HAND({ name: 'test2', bridge: 'two', address: '172.80.2.2/24', gateway: '172.80.2.1' })}`,
  },
  wrong: {
    'all on the default network': {
      fails: 'address-host-172.1.1.1',
      script: ['web', 'centos0', 'centos1', 'test1', 'test2'].map((name) => RUN(name, name === 'web' ? '-p 8080:80' : '')).join('\n'),
    },
    'a container that has ended': { fails: 'netns-test2', script: `${ALL}\ndocker stop -t 0 test2` },
    'a port that is not published': {
      fails: 'default-network-served-4',
      script: [NETWORKS, RUN('web', ''), CENTOS, TESTS].join('\n'),
    },
    'published to another port': {
      fails: 'default-network-served-4',
      script: [NETWORKS, RUN('web', '-p 8080:8080'), CENTOS, TESTS].join('\n'),
    },
    'published by a proxy': {
      fails: 'default-network-served-4',
      script: `${ALL}\niptables -t nat -F DOCKER`,
    },
    'a network that nobody leaves': {
      fails: 'default-network-source-seen-3',
      script: [NETWORKS.replace('network create', 'network create --internal'), WEB, CENTOS, TESTS].join('\n'),
    },
    'a network of another length': {
      fails: 'address-host-172.1.1.1',
      script: ALL.replace('172.1.1.0/24', '172.1.0.0/16 --gateway 172.1.1.1 --ip-range 172.1.1.0/24'),
    },
    'the networks let into each other': {
      fails: 'isolation-no-reply-1',
      script: `${ALL}\niptables -I DOCKER-USER -s 172.80.0.0/16 -d 172.80.0.0/16 -j ACCEPT`,
    },
    'isolated by a container that does not send': {
      fails: 'isolation-no-reply-1',
      script: `${ALL}
        iptables -I DOCKER-USER -s 172.80.0.0/16 -d 172.80.0.0/16 -j ACCEPT
        for name in test1 test2; do ${IN('$name')} iptables -A OUTPUT -d 172.80.0.0/16 -o eth0 -j DROP; done`,
    },
    'nothing masquerades': { fails: 'default-network-reaches-2', script: `${ALL}\niptables -t nat -F POSTROUTING` },
    'both names of one container': {
      fails: 'netns-test1',
      script: `${NETWORKS}\n${WEB}\n${CENTOS}\n${RUN('test1', '--network one')}
        docker network connect two test1
        ip netns attach test2 $(docker inspect -f '{{.State.Pid}}' test1)`,
    },
    'a container in the network of another': {
      fails: 'netns-centos0',
      script: [NETWORKS, WEB, RUN('centos0', '--network mine'), RUN('centos1', '--network container:centos0'), TESTS].join('\n'),
    },
    'a daemon that is stopped, with its containers': { fails: 'netns-web', script: `${ALL}\npkill -KILL dockerd; pkill -KILL -x sh` },
  },
});
