# The tutorial's own commands.
set -e
ip netns a ns0
ip netns a ns1
ip link add veth0 type veth peer name veth1
ip l s veth0 netns ns0
ip l s veth1 netns ns1
ip netns exec ns0 ip a a 10.10.10.2/24 dev veth0
ip netns exec ns0 ip l s veth0 up
ip netns exec ns1 ip a a 10.10.10.3/24 dev veth1
ip netns exec ns1 ip l s veth1 up
ip netns exec ns0 ping -c 4 10.10.10.3
ip netns exec ns1 ping -c 4 10.10.10.2
ip netns del ns0
ip netns del ns1
