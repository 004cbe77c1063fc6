# Both listings of the tutorial on private daemons, side by side, with the addresses that it leaves out; then what the lesson
# takes away, by commands.
set -e
. "${0%/*}/ovs-start.sh"
add_bridge ovs-br
add_bridge ovs-br0
for i in 1 2; do
  ip netns add ns$i
  ip link add veth$((i - 1)) type veth peer name ovs-veth$((i - 1))
  ip link set veth$((i - 1)) netns ns$i
  ovs-vsctl add-port ovs-br ovs-veth$((i - 1))
  ip link set ovs-veth$((i - 1)) up
  ovs-vsctl add-port ovs-br0 tap$i -- set Interface tap$i type=internal
  ip link set tap$i netns ns$i
  ip netns exec ns$i ip addr add 10.1.1.$((i + 1))/24 dev veth$((i - 1))
  ip netns exec ns$i ip link set veth$((i - 1)) up
  ip netns exec ns$i ip addr add 10.10.10.$((i + 1))/24 dev tap$i
  ip netns exec ns$i ip link set dev tap$i up
done
ip netns exec ns1 ping -c 1 10.1.1.3
ip netns exec ns1 ping -c 1 10.10.10.3
ip netns del ns2
ovs-vsctl show
ovs-vsctl del-port ovs-br ovs-veth1
ovs-vsctl del-port ovs-br0 tap2
ovs-vsctl del-br ovs-br
ip link show veth0 || ip netns exec ns1 ip link show veth0
ovs-vsctl del-br ovs-br0
