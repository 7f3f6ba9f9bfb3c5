#!/bin/sh
# The browser tests drive a Chromium that the system's package manager installed.
set -eu
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq chromium && exit 0
fi
echo "The browser tests need Chromium. Install it with your system's package manager, e.g." >&2
echo "  sudo apt-get install chromium    or    sudo dnf install chromium    or    brew install chromium" >&2
exit 1
