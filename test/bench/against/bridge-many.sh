# The tutorial's build alone, one ip process per command, for $1 namespaces.
set -e
ip link add br-test type bridge
ip link set br-test up
for ((i = 0; i < $1; i++)); do
  ns=ns$((i + 1))
  ip netns add $ns
  ip link add veth$i type veth peer name br-veth$i
  ip link set veth$i netns $ns
  ip link set br-veth$i master br-test
  ip link set br-veth$i up
  ip -n $ns address add 10.10.$(((i + 2) / 256)).$(((i + 2) % 256))/16 dev veth$i
  ip -n $ns link set veth$i up
done
