#!/usr/bin/env bash
# Builds the Kafka client's native library, librdkafka 2.15.1, once, and keeps it in a cache folder where the server looks
# for it. Needed only for "--log kafka" and for the tests of it. Takes about a minute on two cores.
#   infra/librdkafka.sh            the library the server loads, and the one the tests load
#   infra/librdkafka.sh --path     prints the cache folder and does nothing else
# A machine that has librdkafka 2.15.1 already needs none of this: see infra/README.md, "Kafka".
set -euo pipefail
version=2.15.1
carrier=@confluentinc/kafka-javascript@1.10.1 # its archive carries librdkafka's sources unchanged
carrier_sha256=ada7d703bb1d3237e2292bfabf438d663b6160c9f1ac2a2406b5dc4257c81b66
cache="${XDG_CACHE_HOME:-$HOME/.cache}/inventory/librdkafka-$version"
patches=2 # of the tests' copy; counted up when they change
[ "${1:-}" = "--path" ] && { echo "$cache"; exit 0; }
is_there() { [ -f "$cache/librdkafka.so.1" ] && [ -f "$cache/librdkafka-test.so.1" ] && [ "$(cat "$cache/.patches" 2>/dev/null)" = "$patches" ]; }
if is_there; then
  echo "librdkafka $version is in $cache"
  exit 0
fi

say() { printf 'librdkafka: %s (%ss)\n' "$1" "$SECONDS"; }
install_tools() { # Debian packages that are missing; libzstd is for topics that others compress with zstd
  command -v dpkg >/dev/null || return 0
  local missing=()
  for name in gcc make libc6-dev libssl-dev zlib1g-dev libzstd-dev; do
    dpkg -s "$name" >/dev/null 2>&1 || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local sudo=""; [ "$(id -u)" -eq 0 ] || sudo=sudo
  say "installing ${missing[*]}"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$work/apt.log" 2>&1 \
    || { tail -20 "$work/apt.log" >&2; exit 1; }
}

mkdir -p "$cache"
exec 9>"$cache/.lock" # two builds at once would write into each other
flock 9
is_there && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
install_tools
say "fetching the sources"
(cd "$work" && npm pack --silent "$carrier" >/dev/null && mv ./*.tgz carrier.tgz)
echo "$carrier_sha256  $work/carrier.tgz" | sha256sum --check --quiet \
  || { echo "librdkafka: the archive is not the one that was reviewed; nothing was built" >&2; exit 1; }
tar -xzf "$work/carrier.tgz" -C "$work" package/deps/librdkafka
cd "$work/package/deps/librdkafka"
say "configuring"
./configure --disable-gssapi --disable-curl --disable-lz4-ext >"$work/configure.log" 2>&1 || { tail -20 "$work/configure.log" >&2; exit 1; }

build() { # name: builds what has changed and puts it into the cache in one step
  say "building $1"
  make -C src -j"$(nproc)" librdkafka.so.1 >"$work/make.log" 2>&1 || { tail -20 "$work/make.log" >&2; exit 1; }
  cp src/librdkafka.so.1 "$cache/$1.new"
  strip --strip-unneeded "$cache/$1.new"
  mv "$cache/$1.new" "$cache/$1"
}

build librdkafka.so.1
# The brokers that the library has built in for tests drop what is older than 5 MiB of a partition; the tests' own copy of the
# library keeps 256 MiB.
sed -i -e 's/mpart->max_size *= 1024 \* 1024 \* 5;/mpart->max_size = 1024 * 1024 * 256;/' \
  -e 's/mpart->max_cnt *= 100000;/mpart->max_cnt = 5000000;/' src/rdkafka_mock.c
grep -q '1024 \* 1024 \* 256' src/rdkafka_mock.c || { echo "librdkafka: the test brokers' limit was not found" >&2; exit 1; }
# They also end the whole process when a member of a group asks a second time before it was answered, as one does whose
# connection broke while the group was waiting for a killed member: the answer owed to the broken connection is let go instead.
sed -i 's/rd_assert(!member->resp);/if (member->resp) { rd_kafka_buf_destroy(member->resp); member->resp = NULL; }/' src/rdkafka_mock_cgrp.c
[ "$(grep -c 'if (member->resp) { rd_kafka_buf_destroy' src/rdkafka_mock_cgrp.c)" -ge 2 ] || { echo "librdkafka: the test brokers' groups were not found" >&2; exit 1; }
build librdkafka-test.so.1
echo "$patches" >"$cache/.patches"
cp LICENSES.txt "$cache/"
say "librdkafka $version is in $cache"
