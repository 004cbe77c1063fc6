# The tutorial's own commands, with the outside that it has simulated, and the address of br0 that it forgets. The pair
# and the route that it adds for want of that address are left out. What was pinged without end is pinged once, and what
# does not answer is given a second. The ping from ns0 to ns1 that does get through is left out: right after the one that
# does not, it would wait a second for ARP to try again.
set -e
. "${0%/*}/outside.sh"
sysctl -w net.ipv4.ip_forward=1
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
ip netns exec ns0 ping -c 1 -W 1 1.1.1.2 || true
ip link add br0 type bridge
ip link set dev br0 up
ip link set dev veth_ns0 up
ip link set dev veth_ns1 up
ip link set dev veth_ns0 master br0
ip link set dev veth_ns1 master br0
ip addr add 1.1.1.3/24 dev br0
ip netns exec ns0 ip route add default via 1.1.1.3 dev veth0_ns0
iptables -t nat -A POSTROUTING -s 1.1.1.0/24 ! -o br0 -j MASQUERADE
ip netns exec ns0 ping -c 1 192.168.80.2
