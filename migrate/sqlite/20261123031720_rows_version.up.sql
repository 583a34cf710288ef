-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create "new_releases" table
CREATE TABLE `new_releases` (`id` text NOT NULL, `title` text NOT NULL, `title_en` text NOT NULL, `description` text NOT NULL, `description_en` text NOT NULL, `checksum` text NOT NULL, `rows_version` integer NOT NULL DEFAULT ('0'), `licence` text NOT NULL, `citation` text NOT NULL, `synthetic` bool NOT NULL, `loaded_at` datetime NOT NULL, PRIMARY KEY (`id`));
-- copy rows from old table "releases" to new temporary table "new_releases"
INSERT INTO `new_releases` (`id`, `title`, `title_en`, `description`, `description_en`, `checksum`, `licence`, `citation`, `synthetic`, `loaded_at`) SELECT `id`, `title`, `title_en`, `description`, `description_en`, `checksum`, `licence`, `citation`, `synthetic`, `loaded_at` FROM `releases`;
-- drop "releases" table after copying rows
DROP TABLE `releases`;
-- rename temporary table "new_releases" to "releases"
ALTER TABLE `new_releases` RENAME TO `releases`;
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
