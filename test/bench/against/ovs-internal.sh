# The tutorial's own commands on private daemons, but for its clean-up: here as in a run the kernel does that.
set -e
. "${0%/*}/ovs-start.sh"
ip netns add ns1
ip netns add ns2
ip netns add ns3
add_bridge ovs-br0
for i in 1 2 3; do
  ovs-vsctl add-port ovs-br0 tap$i -- set Interface tap$i type=internal
  ip link set tap$i netns ns$i
  ip netns exec ns$i ip link set dev tap$i up
done
for i in 1 2 3; do
  ip netns exec ns$i ip a a 10.10.10.$((i + 1))/24 dev tap$i
  ip netns exec ns$i ip l s tap$i up
done
ip netns exec ns1 ping -c 1 10.10.10.3
ip netns exec ns1 ping -c 1 10.10.10.4
ip netns exec ns2 ping -c 1 10.10.10.2
ip netns exec ns2 ping -c 1 10.10.10.4
ip netns exec ns3 ping -c 1 10.10.10.2
ip netns exec ns3 ping -c 1 10.10.10.3
