# A session in a namespace: an ip(8) that does the lines of one FIFO ($1), and this shell, which starts the programs that another one
# names. Behind what a program prints stands its exit code between NULs; one that fails is the last.
settings=$2
settings() {
  while IFS='=' read -r key value; do
    [ ! -e "/proc/sys/$key" ] || printf '%s\n' "$value" >"/proc/sys/$key" || return 1
  done <"$settings"
}

# Whoever has heard from ip knows that both are open.
exec 3<"$1-sh"
ip -j -d -batch - <"$1" 3<&- &
while read -r line; do
  [ "$line" ] || continue
  eval "$line" </dev/null 3<&-
  code=$?
  printf '\0%s\0' "$code"
  [ "$code" = 0 ] || exit 1
done <&3
