package migrate_test

import (
	"testing"

	"doichieu/migrate"
	"doichieu/store"
	"doichieu/store/storetest"
)

func TestLoadTellsHowFarItIs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, database *store.Database) {
		storetest.Migrate(t, database)
		set := storetest.Another(t, "progress")
		last := 0
		_, err := migrate.Load(t.Context(), database, set, migrate.Options{
			Now: storetest.LoadedAt,
			Progress: func(written, all int) {
				if written <= last || written > all || all != len(set.Documents) {
					t.Errorf("%d of %d after %d", written, all, last)
				}
				last = written
			},
		})
		if err != nil || last != len(set.Documents) {
			t.Errorf("%d of %d documents, %v", last, len(set.Documents), err)
		}
	})
}
