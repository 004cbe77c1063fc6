# PID 1 of a run's sandbox. Fd 3 brings requests, fd 4 takes replies. Slot N writes to fds 5+2N (stdout) and 6+2N (stderr),
# lane N, for what a session says, to fd LANES+N. It is told:
#   TOKEN SESSION FSTAB LANES LAST-FIFO INHERITED AT-ONCE [NAME=PROGRAM...] -- [SETTING=VALUE...]
agent_token=$1 session_script=$2 fstab=$3 lanes=$4 last_fifo=$5 inherited=$6 at_once=$7
shift 7
set -m
shopt -s expand_aliases
umask 022
cd /

fail() { printf 'failed %s\n' "$1" >&4; exit 1; }

# The machine's own /proc is still mounted: it knows this process by the number that it has outside.
[[ $outer ]] || read -r outer _ </proc/self/stat
mount -n -a -T "$fstab" || fail mount
sessions=/run/netscenario/ip baseline=/run/netscenario/baseline.conf

# fifos FIRST LAST: what that many sessions read from, two each.
fifos() {
  eval "mkfifo $sessions/{$1..$2}{,-sh}" || fail mkfifo
  printf 'fifos %s\n' "$2" >&4
}

# session NUMBER LANE [NETNS]: an ip(8) that does one line after the other, in that namespace with a shell beside it.
session() {
  if [[ $3 ]]; then
    # A row may be quicker than what makes these.
    until [[ -p $sessions/$1-sh ]]; do :; done
    nsenter "--net=/run/netns/$3" sh -c "$session_script" session "$sessions/$1" "$baseline" </dev/null >&"$((lanes + $2))" 2>&1 3<&- 4>&- &
  else
    ip -j -d -batch - <"$sessions/$1" >&"$((lanes + $2))" 2>&1 3<&- 4>&- &
  fi
}

# bridge_session NUMBER LANE: a bridge(8) that does one line after the other, beside the host's session.
bridge_session() {
  bridge -j -batch - <"$sessions/$1-sh" >&"$((lanes + $2))" 2>&1 3<&- 4>&- &
}

# c ID COMMAND: one command of a job, announced and reported on both streams. Without keep=1 a failure ends the job.
c() {
  printf '\0%s b%s %s\0' "$agent_token" "$1" "$EPOCHREALTIME"
  eval "$2"
  local rc=$?
  printf '\0%s e%s %s %s\0' "$agent_token" "$1" "$rc" "$EPOCHREALTIME"
  printf '\0%s e%s\0' "$agent_token" "$1" >&2
  [[ $rc == 0 ]] || failed=1
  [[ $rc == 0 || $keep == 1 ]] || exit 1
  return "$rc"
}

# A command may end the shell of its job: the exit code of that is told with the job's end.
over() {
  local rc=$?
  printf '\0%s x %s %s\0' "$agent_token" "$rc" "$EPOCHREALTIME"
  printf '\0%s x\0' "$agent_token" >&2
}

# job TEXT: fails where one of its commands does.
job() {
  keep=0 failed=0
  trap over EXIT
  eval "$1"
  return "$failed"
}

# at SLOT TEXT: a job beside the others of its row. row: waits for them; where one has failed, none comes after them.
at() {
  job "$2" </dev/null >&"$((5 + 2 * $1))" 2>&"$((6 + 2 * $1))" &
  beside+=("$!")
}
row() {
  local pid ended=0
  for pid in "${beside[@]}"; do wait "$pid" || ended=1; done
  beside=()
  [[ $ended == 0 ]] || { last_row; exit 0; }
}

# Whoever waits for the last row of what it began with, or for one that fails before, reads it from stdout.
last_row() { printf 'last row\n'; }

declare -A pids
# Does one request; fails where nobody is left to ask.
serve() {
  local verb number argument netns snippet slot
  read -r -u 3 verb number argument netns || return 1
  case $verb in
    # run SLOT BYTES: a job, whose text follows.
    run)
      read -r -N "$argument" -u 3 snippet
      job "$snippet" </dev/null >&"$((5 + 2 * number))" 2>&"$((6 + 2 * number))" 3<&- 4>&- &
      pids[$number]=$!
      ;;
    # rows SLOTS BYTES: jobs in rows, which may use that many slots, and whose text follows.
    rows)
      read -r -N "$argument" -u 3 snippet
      (beside=(); eval "$snippet") 3<&- 4>&- &
      for ((slot = 0; slot < number; slot++)); do pids[$slot]=$!; done
      ;;
    # kill SLOT: ends the job there.
    kill)
      kill -KILL -- "-${pids[$number]}" 2>/dev/null
      printf '\0%s x 137 %s\0' "$agent_token" "$EPOCHREALTIME" >&"$((5 + 2 * number))"
      printf '\0%s x\0' "$agent_token" >&"$((6 + 2 * number))"
      ;;
    fifos) fifos "$number" "$argument" ;;
    bridge) bridge_session "$number" "$argument" ;;
    session) session "$number" "$argument" "$netns" ;;
  esac
  return 0
}

# What needs none of the following goes on meanwhile.
[[ ! $at_once ]] || serve
mkdir -p /run/netns /run/lock /run/netscenario/bin "$sessions" || fail mkdir
# The first session is the host's. It begins while the rest is made ready.
fifos 0 "$last_fifo"
session 0 0
ip link set lo up &
lo=$!
while [[ $1 != -- ]]; do
  ln -s "${1#*=}" "/run/netscenario/bin/${1%%=*}" || fail ln
  shift
done
shift
export PATH="/run/netscenario/bin:$PATH"
# Settings that a new namespace does not have by itself: this one is new too, and what it has, others will have.
for pin in "$@"; do
  key=${pin%%=*}
  setting=/proc/sys/${key//.//}
  [[ -e $setting ]] || continue
  read -r now <"$setting"
  [[ $now != "${pin#*=}" || $inherited == yes ]] || continue
  printf '%s\n' "${key//.//}=${pin#*=}" >&5
  printf '%s\n' "${pin#*=}" >"$setting" || fail sysctl
done 5>"$baseline"

wait "$lo" || fail lo
printf 'ready %s %s\n' "$outer" "$cell" >&4
while serve; do :; done
