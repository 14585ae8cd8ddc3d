#!/usr/bin/env bash
# Compares us with libtorch, OpenBLAS, NumPy, DJL and ND4J: the same work, in turn, on this machine. Prints a Markdown table of ratios.
#
#     autodiff-benchmarks/run-peers.sh --quick                    less than 15 minutes: fewer sizes, and two columns of four
#     autodiff-benchmarks/run-peers.sh --csv FILE --write docs/performance.md      an hour and a half
#     autodiff-benchmarks/run-peers.sh --help                     what else there is
#
# Needs a JDK 17 and Maven Central (the peers are half a gigabyte); NumPy takes part if python3 has it. Nothing else should run.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
peers=$root/autodiff-benchmarks/peers

(cd "$root" && ./mvnw -q --batch-mode --no-transfer-progress -Ppeers -DskipTests -pl autodiff-benchmarks/peers -am package) >&2

exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$peers/target/classes:$(cat "$peers/target/classpath")" \
    io.autodiff.peers.Compare --peers "$peers" "$@"
