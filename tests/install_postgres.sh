#!/bin/sh
# The store's tests run on a real PostgreSQL, too, that the system's package manager installed.
set -eu
command -v initdb >/dev/null 2>&1 && exit 0
for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
    [ -x "$folder/initdb" ] && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql && exit 0
fi
echo "PostgreSQL is not installed; tests that need it are skipped." >&2
