package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Querier runs queries: a pool, a connection or a transaction.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Connection runs queries and statements: a pool or a transaction.
type Connection interface {
	Querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// InTransaction runs do in a transaction, and commits it unless do fails.
func InTransaction(ctx context.Context, pool *sql.DB, do func(Connection) error) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// InSavepoint runs do within a transaction of PostgreSQL, which goes on when do
// fails: only what do did is rolled back.
func InSavepoint(ctx context.Context, tx Connection, do func() error) error {
	if _, err := tx.ExecContext(ctx, "SAVEPOINT attempt"); err != nil {
		return err
	}
	if err := do(); err != nil {
		_, rollback := tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT attempt")
		return errors.Join(err, rollback)
	}
	_, err := tx.ExecContext(ctx, "RELEASE SAVEPOINT attempt")
	return err
}

// Column reads the only column of a query's rows.
func Column[T any](ctx context.Context, from Querier, query string) (values []T, err error) {
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
		values = append(values, value)
	}
	return values, rows.Err()
}
