# Starts the daemons that the tutorials take for granted, as the lessons start theirs.
mkdir -p /run/openvswitch
ovsdb-tool create /run/openvswitch/conf.db /usr/share/openvswitch/vswitch.ovsschema
ovsdb-server /run/openvswitch/conf.db --remote=punix:/run/openvswitch/db.sock --pidfile --detach -vconsole:off -vsyslog:off -vfile:off
ovs-vsctl --no-wait init
ovs-vswitchd unix:/run/openvswitch/db.sock --pidfile --detach -vconsole:off -vsyslog:off -vfile:off
add_bridge() {
  if [[ -d /sys/module/openvswitch ]]; then ovs-vsctl add-br "$1"; else ovs-vsctl add-br "$1" -- set Bridge "$1" datapath_type=netdev; fi
}
