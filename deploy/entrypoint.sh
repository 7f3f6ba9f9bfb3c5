#!/bin/sh
# Secrets come as files: NAME_FILE says where NAME stands.
set -eu
for name in ENGAGEMENT_SECRET ENGAGEMENT_DATABASE_URL ENGAGEMENT_OIDC_CLIENT_SECRET AWS_SECRET_ACCESS_KEY; do
    eval "file=\${${name}_FILE:-}"
    if [ -n "$file" ]; then
        value=$(cat "$file")
        export "$name=$value"
        unset "${name}_FILE"
    fi
done
exec "$@"
