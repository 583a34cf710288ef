package migrate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/database"
	"github.com/golang-migrate/migrate/v4/source/iofs"

	"doichieu/store"
)

// connection is what SQL runs on: a pool, or a transaction.
type connection interface {
	store.Querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// inTransaction commits what do does, or does nothing.
func inTransaction(ctx context.Context, db *sql.DB, do func(connection) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// attempt does what may fail without the end of the transaction that it is in.
func attempt(ctx context.Context, tx connection, do func() error) error {
	if _, err := tx.ExecContext(ctx, "SAVEPOINT attempt"); err != nil {
		return err
	}
	if err := do(); err != nil {
		_, lost := tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT attempt")
		return errors.Join(err, lost)
	}
	_, err := tx.ExecContext(ctx, "RELEASE SAVEPOINT attempt")
	return err
}

// numbers reads a column of numbers.
func numbers(ctx context.Context, from store.Querier, query string) ([]int, error) {
	return column[int](ctx, from, query)
}

func column[T any](ctx context.Context, from store.Querier, query string) (found []T, err error) {
	rows, err := from.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var value T
		if err := rows.Scan(&value); err != nil {
			return nil, err
		}
		found = append(found, value)
	}
	return found, rows.Err()
}

// apply runs the migrations that a schema does not have yet, in the caller's
// transaction: all of them hold or none.
func (f folder) apply(ctx context.Context, tx connection) (err error) {
	source, err := iofs.New(f.files, f.name)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	_, err = tx.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)")
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	runner, err := migrate.NewWithInstance("embedded", source, "transaction", &transaction{ctx, tx})
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	switch err := runner.Up(); {
	case err == nil, errors.Is(err, migrate.ErrNoChange):
		return nil
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("the database has the schema of another version of this program: %w", err)
	default:
		return fmt.Errorf("apply migrations: %w", err)
	}
}

// isApplied reports whether a schema has the newest migration. Whatever keeps
// it from being read will also keep it from being migrated, and be told then.
func (f folder) isApplied(ctx context.Context, from store.Querier, prefix string) bool {
	version, err := readVersion(ctx, from, prefix)
	if err != nil {
		return false
	}
	newest, err := fs.Glob(f.files, fmt.Sprintf("%s/%d_*.up.sql", f.name, version))
	if err != nil || len(newest) != 1 {
		return false
	}
	all, err := fs.Glob(f.files, f.name+"/*.up.sql")
	return err == nil && newest[0] == all[len(all)-1]
}

func readVersion(ctx context.Context, from store.Querier, prefix string) (int, error) {
	found, err := numbers(ctx, from, "SELECT version FROM "+prefix+"schema_migrations")
	if err != nil || len(found) == 0 {
		return database.NilVersion, err
	}
	return found[0], nil
}

// transaction lets golang-migrate work inside a transaction of ours, which is
// lock and clean-up at once.
type transaction struct {
	ctx context.Context
	tx  connection
}

var errNotOffered = errors.New("not offered within a transaction")

func (*transaction) Open(string) (database.Driver, error) { return nil, errNotOffered }
func (*transaction) Drop() error                          { return errNotOffered }
func (*transaction) Close() error                         { return nil }
func (*transaction) Lock() error                          { return nil }
func (*transaction) Unlock() error                        { return nil }

func (t *transaction) Run(migration io.Reader) error {
	content, err := io.ReadAll(migration)
	if err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, string(content))
	return err
}

func (t *transaction) SetVersion(version int, dirty bool) error {
	_, err := t.tx.ExecContext(t.ctx, fmt.Sprintf(
		"DELETE FROM schema_migrations; INSERT INTO schema_migrations (version, dirty) VALUES (%d, %t)", version, dirty))
	return err
}

func (t *transaction) Version() (version int, dirty bool, err error) {
	version, err = readVersion(t.ctx, t.tx, "")
	return version, false, err
}
