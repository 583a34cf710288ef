package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"reflect"
	"sync/atomic"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"doichieu/ent"
)

// ErrReplaced means that a release was read that is not kept any more.
var ErrReplaced = errors.New("the release was replaced")

// Space holds the rows of one release and nothing else: a schema of the
// database on PostgreSQL, a file beside the database's on SQLite. Once its
// release is in the catalogue, its rows never change.
type Space struct {
	Client *ent.Client
	Prefix string // qualifies the names of tables in SQL that is written by hand

	file  os.FileInfo // of the file when it was opened; nil on PostgreSQL
	gone  atomic.Bool
	close func() error
}

// SchemaName names the PostgreSQL schema that holds a release.
func (d *Database) SchemaName(number int) string {
	return fmt.Sprintf("%s_release_%d", d.Schema, number)
}

// SpaceFile names the SQLite file that holds a release.
func (d *Database) SpaceFile(number int) string {
	return fmt.Sprint(d.File, SpaceSuffix, number)
}

// SpaceSuffix stands between the catalogue's file and a release's number.
const SpaceSuffix = ".release-"

// Space opens a release's space for reading: once, and again when another file
// has taken the place of the one that is open. What is read after the release was
// dropped fails with ErrReplaced.
func (d *Database) Space(number int) (*Space, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	before := d.spaces[number]
	if before != nil && !d.isChanged(number, before) {
		return before, nil
	}
	opened, err := d.openSpace(number)
	if err != nil {
		return nil, err
	}
	d.spaces[number] = opened
	if before != nil {
		before.gone.Store(true)
		err = before.close()
	}
	return opened, err
}

// isChanged reports whether the file of a space is not as it was opened. It never
// changes unless somebody deletes, damages or restores it.
func (d *Database) isChanged(number int, open *Space) bool {
	if open.file == nil {
		return false
	}
	now, err := os.Stat(d.SpaceFile(number))
	return err != nil || !os.SameFile(now, open.file) || now.Size() != open.file.Size() || !now.ModTime().Equal(open.file.ModTime())
}

func (d *Database) openSpace(number int) (*Space, error) {
	s := &Space{close: func() error { return nil }}
	db := d.Reads
	if d.Dialect == dialect.SQLite {
		var err error
		if s.file, err = os.Stat(d.SpaceFile(number)); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		file, err := OpenFile(d.SpaceFile(number), ForReading)
		if err != nil {
			return nil, err
		}
		db, s.close = file, file.Close
	} else {
		s.Prefix = d.SchemaName(number) + "."
	}
	var driver dialect.Driver = entsql.OpenDB(d.Dialect, db)
	if d.Wrap != nil {
		driver = d.Wrap(driver)
	}
	s.Client = d.newClient(number, &retryingDriver{driver, d, &s.gone})
	return s, nil
}

func (d *Database) newClient(number int, driver dialect.Driver) *ent.Client {
	options := []ent.Option{ent.Driver(driver)}
	if d.Dialect == dialect.Postgres {
		options = append(options, ent.AlternateSchema(everyTableIn(d.SchemaName(number))))
	}
	return ent.NewClient(options...)
}

// everyTableIn qualifies the name of every table, so that nothing depends on a
// connection's search path: behind a pooler each transaction may run on another
// connection.
func everyTableIn(schema string) (config ent.SchemaConfig) {
	tables := reflect.ValueOf(&config).Elem()
	for i := range tables.NumField() {
		tables.Field(i).SetString(schema)
	}
	return config
}

// CloseOthers closes the spaces of releases that the catalogue does not list any
// more.
func (d *Database) CloseOthers(kept []Entry) error {
	numbers := map[int]bool{}
	for _, e := range kept {
		numbers[e.Number] = true
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	var problems []error
	for number, s := range d.spaces {
		if !numbers[number] {
			s.gone.Store(true) // before queries fail because it is closed
			problems = append(problems, s.close())
			delete(d.spaces, number)
		}
	}
	return errors.Join(problems...)
}

// retryingDriver is the driver of a space. It repeats a query when the connection
// is lost, which does no harm since it only reads, and returns ErrReplaced when
// the space is gone.
type retryingDriver struct {
	dialect.Driver
	database *Database
	gone     *atomic.Bool
}

// retryTimeout is how long a query on a lost connection is repeated.
const retryTimeout = 500 * time.Millisecond

func (r *retryingDriver) Query(ctx context.Context, query string, args, v any) error {
	_, err := retry(ctx, retryTimeout, func() (struct{}, error) {
		return struct{}{}, r.ask(ctx, query, args, v)
	})
	return r.explain(err)
}

// ask runs a query, and gives up when the database is known not to answer: the
// query may still wait for a connection that other queries hold. After a ping that
// was not answered, no query is tried for a while.
func (r *retryingDriver) ask(ctx context.Context, query string, args, v any) error {
	if r.database.Dialect == dialect.SQLite {
		return r.Driver.Query(ctx, query, args, v)
	}
	if _, lost := r.database.Stale(); lost && r.database.wasUnresponsiveSince(time.Now().Add(-probeTimeout)) {
		return ErrUnresponsive
	}
	ctx, cancel := context.WithCancelCause(ctx)
	answered := make(chan struct{})
	defer close(answered) // no cancel: the rows are read under this context
	go r.cancelWhenLost(cancel, answered)
	err := r.Driver.Query(ctx, query, args, v)
	if err != nil && context.Cause(ctx) == ErrUnresponsive {
		return fmt.Errorf("%w: %w", ErrUnresponsive, err)
	}
	return err
}

// QueryContext runs SQL that is written by hand.
func (r *retryingDriver) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	var rows entsql.Rows
	if err := r.Query(ctx, query, args, &rows); err != nil {
		return nil, err
	}
	return rows.ColumnScanner.(*sql.Rows), nil
}

// cancelWhenLost cancels a query once the database is known not to answer.
func (r *retryingDriver) cancelWhenLost(cancel context.CancelCauseFunc, answered <-chan struct{}) {
	timer := time.NewTimer(probeTimeout)
	defer timer.Stop()
	for {
		select {
		case <-answered:
			return
		case <-timer.C:
			if _, lost := r.database.Stale(); lost {
				cancel(ErrUnresponsive)
				return
			}
			timer.Reset(probeTimeout / 4)
		}
	}
}

// explain returns ErrReplaced for what fails because the space is gone.
func (r *retryingDriver) explain(err error) error {
	if err == nil {
		return nil
	}
	if !r.gone.Load() && !isMissing(err) {
		r.database.observe(err)
		return err
	}
	return fmt.Errorf("%w: %w", ErrReplaced, err)
}
