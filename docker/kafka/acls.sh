#!/bin/sh
# Puts acls.txt in force at a broker with an authorizer; what is in force already stays. Run it again after each change.
#   acls.sh BOOTSTRAP_SERVER [CLIENT_PROPERTIES]
# Needs kafka-acls.sh of the broker's version in the path, or in KAFKA_BIN; the properties are those of a super user.
set -eu
server=${1:?usage: acls.sh BOOTSTRAP_SERVER [CLIENT_PROPERTIES]}
properties=${2:-}
kafka_acls=${KAFKA_BIN:+$KAFKA_BIN/}kafka-acls.sh
here=$(dirname "$0")

while read -r principal resource pattern name operations; do
  case $principal in ''|'#'*) continue ;; esac
  set -- --bootstrap-server "$server" --add --allow-principal "$principal" \
    "--$resource" "$name" --resource-pattern-type "$pattern"
  for operation in $(echo "$operations" | tr ',' ' '); do
    set -- "$@" --operation "$operation"
  done
  if [ -n "$properties" ]; then
    set -- "$@" --command-config "$properties"
  fi
  "$kafka_acls" "$@" </dev/null >/dev/null
  echo "$principal: $operations on $resource $name"
done <"$here/acls.txt"
