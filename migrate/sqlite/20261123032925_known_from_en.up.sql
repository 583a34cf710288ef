-- add column "known_from_en" to table: "documents"
ALTER TABLE `documents` ADD COLUMN `known_from_en` text NULL;
