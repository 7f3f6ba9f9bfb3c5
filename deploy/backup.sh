#!/bin/sh
# A backup every night, one file each, for so many days. With "now": one at once, and no more.
#   backup.sh [now]
# BACKUP_AT   hour and minute in UTC (03:10)
# BACKUP_DAYS how long a backup is kept (14); whoever was erased is in no backup after that
# BACKUP_DIR  where they lie (/backups)
set -eu
: "${BACKUP_AT:=03:10}" "${BACKUP_DAYS:=14}" "${BACKUP_DIR:=/backups}" "${DATA_DIR:=/data}"

back_up() {
    engagement backup --data-dir "$DATA_DIR" "$BACKUP_DIR/engagement-$(date -u +%Y-%m-%d).tar" &&
        find "$BACKUP_DIR" -maxdepth 1 -name 'engagement-*.tar' -mtime "+$BACKUP_DAYS" -delete
}

if [ "${1:-}" = now ]; then
    back_up
    exit
fi
# What a backup that was killed has left; none runs yet.
find "$BACKUP_DIR" -maxdepth 1 -name 'engagement-held-*' -exec rm -rf {} +
# A signal must end the wait at once.
trap 'exit 0' TERM INT
while :; do
    now=$(date -u +%s)
    next=$(date -u -d "$BACKUP_AT" +%s)
    [ "$next" -gt "$now" ] || next=$((next + 86400))
    sleep $((next - now)) &
    wait $!
    back_up || echo "The backup failed; the next try is tomorrow." >&2
done
