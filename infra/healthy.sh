#!/usr/bin/env bash
# Exit 0 when the server on this machine's port answers that it is ready; without curl, which small images lack.
#   healthy.sh PORT [PATH]
set -u
port=${1:?port}; path=${2:-/health/ready}
exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$path" >&3
IFS=' ' read -r -t 3 _ status _ <&3 || exit 1
[ "$status" = 200 ]
