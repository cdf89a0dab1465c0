#!/usr/bin/env bash
# Passes all tests on a bare Debian machine with the .NET SDK, git, curl and Node: installs what they need (cached by
# presence), builds, runs every suite, and ends with "N passed, N failed, N skipped".
#   infra/test.sh            everything
#   infra/test.sh --fast     without the browser and child-process tests
#   infra/test.sh --backbone also kills cores, gateways and brokers of a split platform: some seven minutes more
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
fast=0; [ "${1:-}" = "--fast" ] && fast=1
backbone=0; [ "${1:-}" = "--backbone" ] && backbone=1
passed=0; failed=0; skipped=0
logs=artifacts/test-logs; mkdir -p "$logs"
say() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }
finish() { printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"; [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]; exit; }
die() { echo "$1" >&2; failed=$((failed + 1)); finish; }

install_debian() { # names: installs those that dpkg does not know yet
  local missing=()
  for name in "$@"; do dpkg -s "$name" >/dev/null 2>&1 || missing+=("$name"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  local sudo=""; [ "$(id -u)" -eq 0 ] || sudo=sudo
  echo "installing ${missing[*]}"
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$logs/apt.log" 2>&1
}

# Unpacks a Debian package's files into the cache without installing it: its service must not start on a developer's machine.
unpack_debian() { # name
  local folder="${XDG_CACHE_HOME:-$HOME/.cache}/inventory/debian/$1"
  [ -d "$folder" ] && return 0
  local aside; aside=$(mktemp -d)
  echo "unpacking $1"
  (cd "$aside" && { apt-get download -qq "$1" || { ${SUDO:-} apt-get update -qq && apt-get download -qq "$1"; }; } && dpkg -x ./*.deb files) >"$logs/apt-$1.log" 2>&1 || return 1
  mkdir -p "$(dirname "$folder")" && mv "$aside/files" "$folder" && rm -rf "$aside"
}

run_dotnet() { # project, a filter and its name: runs the tests of one project and adds their counts
  local log="$logs/$(basename "$1")${3:+-$3}.log"
  say "$1${3:+ ($3)}"
  dotnet test "$1" -c Release --no-build ${2:+--filter "$2"} --blame-hang-timeout 6m --blame-hang-dump-type none --logger "console;verbosity=normal" >"$log" 2>&1
  local code=$?
  local line
  line=$(grep -E '^(Total tests|     Passed|     Failed|     Skipped)' "$log" | tr -s ' ' | tr '\n' ' ')
  local p f s
  p=$(sed -n 's/^ *Passed: \([0-9]*\).*/\1/p' "$log" | tail -1); f=$(sed -n 's/^ *Failed: \([0-9]*\).*/\1/p' "$log" | tail -1)
  s=$(sed -n 's/^ *Skipped: \([0-9]*\).*/\1/p' "$log" | tail -1)
  passed=$((passed + ${p:-0})); failed=$((failed + ${f:-0})); skipped=$((skipped + ${s:-0}))
  echo "${line:-no summary}"
  if [ $code -ne 0 ]; then
    grep -E -A 14 '^ *Failed ' "$log" | head -120
    [ -z "${f:-}" ] && { tail -30 "$log"; failed=$((failed + 1)); }
  fi
}

for tool in dotnet node npm git curl; do command -v "$tool" >/dev/null || die "$tool is missing: install it first (see README)"; done
if [ "$fast" -eq 0 ]; then
  say "what the browser tests need"
  install_debian chromium fonts-ipafont-gothic systemd || die "the Debian packages could not be installed (see $logs/apt.log)"
fi
say "what the Kafka tests need"
install_debian kcat || echo "kcat could not be installed (see $logs/apt.log): its tests are skipped, or fail on CI"
infra/librdkafka.sh || echo "the Kafka library could not be built: its tests are skipped, or fail on CI"
say "what checks the deployment files"
unpack_debian prometheus || die "the Debian package prometheus could not be unpacked (see $logs/apt-prometheus.log)"
say "what the history tests need"
unpack_debian influxdb || die "the Debian package influxdb could not be unpacked (see $logs/apt-influxdb.log)"
say "build"
dotnet build Inventory.sln -c Release -warnaserror 2>&1 | tee "$logs/build.log" | grep -E 'error|warn|Elapsed|Build succeeded' | sort -u | head -40
[ "${PIPESTATUS[0]}" -eq 0 ] || die "the build failed (see $logs/build.log)"
say "dashboard unit tests"
if (cd src/Inventory.Dashboard && npm test) >"$logs/dashboard.log" 2>&1; then
  n=$(sed -n 's/^# pass \([0-9]*\).*/\1/p; s/^ℹ pass \([0-9]*\).*/\1/p' "$logs/dashboard.log" | tail -1); passed=$((passed + ${n:-0})); echo "passed ${n:-0}"
else
  tail -40 "$logs/dashboard.log"; n=$(sed -n 's/^# fail \([0-9]*\).*/\1/p; s/^ℹ fail \([0-9]*\).*/\1/p' "$logs/dashboard.log" | tail -1); failed=$((failed + ${n:-1}))
fi
run_dotnet tests/Inventory.Tests
run_dotnet tests/Inventory.Simulation
if [ "$fast" -eq 0 ]; then
  run_dotnet tests/Inventory.EndToEnd "Backbone!=Kafka" pages-and-servers
  # By themselves: their brokers live in the tests' process, and must not take the others down with it.
  [ "$backbone" -eq 1 ] && run_dotnet tests/Inventory.EndToEnd "Backbone=Kafka" backbone
fi
finish
