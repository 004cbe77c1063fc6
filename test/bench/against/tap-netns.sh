# What the tutorial says of tap devices, by the commands that show it. Each ping is one request, with a second for its answer.
set -e
brctl addbr br-test
ip addr add 10.10.10.1/24 dev br-test
ip link set dev br-test up
ip tuntap add tap1 mode tap
brctl addif br-test tap1
ip link set dev tap1 up
ip link show tap1
ping -c 1 -W 1 10.10.10.2 || true
ip netns add ns1
ip link set tap1 netns ns1
ip netns exec ns1 ip addr add 10.10.10.2/24 dev tap1
ip netns exec ns1 ip link set dev tap1 up
ip netns exec ns1 ping -c 1 -W 1 10.10.10.1 || true
ip netns add ns2
ip link add tap2 type veth peer name br-tap2
brctl addif br-test br-tap2
ip link set tap2 netns ns2
ip netns exec ns2 ip addr add 10.10.10.3/24 dev tap2
ip netns exec ns2 ip link set dev tap2 up
ip link set dev br-tap2 up
ip netns exec ns2 ping -c 1 10.10.10.1
