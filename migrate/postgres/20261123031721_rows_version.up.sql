-- modify "releases" table
ALTER TABLE "releases" ADD COLUMN "rows_version" bigint NOT NULL DEFAULT 0;
