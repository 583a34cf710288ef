-- The files that the program made, noted before they are there. Only such a file
-- is ever removed.
CREATE TABLE spaces (
  number integer PRIMARY KEY
);
INSERT INTO spaces (number) SELECT number FROM catalogue;
ALTER TABLE catalogue ADD COLUMN table_rows text NOT NULL DEFAULT '{}';
