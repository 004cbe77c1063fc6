import { testAnswers } from '../../support/answers.ts';

testAnswers('veth-direct', {
  right: {
    'both ends born in their namespaces': `
      ip netns add ns0; ip netns add ns1
      ip link add name v0 netns ns0 type veth peer name v1 netns ns1
      ip -n ns0 addr add 10.10.10.2/24 dev v0; ip -n ns0 link set v0 up
      ip -n ns1 addr add 10.10.10.3/24 dev v1; ip -n ns1 link set v1 up`,
  },
  wrong: {
    'the addresses swapped': {
      fails: 'address-ns0-10.10.10.2',
      script: `
        ip netns add ns0; ip netns add ns1
        ip link add name v0 netns ns0 type veth peer name v1 netns ns1
        ip -n ns0 addr add 10.10.10.3/24 dev v0; ip -n ns0 link set v0 up
        ip -n ns1 addr add 10.10.10.2/24 dev v1; ip -n ns1 link set v1 up`,
    },
  },
});
