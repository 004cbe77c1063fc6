# The tutorial's own commands; its first ping, which has no end and no answer, is given one request and one second.
set -e
ip link add dev veth0 type veth peer name veth1
ip address add dev veth0 10.1.1.2/24
ip address add dev veth1 10.1.1.3/24
ip link set dev veth0 up
ip link set dev veth1 up
ping -c 1 -W 1 -I veth0 10.1.1.3 || true
echo 1 >/proc/sys/net/ipv4/conf/veth0/accept_local
echo 1 >/proc/sys/net/ipv4/conf/veth1/accept_local
echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter
echo 0 >/proc/sys/net/ipv4/conf/veth0/rp_filter
echo 0 >/proc/sys/net/ipv4/conf/veth1/rp_filter
for dev in veth0 veth1 lo; do
  tcpdump -Z root -nnt -i $dev &
done
ping -I veth0 10.1.1.3 -c 2
kill $(jobs -p)
