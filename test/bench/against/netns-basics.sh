# What the tutorials show of two fresh namespaces, by their own commands: each has only lo, down, and routes, sockets, rules and
# settings of its own. What does not answer is given a second.
set -e
ip netns add ns0
ip netns add ns1
ip netns list
for ns in ns0 ns1; do
  ip netns exec $ns ip link
  ip netns exec $ns ip route
  ip netns exec $ns iptables -S
  ip netns exec $ns ss -ltn
  ip netns exec $ns sysctl net.ipv4.ip_forward
  ip netns exec $ns ping -c 1 -W 1 127.0.0.1 || true
  ip netns exec $ns ip link set dev lo up
  ip netns exec $ns ping -c 1 127.0.0.1
done
ip netns exec ns0 ip route add 192.0.2.0/24 dev lo
ip netns exec ns1 ip route
ip netns exec ns0 sysctl -w net.ipv4.ip_forward=1
ip netns exec ns1 sysctl net.ipv4.ip_forward
ip netns exec ns0 iptables -A INPUT -d 127.0.0.2/32 -j DROP
ip netns exec ns0 ping -c 1 -W 1 127.0.0.2 || true
ip netns exec ns1 ping -c 1 127.0.0.2
