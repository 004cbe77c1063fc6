# The tutorial's own commands (its two typing errors mended) on private daemons; what was pinged without end is pinged once.
set -e
. "${0%/*}/ovs-start.sh"
ip netns add ns1
ip netns add ns2
add_bridge ovs-br
ip link add veth0 type veth peer name ovs-veth0
ip link add veth1 type veth peer name ovs-veth1
ip link set veth0 netns ns1
ovs-vsctl add-port ovs-br ovs-veth0
ip link set ovs-veth0 up
ip link set veth1 netns ns2
ovs-vsctl add-port ovs-br ovs-veth1
ip link set ovs-veth1 up
ip netns exec ns1 ip addr add 10.1.1.2/24 dev veth0
ip netns exec ns1 ip link set veth0 up
ip netns exec ns2 ip addr add 10.1.1.3/24 dev veth1
ip netns exec ns2 ip link set veth1 up
ip netns exec ns1 ping -c 1 10.1.1.3
