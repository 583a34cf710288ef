-- Of the release's file, which never changes; empty where it was not noted.
ALTER TABLE catalogue ADD COLUMN file_sha256 text NOT NULL DEFAULT '';
