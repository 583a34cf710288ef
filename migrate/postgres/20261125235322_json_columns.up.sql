-- modify "agencies" table
ALTER TABLE "agencies" ALTER COLUMN "aliases" TYPE json;
-- modify "sources" table
ALTER TABLE "sources" ALTER COLUMN "lines" TYPE json;
-- modify "tasks" table
ALTER TABLE "tasks" ALTER COLUMN "inherited" TYPE json;
