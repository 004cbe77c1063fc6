# Both listings of the tutorial on private daemons, side by side, with the addresses that it leaves out, and a capture where the
# tutorial says that a frame passes the host. Then what its comparison of the two says, tried: a namespace is deleted and laid
# anew, and the bridges go, after which one path is silent.
set -e
. "${0%/*}/ovs-start.sh"
add_bridge ovs-br
add_bridge ovs-br0
plug() {
  ip netns add ns$1
  ip link add veth$(($1 - 1)) type veth peer name ovs-veth$(($1 - 1))
  ip link set veth$(($1 - 1)) netns ns$1
  ovs-vsctl add-port ovs-br ovs-veth$(($1 - 1))
  ip link set ovs-veth$(($1 - 1)) up
  ovs-vsctl add-port ovs-br0 tap$1 -- set Interface tap$1 type=internal
  ip link set tap$1 netns ns$1
  ip netns exec ns$1 ip addr add 10.1.1.$(($1 + 1))/24 dev veth$(($1 - 1))
  ip netns exec ns$1 ip link set veth$(($1 - 1)) up
  ip netns exec ns$1 ip addr add 10.10.10.$(($1 + 1))/24 dev tap$1
  ip netns exec ns$1 ip link set dev tap$1 up
}
plug 1
plug 2
tcpdump -nn -U --immediate-mode -Z root -i ovs-veth0 -w /tmp/on-host.pcap &
until [[ -s /tmp/on-host.pcap ]]; do sleep 0.01; done
ip netns exec ns1 ping -c 1 10.1.1.3
ip netns exec ns1 ping -c 1 10.10.10.3
tcpdump -nn -r /tmp/on-host.pcap icmp
ip netns del ns2
ovs-vsctl show
ovs-vsctl del-port ovs-br ovs-veth1
ovs-vsctl del-port ovs-br0 tap2
plug 2
ip netns exec ns1 ip neigh flush dev veth0
ip netns exec ns1 ip neigh flush dev tap1
ip netns exec ns1 ping -c 1 10.1.1.3
ip netns exec ns1 ping -c 1 10.10.10.3
ovs-vsctl del-br ovs-br
ip netns exec ns1 ip link show veth0
ip netns exec ns1 ping -c 1 10.10.10.3
ip netns exec ns1 ping -c 3 -i 0.05 -W 0.2 10.1.1.3 && exit 1
ovs-vsctl del-br ovs-br0
ip netns exec ns1 ip link show veth0
kill %1
