# The tutorial's pings, with what Docker does for it by the commands that do it. As there, each ping has two requests, and
# what does not answer is given a second each.
set -e
. "${0%/*}/outside.sh"
sysctl -w net.ipv4.ip_forward=1
iptables -P FORWARD DROP
iptables -N DOCKER-ISOLATION-STAGE-1
iptables -N DOCKER-ISOLATION-STAGE-2
iptables -A FORWARD -j DOCKER-ISOLATION-STAGE-1
for i in 1 2; do
  brctl addbr br-net-$i
  ip addr add 172.80.$i.1/24 dev br-net-$i
  ip link set dev br-net-$i up
  ip netns add test$i
  ip link add veth-test$i type veth peer name eth0 netns test$i
  brctl addif br-net-$i veth-test$i
  ip link set dev veth-test$i up
  ip netns exec test$i ip addr add 172.80.$i.2/24 dev eth0
  ip netns exec test$i ip link set dev eth0 up
  ip netns exec test$i ip route add default via 172.80.$i.1
  iptables -t nat -A POSTROUTING -s 172.80.$i.0/24 ! -o br-net-$i -j MASQUERADE
  iptables -A FORWARD -o br-net-$i -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
  iptables -A FORWARD -i br-net-$i ! -o br-net-$i -j ACCEPT
  iptables -A DOCKER-ISOLATION-STAGE-1 -i br-net-$i ! -o br-net-$i -j DOCKER-ISOLATION-STAGE-2
  iptables -A DOCKER-ISOLATION-STAGE-2 -o br-net-$i -j DROP
done
ip netns exec test1 ip a
ip netns exec test2 ip a
ip netns exec test1 ping -c 2 -W 1 172.80.2.2 || true
ip netns exec test2 ping -c 2 -W 1 172.80.1.2 || true
ip netns exec test2 ping -c 2 -W 1 192.168.80.2
ip netns exec test1 ping -c 2 -W 1 192.168.80.2
