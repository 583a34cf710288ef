-- The schema that this stands in is named by DATABASE_SCHEMA. Each release has a
-- schema of its own, SCHEMA_release_NUMBER; one is current.
CREATE TABLE catalogue (
  number bigint PRIMARY KEY,
  id text NOT NULL,
  checksum text NOT NULL,
  rows_version bigint NOT NULL,
  loaded_at timestamptz NOT NULL,
  is_current boolean NOT NULL,
  table_rows text NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX catalogue_one_current ON catalogue (is_current) WHERE is_current;
CREATE SEQUENCE release_number OWNED BY catalogue.number;
-- The schemas that the program made; each bears its mark as a comment. Only such
-- a schema is ever dropped.
CREATE TABLE spaces (
  number bigint PRIMARY KEY,
  mark text NOT NULL
);
