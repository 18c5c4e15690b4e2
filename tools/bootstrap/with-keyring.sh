#!/bin/sh
# Runs a command beside a private D-Bus session and an unlocked GNOME keyring; both end with the command.
# GAVEL_KEYRING_HOME, when given, keeps the keyring across runs; otherwise it lives for this run only.
set -u
if [ "${GAVEL_KEYRING_STAGE:-}" != inside ]; then
  made=''
  if [ -z "${GAVEL_KEYRING_HOME:-}" ]; then
    made=$(mktemp -d)
    GAVEL_KEYRING_HOME=$made
  fi
  export GAVEL_KEYRING_HOME GAVEL_KEYRING_STAGE=inside
  dbus-run-session -- "$0" "$@"
  code=$?
  [ -z "$made" ] || rm -rf "$made"
  exit $code
fi
unset GAVEL_KEYRING_STAGE
# Chromium takes the keyring only under a desktop it knows; the folders keep the keyring's file out of the real home.
export XDG_CURRENT_DESKTOP=GNOME XDG_DATA_HOME="$GAVEL_KEYRING_HOME/data" XDG_RUNTIME_DIR="$GAVEL_KEYRING_HOME/run"
mkdir -p "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
# The password makes the login collection on first use and opens it later. It guards nothing: the keyring is a test's.
printf 'opens-a-test-keyring' > "$XDG_RUNTIME_DIR/password"
gnome-keyring-daemon --unlock --foreground --components=secrets < "$XDG_RUNTIME_DIR/password" > /dev/null 2>&1 &
keyring=$!
tries=0
until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
  string:org.freedesktop.secrets 2> /dev/null | grep -q 'boolean true'; do
  tries=$((tries + 1))
  if [ $tries -gt 100 ]; then
    echo 'with-keyring: the keyring did not come up within 10 s' >&2
    exit 70
  fi
  sleep 0.1
done
# The command runs beside this shell, so that a signal to it is passed on and the keyring ends afterwards.
"$@" &
command=$!
trap 'kill -TERM $command 2> /dev/null' TERM INT HUP
wait $command
code=$?
while kill -0 $command 2> /dev/null; do
  wait $command
  code=$?
done
kill $keyring 2> /dev/null
exit $code
