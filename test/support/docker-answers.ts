/** Two namespaces on the bridge b0, with a default route to 1.1.1.3. */
export const CONTAINERS = `
  for n in 0 1; do
    ip netns add ns$n
    ip link add p$n type veth peer name e0 netns ns$n; ip link set p$n master b0 up
    ip -n ns$n addr add 1.1.1.$((n + 1))/24 dev e0; ip -n ns$n link set e0 up
    ip -n ns$n route add default via 1.1.1.3
  done`;

/** The same, and the bridge with that address. */
export const WIRED = `
  ip link add name b0 type bridge; ip addr add 1.1.1.3/24 dev b0; ip link set b0 up
  ${CONTAINERS}`;

export const FORWARD = 'echo 1 >/proc/sys/net/ipv4/ip_forward';
export const MASQUERADE = 'iptables -t nat -A POSTROUTING -s 1.1.1.0/24 ! -o b0 -j MASQUERADE';
