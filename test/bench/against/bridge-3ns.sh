# The tutorial's own commands: build, six pings, clean-up.
set -e
ip netns add ns1
ip netns add ns2
ip netns add ns3
BRIDGE=br-test
brctl addbr $BRIDGE
brctl stp $BRIDGE off
ip link set dev $BRIDGE up
ip l a veth0 type veth peer name br-veth0
ip l a veth1 type veth peer name br-veth1
ip l a veth2 type veth peer name br-veth2
ip l s veth0 netns ns1
ip l s br-veth0 master br-test
ip l s br-veth0 up
ip l s veth1 netns ns2
ip l s br-veth1 master br-test
ip l s br-veth1 up
ip l s veth2 netns ns3
ip l s br-veth2 master br-test
ip l s br-veth2 up
ip netns exec ns1 ip a a 10.10.10.2/24 dev veth0
ip netns exec ns1 ip l s veth0 up
ip netns exec ns2 ip a a 10.10.10.3/24 dev veth1
ip netns exec ns2 ip l s veth1 up
ip netns exec ns3 ip a a 10.10.10.4/24 dev veth2
ip netns exec ns3 ip l s veth2 up
ip netns exec ns1 ping -c 1 10.10.10.3
ip netns exec ns1 ping -c 1 10.10.10.4
ip netns exec ns2 ping -c 1 10.10.10.2
ip netns exec ns2 ping -c 1 10.10.10.4
ip netns exec ns3 ping -c 1 10.10.10.2
ip netns exec ns3 ping -c 1 10.10.10.3
ip netns del ns1
ip netns del ns2
ip netns del ns3
ip l s br-test down
brctl delbr br-test
