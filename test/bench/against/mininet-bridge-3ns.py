# The same network in Mininet: three hosts on one Linux bridge, every pair pinged.
from mininet.net import Mininet
from mininet.nodelib import LinuxBridge
from mininet.topo import SingleSwitchTopo

net = Mininet(topo=SingleSwitchTopo(3), switch=LinuxBridge, controller=None)
net.start()
lost = net.pingAll()
net.stop()
raise SystemExit(1 if lost else 0)
