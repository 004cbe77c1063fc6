# The tutorials' own docker commands on a private daemon that is started as the lesson starts its own. What they ping outside
# is the simulated gateway; what does not answer has a second for each of two requests.
set -e
. "${0%/*}/outside.sh"
mkdir -p /run/dockerd/etc /run/dockerd/etc.work /run/dockerd/opt /run/dockerd/opt.work /run/dockerd/bin
mount -t cgroup2 -o ro cgroup2 /sys/fs/cgroup
mount -t overlay -o lowerdir=/etc,upperdir=/run/dockerd/etc,workdir=/run/dockerd/etc.work overlay /etc
mount -t overlay -o lowerdir=/opt,upperdir=/run/dockerd/opt,workdir=/run/dockerd/opt.work overlay /opt
ln -s /bin/true /run/dockerd/bin/modprobe
echo '{"runtimes":{"crun":{"path":"crun","runtimeArgs":["--cgroup-manager=disabled"]}},"default-runtime":"crun"}' >/run/dockerd/daemon.json
PATH=/run/dockerd/bin:$PATH setsid -f dockerd --config-file /run/dockerd/daemon.json --data-root /run/dockerd/data \
  --storage-driver vfs --exec-root /run/dockerd/exec --pidfile /run/dockerd/pid -H unix:///run/docker.sock >/run/dockerd/log 2>&1
export DOCKER_HOST=unix:///run/docker.sock
until docker version; do sleep 0.1; done >/dev/null 2>&1
mkdir -p /run/image/bin
cp "$(command -v busybox)" /run/image/bin/busybox
/run/image/bin/busybox --install /run/image/bin
tar -c -C /run/image . | docker import -c 'CMD sh' - busybox
docker network create -d bridge --subnet 172.1.1.0/24 my_br
docker run -itd --net=my_br --name=centos0 busybox /bin/sh
docker run -itd --net=my_br --name=centos1 busybox /bin/sh
docker network inspect my_br
docker exec centos0 /bin/sh -c "ping -c 2 192.168.80.2"
docker exec centos0 /bin/sh -c "ip link"
docker exec centos1 /bin/sh -c "ip link"
docker exec centos0 ip route
docker network ls
docker run -itd --name web -p 8080:80 busybox
docker network create --subnet 172.80.1.0/24 net-1
docker network create --subnet 172.80.2.0/24 net-2
docker run -itd --name test1 --network=net-1 busybox
docker run -itd --name test2 --network=net-2 busybox
docker exec test1 ip a
docker exec test2 ip a
docker exec test1 ping -c 2 -W 1 172.80.2.2 || true
docker exec test2 ping -c 2 -W 1 172.80.1.2 || true
docker exec test2 ping -c 2 -W 1 192.168.80.2
docker exec test1 ping -c 2 -W 1 192.168.80.2
