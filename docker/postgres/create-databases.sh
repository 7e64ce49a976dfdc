#!/bin/sh
# First start of the PostgreSQL container: two databases with an owner each, so that the read models and the keys of
# persons are never in one backup and neither owner can open the other's.
set -eu
psql --username postgres --dbname postgres --set ON_ERROR_STOP=1 \
  --set read_models_password="$READ_MODELS_PASSWORD" --set keys_password="$KEYS_PASSWORD" <<'SQL'
CREATE ROLE read_models LOGIN PASSWORD :'read_models_password';
CREATE ROLE keys LOGIN PASSWORD :'keys_password';
CREATE DATABASE read_models OWNER read_models;
CREATE DATABASE keys OWNER keys;
REVOKE CONNECT ON DATABASE read_models FROM PUBLIC;
REVOKE CONNECT ON DATABASE keys FROM PUBLIC;
SQL
