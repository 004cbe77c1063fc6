# The four wirings of the tutorial on private daemons, with the addresses that it leaves out, measured as the lesson does: rounds
# in which each has its turn, fifty pings and a second of iperf3.
set -e
. "${0%/*}/ovs-start.sh"
brctl addbr br-test
brctl stp br-test off
ip link set dev br-test up
add_bridge ovs-test
add_bridge ovs-test2
subnet=0
for wiring in veth br ovs int; do
  subnet=$((subnet + 1))
  ip netns add ns1-$wiring
  ip netns add ns2-$wiring
  [[ $wiring != veth ]] || ip link add tap1 type veth peer name tap2
  for i in 1 2; do
    case $wiring in
      br)
        ip link add tap$i type veth peer name br-tap$i
        brctl addif br-test br-tap$i
        ip link set dev br-tap$i up
        ;;
      ovs)
        ip link add tap$i type veth peer name ovs-tap$i
        ovs-vsctl add-port ovs-test ovs-tap$i
        ip link set dev ovs-tap$i up
        ;;
      int) ovs-vsctl add-port ovs-test2 tap$i -- set Interface tap$i type=internal ;;
    esac
    ip link set tap$i netns ns$i-$wiring
    ip netns exec ns$i-$wiring ip addr add 10.1.$subnet.$i/24 dev tap$i
    ip netns exec ns$i-$wiring ip link set dev tap$i up
    [[ $wiring != ovs || -d /sys/module/openvswitch ]] || ip netns exec ns$i-$wiring ethtool -K tap$i tx off
  done
  ip netns exec ns2-$wiring iperf3 -s -D
done
for ((round = 0; round < ${1:-5}; round += 1)); do
  subnet=0
  for wiring in veth br ovs int; do
    subnet=$((subnet + 1))
    ip netns exec ns1-$wiring ping -q -c 50 -i 0.002 -W 1 10.1.$subnet.2
    ip netns exec ns1-$wiring iperf3 -c 10.1.$subnet.2 -t 1 -i 0 -C reno
  done
done
pkill iperf3 || true
