# The tutorial's own commands, with the outside that it has simulated. What was pinged without end is pinged twice, as
# often as it shows, and what does not answer is given one request and a second.
set -e
. "${0%/*}/outside.sh"
ip netns add ns0
ip netns add ns1
ip link add veth0_ns0 type veth peer name veth_ns0
ip link add veth0_ns1 type veth peer name veth_ns1
ip link set veth0_ns0 netns ns0
ip link set veth0_ns1 netns ns1
ip netns exec ns0 ip addr add 1.1.1.1/24 dev veth0_ns0
ip netns exec ns0 ip link set dev veth0_ns0 up
ip netns exec ns1 ip addr add 1.1.1.2/24 dev veth0_ns1
ip netns exec ns1 ip link set dev veth0_ns1 up
ip link add br0 type bridge
ip link set dev br0 up
ip link set dev veth_ns0 up
ip link set dev veth_ns1 up
ip link set dev veth_ns0 master br0
ip link set dev veth_ns1 master br0
ip netns exec ns0 ping -c 1 1.1.1.2
ip link set dev ens33 master br0
ip link show master br0
ip netns exec ns0 ping -c 1 -W 1 192.168.80.2 -I veth0_ns0 || true
ip netns exec ns0 ip addr add 192.168.80.80/24 dev veth0_ns0
ip netns exec ns1 ip addr add 192.168.80.81/24 dev veth0_ns1
ip addr add 192.168.80.82/24 dev br0
ip addr del 192.168.80.128/24 dev ens33
ip netns exec ns0 ping -c 2 192.168.80.2 -I veth0_ns0
ip netns exec ns1 ping -c 2 192.168.80.2 -I veth0_ns1
