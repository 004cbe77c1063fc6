# The outside that the tutorials have and a sandbox has not: the host's card ens33, and the gateway behind it.
ip netns add outside
ip link add ens33 type veth peer name eth0
ip link set eth0 netns outside
ip addr add 192.168.80.128/24 dev ens33
ip link set dev ens33 up
ip netns exec outside ip addr add 192.168.80.2/24 dev eth0
ip netns exec outside ip link set dev eth0 up
ip route add default via 192.168.80.2
