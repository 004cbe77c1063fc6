# What the tutorial builds, by commands as it has them: two namespaces on a bridge that is their gateway. Each ping is one
# request; what does not answer is given a second.
set -e
. "${0%/*}/outside.sh"
brctl addbr test-bridge
ip link set dev test-bridge up
for i in 1 2; do
  ip netns add ns$i
  ip link add veth$i type veth peer name br-veth$i
  ip link set veth$i netns ns$i
  brctl addif test-bridge br-veth$i
  ip link set dev br-veth$i up
  ip netns exec ns$i ip addr add 192.168.1.$((i + 1))/24 dev veth$i
  ip netns exec ns$i ip link set dev veth$i up
done
ip netns exec ns1 ping -c 1 192.168.1.3
ip addr add 192.168.1.1/24 dev test-bridge
ip route
ping -c 1 192.168.1.2
ip netns exec ns1 ping -c 1 192.168.1.1
ip netns exec ns1 ping -c 1 -W 1 192.168.80.2 || true
ip netns exec ns1 ip route add default via 192.168.1.1
ip netns exec ns2 ip route add default via 192.168.1.1
ip netns exec ns1 ping -c 1 -W 1 192.168.80.2 || true
sysctl -w net.ipv4.ip_forward=1
ip netns exec ns1 ping -c 1 -W 1 192.168.80.2 || true
