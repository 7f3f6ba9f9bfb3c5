#!/bin/sh
# Makes the secrets that compose.yaml hands to the containers as files, once. Nothing is overwritten.
#   deploy/prepare.sh [OIDC_CLIENT_SECRET]
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets
random() { head -c 48 /dev/urandom | base64 | tr -d '+/=\n' | head -c 48; }
put() { [ -s "secrets/$1" ] || printf '%s' "$2" >"secrets/$1"; }
put engagement_secret "$(random)"
put database_password "$(random)"
put database_url "postgresql+psycopg://engagement:$(cat secrets/database_password)@database/engagement"
put oidc_client_secret "${1:-}"
# The containers' users read them; on this machine the folder keeps everybody else out.
chmod 644 secrets/*
[ -e .env ] || cp example.env .env
echo "Secrets are in deploy/secrets. Now fill in deploy/.env."
