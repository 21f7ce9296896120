#!/bin/sh
# Registers this machine with a Nezha V0 dashboard and installs the agent.
#
#   NEZHA_TOKEN=… ./nezha_register.sh
#
# NEZHA_TOKEN is an API token of the dashboard; it is told to the dashboard and to nobody else.
# Each value below can be given in the environment instead, and so can NODE_NAME, the name to
# register under (the host's name when it is empty).
set -eu

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

token=${NEZHA_TOKEN:-}
unset NEZHA_TOKEN
[ -n "$token" ] || fail 'NEZHA_TOKEN is not set: it has to hold an API token of the dashboard.'
command -v curl >/dev/null 2>&1 || fail 'curl is not installed.'

# DEFAULTS
NODE_NAME=${NODE_NAME:-$(hostname 2>/dev/null || uname -n)}

dashboard=${NEZHA_DASHBOARD_URL%/}

# The installers put the port behind the address themselves, so IPv6 needs its brackets.
case $NEZHA_PROBE_ADDRESS in
  \[*) ;;
  *:*) NEZHA_PROBE_ADDRESS="[$NEZHA_PROBE_ADDRESS]" ;;
esac

case $NEZHA_PROBE_TLS in
  1 | true | yes | on) tls=--tls ;;
  0 | false | no | off) tls= ;;
  *) fail "NEZHA_PROBE_TLS is \"$NEZHA_PROBE_TLS\": it has to be 1 or 0." ;;
esac

# Text within the double quotes of JSON and of curl's configuration.
escaped() {
  printf '%s' "$1" | LC_ALL=C tr -d '\000-\037\177' | LC_ALL=C sed 's/[\"]/\\&/g'
}

# The installer comes first: where it cannot be had, no server is registered in vain.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
curl -fsSL --connect-timeout 15 -o "$folder/nezha.sh" "$NEZHA_INSTALLER" ||
  fail "The installer could not be downloaded from $NEZHA_INSTALLER."

# The token goes in by standard input: what stands on a command line, others on the machine see.
answer=$(
  printf 'header = "Authorization: %s"\n' "$(escaped "$token")" |
    curl -sS -K - --connect-timeout 15 --max-time 60 -w '\n%{http_code}' \
      -H 'Content-Type: application/json' \
      --data-binary "{\"Name\": \"$(escaped "$NODE_NAME")\"}" \
      "$dashboard/api/v1/server/register?simple=true"
) || fail "The dashboard at $dashboard could not be reached."
status=${answer##*
}
body=${answer%
*}

# A success is the secret in quotes. A refusal is an object, and often comes with status 200 too.
secret=${body#\"}
secret=${secret%\"}
case $status:$secret in
  200:*[!0-9A-Za-z]* | 200:)
    case $body in
      *'"code":403'*) fail "The dashboard at $dashboard refused the token in NEZHA_TOKEN." ;;
      \{*) fail "The dashboard at $dashboard refused: $body" ;;
      *) fail "What answers at $dashboard is no Nezha dashboard." ;;
    esac
    ;;
  200:*) ;;
  404:*) fail "There is no registration at $dashboard: it takes a Nezha dashboard from 0.20.12 on." ;;
  *) fail "The dashboard at $dashboard answered with status $status." ;;
esac
printf 'Registered as %s.\n' "$NODE_NAME"

# The installer unpacks the agent where it is started.
cd "$folder"
set -- install_agent "$NEZHA_PROBE_ADDRESS" "$NEZHA_PROBE_PORT" "$secret" ${tls:+"$tls"}
if [ "$(id -u)" -eq 0 ]; then
  "$shell" ./nezha.sh "$@"
else
  sudo "$shell" ./nezha.sh "$@"
fi
