-- Each release has a schema of its own, release_NUMBER; one is current.
CREATE TABLE catalogue (
  number bigint PRIMARY KEY,
  id text NOT NULL,
  checksum text NOT NULL,
  rows_version bigint NOT NULL,
  loaded_at timestamptz NOT NULL,
  is_current boolean NOT NULL
);
CREATE UNIQUE INDEX catalogue_one_current ON catalogue (is_current) WHERE is_current;
CREATE SEQUENCE release_number OWNED BY catalogue.number;
