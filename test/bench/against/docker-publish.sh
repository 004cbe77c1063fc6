# What the tutorial says in words, by the commands that do it: a port of the host that is a server's in a namespace. The server
# and its client are those of the lesson. What it claims is tried once each, as one would by hand: who is served and who is not,
# before the rule and after it, which addresses a connection has on either side of the host, and who is seen outside.
set -e
. "${0%/*}/outside.sh"
ip netns exec outside ping -c 1 192.168.80.128
brctl addbr br0
ip addr add 1.1.1.3/24 dev br0
ip link set dev br0 up
for i in 0 1; do
  ip netns add ns$i
  ip link add veth0_ns$i type veth peer name veth_ns$i
  ip link set veth0_ns$i netns ns$i
  brctl addif br0 veth_ns$i
  ip link set dev veth_ns$i up
  ip netns exec ns$i ip addr add 1.1.1.$((i + 1))/24 dev veth0_ns$i
  ip netns exec ns$i ip link set dev veth0_ns$i up
  ip netns exec ns$i ip route add default via 1.1.1.3
done
sysctl -w net.ipv4.ip_forward=1
ip netns exec ns0 socat TCP-LISTEN:80,reuseaddr,fork 'SYSTEM:echo ns0 answers; printenv SOCAT_PEERADDR' &
until ip netns exec ns0 ss -Hltn sport = 80 | grep -q .; do sleep 0.01; done
ip netns exec ns1 socat -u TCP:1.1.1.1:80 STDOUT
socat -u TCP:1.1.1.1:80 STDOUT
ip netns exec outside socat -u TCP:192.168.80.128:8080,connect-timeout=1 STDOUT && exit 1
ip netns exec outside ping -c 1 -W 1 1.1.1.1 && exit 1
ip netns exec outside tcpdump -nn -U --immediate-mode -Z root -i eth0 -w /tmp/outside.pcap &
tcpdump -nn -U --immediate-mode -Z root -i br0 -w /tmp/bridge.pcap &
until [[ -s /tmp/outside.pcap && -s /tmp/bridge.pcap ]]; do sleep 0.01; done
iptables -t nat -A PREROUTING -d 192.168.80.128 -p tcp --dport 8080 -j DNAT --to-destination 1.1.1.1:80
ip netns exec outside socat -u TCP:192.168.80.128:8080 STDOUT
socat -u TCP:192.168.80.128:8080,connect-timeout=1 STDOUT && exit 1
iptables -t nat -S
conntrack -L -p tcp
tcpdump -nn -r /tmp/outside.pcap tcp
tcpdump -nn -r /tmp/bridge.pcap tcp
iptables -t nat -A OUTPUT -d 192.168.80.128 -p tcp --dport 8080 -j DNAT --to-destination 1.1.1.1:80
socat -u TCP:192.168.80.128:8080 STDOUT
iptables -t nat -A POSTROUTING -s 1.1.1.0/24 ! -o br0 -j MASQUERADE
ip netns exec outside nft add table inet translated
ip netns exec outside nft add set inet translated sources '{ type ipv4_addr; flags dynamic; counter; }'
ip netns exec outside nft add chain inet translated input '{ type filter hook input priority 0; }'
ip netns exec outside nft add rule inet translated input icmp type echo-request add @sources '{ ip saddr }'
ip netns exec ns0 ping -c 1 192.168.80.2
ip netns exec ns1 ping -c 1 192.168.80.2
ip netns exec outside nft list set inet translated sources
ip netns exec outside socat -u TCP:192.168.80.128:8080 STDOUT
kill %1 %2 %3
