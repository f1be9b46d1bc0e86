#!/bin/bash
# Run once, when the data folder is made: a role and a database for each service, closed to all others.
set -euo pipefail

superuser() { psql -v ON_ERROR_STOP=1 --no-psqlrc --username "${POSTGRES_USER:-postgres}" "$@"; }

for service in intake approval evaluation appeal; do
  variable=${service^^}_PASSWORD
  superuser --dbname postgres -v role="$service" -v password="${!variable}" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"role" OWNER :"role";
REVOKE ALL ON DATABASE :"role" FROM PUBLIC;
SQL
done
superuser --dbname postgres -c 'REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC'
