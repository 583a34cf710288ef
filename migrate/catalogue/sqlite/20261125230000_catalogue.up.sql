-- Each release has a file of its own, FILE.release-NUMBER; one is current.
CREATE TABLE catalogue (
  number integer PRIMARY KEY,
  id text NOT NULL,
  checksum text NOT NULL,
  rows_version integer NOT NULL,
  loaded_at datetime NOT NULL,
  is_current boolean NOT NULL
);
CREATE UNIQUE INDEX catalogue_one_current ON catalogue (is_current) WHERE is_current;
