-- modify "documents" table
ALTER TABLE "documents" ADD COLUMN "known_from_en" character varying NULL;
