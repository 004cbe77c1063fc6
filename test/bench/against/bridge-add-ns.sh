# The tutorial's own commands, less sudo; its script is a function here, and its ping without an end has two requests, as
# many as it shows.
set -e
add_ns_to_br() {
  bridge=$1
  namespace=$2
  addr=$3
  vethA=veth-$namespace
  vethB=eth00
  ip netns add $namespace
  ip link add $vethA type veth peer name $vethB
  ip link set $vethB netns $namespace
  ip netns exec $namespace ip addr add $addr dev $vethB
  ip netns exec $namespace ip link set $vethB up
  ip link set $vethA up
  brctl addif $bridge $vethA
}
brctl addbr mydocker0
brctl show
add_ns_to_br mydocker0 ns1 172.16.1.1/16
add_ns_to_br mydocker0 ns2 172.16.1.2/16
ip link set dev mydocker0 up
ip netns exec ns1 ip a
ip netns exec ns1 ping -c 2 172.16.1.2
