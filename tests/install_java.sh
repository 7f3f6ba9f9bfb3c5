#!/bin/sh
# The figures are compared on Spark, too, which runs on a Java that the system's package manager installed.
set -eu
command -v java >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless && exit 0
fi
echo "Java is not installed; the figures are not compared on Spark." >&2
