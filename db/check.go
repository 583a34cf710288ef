package db

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"entgo.io/ent/dialect"
	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	entmigrate "doichieu/ent/migrate"
)

// ErrDamaged means that the catalogue lists a release whose rows are not all
// there any more.
var ErrDamaged = errors.New("the release is damaged")

// ErrMissingColumn means that a release lacks a column: it is damaged, or it was
// not migrated to the current schema.
var ErrMissingColumn = fmt.Errorf("%w: it lacks a column", ErrDamaged)

// Check reads a release and reports what is wrong with it: ErrDamaged when it is
// lost or damaged. Any other error means that nobody can tell: the database does
// not answer, or this role may not read. On PostgreSQL the queries run on from.
func (d *Database) Check(ctx context.Context, from Querier, e Entry) error {
	return d.check(ctx, from, e, checkColumns)
}

// CheckRows is like Check, but does not ask for columns, so that a release can be
// checked before it is migrated to the current schema.
func (d *Database) CheckRows(ctx context.Context, from Querier, e Entry) error {
	return d.check(ctx, from, e, func(context.Context, Querier, string) error { return nil })
}

func (d *Database) check(ctx context.Context, from Querier, e Entry, columns func(ctx context.Context, from Querier, prefix string) error) (err error) {
	if d.Dialect == dialect.Postgres {
		prefix := d.SchemaName(e.Number) + "."
		if err := d.checkRows(ctx, from, prefix, e, allRows); err != nil {
			return err
		}
		return columns(ctx, from, prefix)
	}
	name := d.SpaceFile(e.Number)
	if _, err := os.Stat(name); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	file, err := OpenFile(name, ForReading)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if e.FileSHA256 != "" {
		err = checkFileSum(ctx, name, e.FileSHA256)
	} else {
		err = checkPages(ctx, file)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := d.checkRows(ctx, file, "", e, allRows); err != nil {
		return err
	}
	return columns(ctx, file, "")
}

// checkFileSum compares the checksum of a file with the one in the catalogue.
func checkFileSum(ctx context.Context, name, want string) error {
	sum, err := FileSHA256(ctx, name)
	if ctx.Err() != nil {
		return err
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if sum != want {
		return fmt.Errorf("%w: the file is not as it was made", ErrDamaged)
	}
	return nil
}

// FileSHA256 is the checksum of a file, in hexadecimal.
func FileSHA256(ctx context.Context, name string) (sum string, err error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	const chunk = 16 << 20 // read before the context is checked again
	hash := sha256.New()
	for err == nil {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		_, err = io.CopyN(hash, file, chunk)
	}
	if !errors.Is(err, io.EOF) {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// checkColumns names every column of every table in a query that reads no row.
func checkColumns(ctx context.Context, from Querier, prefix string) error {
	var queries []string
	for _, table := range entmigrate.Tables {
		var columns []string
		for _, column := range table.Columns { // qualified, or SQLite would take an unknown one for text
			columns = append(columns, "r."+pq.QuoteIdentifier(column.Name))
		}
		queries = append(queries, fmt.Sprintf("EXISTS (SELECT %s FROM %s%s r LIMIT 0)", strings.Join(columns, ", "), prefix, pq.QuoteIdentifier(table.Name)))
	}
	rows, err := from.QueryContext(ctx, "SELECT "+strings.Join(queries, ", "))
	if err == nil {
		for rows.Next() { // SQLite compiles the query only now
		}
		err = errors.Join(rows.Err(), rows.Close())
	}
	if err = classify(err); errors.Is(err, ErrDamaged) {
		return fmt.Errorf("%w: %w", ErrMissingColumn, err)
	}
	return err
}

// checkPages reads every page of a SQLite file.
func checkPages(ctx context.Context, file *sql.DB) error {
	var verdict string
	if err := file.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return classify(err)
	}
	if verdict != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, verdict)
	}
	return nil
}

// checkRows compares the rows of each table with the numbers in the catalogue.
func (d *Database) checkRows(ctx context.Context, from Querier, prefix string, e Entry, by rowCheck) error {
	tables := make([]string, 0, len(e.Rows))
	for table := range e.Rows {
		tables = append(tables, table)
	}
	if len(tables) == 0 {
		tables = []string{"releases"} // at least that one is there
	}
	slices.Sort(tables)
	found, err := countRows(ctx, from, prefix, tables, by)
	if err != nil {
		return classify(err)
	}
	for _, table := range tables {
		if rows, known := e.Rows[table]; known && found[table] != by.want(rows) {
			return fmt.Errorf("%w: rows of %s%s are lost or added: there are %d instead of %d", ErrDamaged, prefix, table, found[table], by.want(rows))
		}
	}
	return nil
}

// CountRows counts the rows of every table in the space of a release, for its
// entry in the catalogue.
func (d *Database) CountRows(ctx context.Context, from Querier, number int) (map[string]int, error) {
	prefix := ""
	if d.Dialect == dialect.Postgres {
		prefix = d.SchemaName(number) + "."
	}
	return countRows(ctx, from, prefix, SpaceTables(), allRows)
}

// SpaceTables names the tables of a release's space.
func SpaceTables() []string {
	var names []string
	for _, table := range entmigrate.Tables {
		names = append(names, table.Name)
	}
	return names
}

func countRows(ctx context.Context, from Querier, prefix string, tables []string, by rowCheck) (counted map[string]int, err error) {
	counts := make([]string, len(tables))
	for i, table := range tables {
		counts[i] = fmt.Sprintf(by.query, prefix, pq.QuoteIdentifier(table))
	}
	rows, err := from.QueryContext(ctx, "SELECT "+strings.Join(counts, ", "))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	numbers := make([]int, len(tables))
	targets := make([]any, len(tables))
	for i := range numbers {
		targets[i] = &numbers[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
	}
	counted = map[string]int{}
	for i, table := range tables {
		counted[table] = numbers[i]
	}
	return counted, rows.Err()
}

// classify marks an error as ErrDamaged when it says that something is lost or
// damaged, and leaves other errors alone.
func classify(err error) error {
	var file *sqlite.Error
	if isMissing(err) || errors.As(err, &file) && isDamage(file.Code()) ||
		pq.As(err, pqerror.DataCorrupted, pqerror.IndexCorrupted, pqerror.UndefinedColumn) != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}

// isDamage reports whether a result code of SQLite means damage; its lowest byte
// is the kind of result.
func isDamage(code int) bool {
	switch code & 0xff {
	case sqlitelib.SQLITE_NOTADB, sqlitelib.SQLITE_CORRUPT, sqlitelib.SQLITE_IOERR, sqlitelib.SQLITE_ERROR: // the last: no such table
		return true
	default:
		return false
	}
}

// IsMissing reports whether an error says that a table is not there.
func IsMissing(err error) bool {
	var file *sqlite.Error
	return isMissing(err) || errors.As(err, &file) && file.Code() == sqlitelib.SQLITE_ERROR
}

// isMissing reports whether a schema or a file is not there.
func isMissing(err error) bool {
	var file *sqlite.Error
	return pq.As(err, pqerror.UndefinedTable, pqerror.InvalidSchemaName) != nil ||
		errors.As(err, &file) && file.Code() == sqlitelib.SQLITE_CANTOPEN
}

// CheckQuickly reports what is wrong with a release that is open, as far as that
// is seen without reading it: its file is not as it was opened, or a table or
// column is missing, or a table has lost all rows. Check finds the rest.
func (d *Database) CheckQuickly(ctx context.Context, e Entry) error {
	if d.Dialect == dialect.Postgres {
		prefix := d.SchemaName(e.Number) + "."
		if err := d.checkRows(ctx, d.Reads, prefix, e, hasRows); err != nil {
			return err
		}
		return checkColumns(ctx, d.Reads, prefix)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if open := d.spaces[e.Number]; open == nil || d.isChanged(e.Number, open) {
		return ErrDamaged
	}
	return nil
}

// rowCheck is what is compared with the number of rows in the catalogue.
type rowCheck struct {
	query string             // of one number, with the prefix and name of a table
	want  func(rows int) int // what the query must give for a table with so many rows
}

var (
	allRows = rowCheck{"(SELECT count(*) FROM %s%s)", func(rows int) int { return rows }}
	hasRows = rowCheck{"(SELECT count(*) FROM (SELECT 1 FROM %s%s LIMIT 1) first)", func(rows int) int { return min(rows, 1) }}
)
