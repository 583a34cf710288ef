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

// ErrNotWhole means that a release is in the catalogue, but that its rows are
// not all there any more.
var ErrNotWhole = errors.New("the release is damaged")

// ErrColumns means that a release lacks a column. It is damaged, or it was not
// brought to the current schema.
var ErrColumns = fmt.Errorf("%w: it lacks a column", ErrNotWhole)

// Check says what keeps a release of the catalogue from being read whole.
// ErrNotWhole means that it is lost or damaged; other errors, that it cannot be
// judged: the database does not answer, or does not let this role read. On
// PostgreSQL it asks by way of from.
func (d *Database) Check(ctx context.Context, from Querier, e Entry) error {
	return d.check(ctx, from, e, checkColumns)
}

// CheckRows is Check for a release that has yet to be brought to the current
// schema: it does not ask for columns.
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
		return fmt.Errorf("%w: %w", ErrNotWhole, err)
	}
	file, err := OpenFile(name, ForReading)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotWhole, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if e.FileSHA256 != "" {
		err = checkSum(ctx, name, e.FileSHA256)
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

// checkSum compares every byte of a file with what the catalogue notes.
func checkSum(ctx context.Context, name, noted string) error {
	sum, err := FileSHA256(ctx, name)
	if ctx.Err() != nil {
		return err
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotWhole, err)
	}
	if sum != noted {
		return fmt.Errorf("%w: the file is not as it was made", ErrNotWhole)
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
	const piece = 16 << 20 // read between two looks whether somebody still waits
	hash := sha256.New()
	for err == nil {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		_, err = io.CopyN(hash, file, piece)
	}
	if !errors.Is(err, io.EOF) {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

// checkColumns asks for every column of every table, without reading a row.
func checkColumns(ctx context.Context, from Querier, prefix string) error {
	var each []string
	for _, table := range entmigrate.Tables {
		var columns []string
		for _, column := range table.Columns { // qualified, or SQLite would take an unknown one for text
			columns = append(columns, "r."+pq.QuoteIdentifier(column.Name))
		}
		each = append(each, fmt.Sprintf("EXISTS (SELECT %s FROM %s%s r LIMIT 0)", strings.Join(columns, ", "), prefix, pq.QuoteIdentifier(table.Name)))
	}
	rows, err := from.QueryContext(ctx, "SELECT "+strings.Join(each, ", "))
	if err == nil {
		for rows.Next() { // SQLite compiles what it is asked only now
		}
		err = errors.Join(rows.Err(), rows.Close())
	}
	if err = judged(err); errors.Is(err, ErrNotWhole) {
		return fmt.Errorf("%w: %w", ErrColumns, err)
	}
	return err
}

// checkPages reads every page of a SQLite file.
func checkPages(ctx context.Context, file *sql.DB) error {
	var verdict string
	if err := file.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return judged(err)
	}
	if verdict != "ok" {
		return fmt.Errorf("%w: %s", ErrNotWhole, verdict)
	}
	return nil
}

// checkRows compares the rows that there are with what the catalogue notes.
func (d *Database) checkRows(ctx context.Context, from Querier, prefix string, e Entry, by measure) error {
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
		return judged(err)
	}
	for _, table := range tables {
		if rows, noted := e.Rows[table]; noted && found[table] != by.noted(rows) {
			return fmt.Errorf("%w: rows of %s%s are lost or added: there are %d instead of %d", ErrNotWhole, prefix, table, found[table], by.noted(rows))
		}
	}
	return nil
}

// CountRows counts the rows of every table in a space that db reaches, for the
// catalogue's entry.
func (d *Database) CountRows(ctx context.Context, db Querier, number int) (map[string]int, error) {
	prefix := ""
	if d.Dialect == dialect.Postgres {
		prefix = d.SchemaName(number) + "."
	}
	return countRows(ctx, db, prefix, SpaceTables(), allRows)
}

// SpaceTables names the tables of a release's space.
func SpaceTables() []string {
	var names []string
	for _, table := range entmigrate.Tables {
		names = append(names, table.Name)
	}
	return names
}

func countRows(ctx context.Context, from Querier, prefix string, tables []string, by measure) (counted map[string]int, err error) {
	counts := make([]string, len(tables))
	for i, table := range tables {
		counts[i] = fmt.Sprintf(by.of, prefix, pq.QuoteIdentifier(table))
	}
	rows, err := from.QueryContext(ctx, "SELECT "+strings.Join(counts, ", "))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	numbers := make([]int, len(tables))
	into := make([]any, len(tables))
	for i := range numbers {
		into[i] = &numbers[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
	}
	counted = map[string]int{}
	for i, table := range tables {
		counted[table] = numbers[i]
	}
	return counted, rows.Err()
}

// judged tells an error that says that something is lost or damaged from those
// that say nothing of it.
func judged(err error) error {
	var file *sqlite.Error
	if isMissing(err) || errors.As(err, &file) && isDamage(file.Code()) ||
		pq.As(err, pqerror.DataCorrupted, pqerror.IndexCorrupted, pqerror.UndefinedColumn) != nil {
		return fmt.Errorf("%w: %w", ErrNotWhole, err)
	}
	return err
}

// isDamage looks at what SQLite found; the lowest byte of a code is its kind.
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
		return ErrNotWhole
	}
	return nil
}

// A measure says of a table, in SQL, what is compared.
type measure struct {
	of    string             // takes the table's name
	noted func(rows int) int // what it must come to
}

var (
	allRows = measure{"(SELECT count(*) FROM %s%s)", func(rows int) int { return rows }}
	hasRows = measure{"(SELECT count(*) FROM (SELECT 1 FROM %s%s LIMIT 1) first)", func(rows int) int { return min(rows, 1) }}
)
