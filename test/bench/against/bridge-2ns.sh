# The tutorial's own commands; the ping that cannot be answered, which has no end there, is given one request and a second.
set -e
ip netns add ns0
ip netns add ns1
ip link add veth0_ns0 type veth peer name veth_ns0
ip link add veth0_ns1 type veth peer name veth_ns1
ip link set veth0_ns0 netns ns0
ip link set veth0_ns1 netns ns1
ip netns exec ns0 ip link
ip netns exec ns1 ip link
ip link
ip netns exec ns0 ip addr add 1.1.1.1/24 dev veth0_ns0
ip netns exec ns0 ip link set dev veth0_ns0 up
ip netns exec ns1 ip addr add 1.1.1.2/24 dev veth0_ns1
ip netns exec ns1 ip link set dev veth0_ns1 up
ip netns exec ns0 ip a
ip netns exec ns1 ip a
ip netns exec ns0 ping -c 1 -W 1 1.1.1.2 || true
ip link add br0 type bridge
ip link set dev br0 up
ip link set dev veth_ns0 up
ip link set dev veth_ns1 up
ip link set dev veth_ns0 master br0
ip link set dev veth_ns1 master br0
ip a show br0
ip a show master br0
ip netns exec ns0 ping -c 1 1.1.1.2
