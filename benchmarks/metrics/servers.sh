# Sourced by what runs a `tachograph agent`: the build, a Kafka, and what is stopped in the end. The caller sets `name`,
# `metrics` (the agent's port) and, if it wants one, `besides`: a command before all that runs beside the agent.
here="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)"
top="$here/../.."
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
text="$top/client/src/test/resources/io/tachograph/client/scrape/vllm-v1-2026-09-specdecode.txt"
mkdir -p "$here/../target/metrics"
log="$here/../target/metrics/$name.log"

if ! (cd "$top" && mvn ${MAVEN_ARGS:-} -B -q -Dquick -pl benchmarks,benchmarks/stream -am package && ./tachograph --help) >"$log" 2>&1; then
  cat "$log" >&2
  echo "$name: the build failed; its output is above" >&2
  exit 1
fi
data="$(mktemp -d "$here/../target/metrics/$name.XXXXXX")"
mkfifo "$data/until"
started=()
finish() {
  exec 9>&- # Kafka stops when this closes
  for pid in "${started[@]}"; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  wait || true
  rm -rf "$data"
}
trap finish EXIT
until_ready() { # WHAT COMMAND...: for five minutes at most
  local what="$1"
  shift
  for ((i = 0; i < 1500; i++)); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.2
  done
  tail "$log" >&2
  echo "$name: $what did not start" >&2
  exit 1
}
beside() { # CLASS ARGUMENTS...: a class of the benchmarks, in the background
  local options="$1"
  shift
  # shellcheck disable=SC2086
  ${besides:-} "$java" $options -cp "$here/../target/classes:$here/../target/lib/*" "$@" >>"$log" 2>&1 9>&- &
  started+=($!)
}
${besides:-} "$java" -Xmx1g -cp "$here/../stream/target/classes:$here/../stream/target/lib/*" \
  io.tachograph.benchmarks.stream.Servers "$data" <"$data/until" >>"$log" 2>&1 &
exec 9>"$data/until"
until_ready "Kafka" test -f "$data/servers"
kafka="$(head -1 "$data/servers")"
"$top/tachograph" topics --kafka "$kafka" --partitions 1 --replication 1 >>"$log" 2>&1

sum_of() { # of a family of the agent's /metrics
  curl -s "http://127.0.0.1:$metrics/metrics" | awk -v name="$1{" 'index($0, name) == 1 {sum += $NF} END {print sum + 0}'
}
