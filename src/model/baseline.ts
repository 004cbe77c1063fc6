/**
 * The kernel settings that every namespace of a run starts from. A new namespace inherits its IPv4 settings from the
 * machine's first one (net.core.devconf_inherit_init_net), so that without this a lesson would see whatever the
 * distribution or its administrator chose. IPv6 is off: no lesson uses it, and its neighbour discovery would add
 * frames to captures and addresses to listings.
 */
const BASELINE: Readonly<Record<string, string>> = {
  'net.ipv4.ip_forward': '0',
  'net.ipv4.conf.all.rp_filter': '0',
  'net.ipv4.conf.default.rp_filter': '0',
  'net.ipv4.conf.all.accept_local': '0',
  'net.ipv4.conf.default.accept_local': '0',
  'net.ipv4.conf.all.arp_ignore': '0',
  'net.ipv4.conf.default.arp_ignore': '0',
  'net.ipv4.conf.all.arp_announce': '0',
  'net.ipv4.conf.default.arp_announce': '0',
  'net.ipv4.conf.all.arp_filter': '0',
  'net.ipv4.conf.default.arp_filter': '0',
  'net.ipv4.conf.all.arp_accept': '0',
  'net.ipv4.conf.default.arp_accept': '0',
  'net.ipv4.conf.all.proxy_arp': '0',
  'net.ipv4.conf.default.proxy_arp': '0',
  'net.ipv4.conf.all.promote_secondaries': '0',
  'net.ipv4.conf.default.promote_secondaries': '0',
  'net.ipv4.icmp_echo_ignore_all': '0',
  'net.ipv6.conf.all.disable_ipv6': '1',
  'net.ipv6.conf.default.disable_ipv6': '1',
  'net.bridge.bridge-nf-call-iptables': '0',
  'net.bridge.bridge-nf-call-ip6tables': '0',
  'net.bridge.bridge-nf-call-arptables': '0',
};

/** The baseline as `key=value` words for sysctl(8). */
export const BASELINE_PINS: readonly string[] = Object.entries(BASELINE).map(([key, value]) => `${key}=${value}`);

/** The baseline's value of a key, `undefined` where it has none. */
export function baselineOf(key: string): string | undefined {
  return BASELINE[key];
}
