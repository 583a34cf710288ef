package main

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"entgo.io/ent/dialect"

	"doichieu/db"
)

//go:embed sql/*.sql
var statementFiles embed.FS

// serveSQL answers each query with one statement, written by hand, that returns JSON:
// the best that a program for these four queries alone could do.
func serveSQL(ctx context.Context, listen, databaseURL string) error {
	database, err := db.Open(db.Config{URL: databaseURL})
	if err != nil {
		return err
	}
	defer database.Close()
	rows, prefix, err := rowsOf(ctx, database)
	if err != nil {
		return err
	}
	if database.Dialect == dialect.Postgres {
		// Autovacuum may not have gathered statistics since the load.
		if _, err := rows.ExecContext(ctx, "ANALYZE"); err != nil {
			return fmt.Errorf("analyze: %w", err)
		}
	}
	texts, err := statements(database.Dialect, prefix)
	if err != nil {
		return err
	}
	prepared := map[string]*sql.Stmt{}
	for name, text := range texts {
		if prepared[name], err = rows.PrepareContext(ctx, text); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return http.ListenAndServe(listen, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := answerSQL(w, r, prepared); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}))
}

func answerSQL(w http.ResponseWriter, r *http.Request, prepared map[string]*sql.Stmt) error {
	var asked struct {
		OperationName string
		Variables     struct {
			Left, Right struct {
				Province string
				Year     int
			}
			Year                                  int
			Province, Document, Indicator, Pillar string
		}
	}
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		return err
	}
	v := asked.Variables
	name := strings.ToLower(asked.OperationName)
	id := func(province string, year int) string { return fmt.Sprintf("%s/%d", province, year) }
	var args []any
	switch name {
	case "q1":
		args = []any{id(v.Left.Province, v.Left.Year), id(v.Right.Province, v.Right.Year)}
	case "q2":
		args = []any{"indicator/" + v.Indicator, v.Year}
	case "q3":
		args = []any{id(v.Province, v.Year), "document/" + v.Document}
	default:
		args = []any{v.Pillar, v.Year}
	}
	var answer []byte
	if err := prepared[name].QueryRowContext(r.Context(), args...).Scan(&answer); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, err := w.Write(answer)
	return err
}

var (
	statementName = regexp.MustCompile(`(?m)^-- (q\d): .*$`)
	tableName     = regexp.MustCompile(`\b(FROM|JOIN) (\w+ )`)
)

// statements reads the statements of a dialect and qualifies their tables.
func statements(dialectName, prefix string) (map[string]string, error) {
	file := "sql/sqlite.sql"
	if dialectName == dialect.Postgres {
		file = "sql/postgres.sql"
	}
	content, err := statementFiles.ReadFile(file)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	text := tableName.ReplaceAllString(string(content), "$1 "+prefix+"$2")
	marks := statementName.FindAllStringSubmatchIndex(text, -1)
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		out[text[m[2]:m[3]]] = text[m[1]:end]
	}
	return out, nil
}

// rowsOf opens the release to serve; prefix qualifies its tables.
func rowsOf(ctx context.Context, database *db.Database) (rows *sql.DB, prefix string, err error) {
	entries, err := database.Catalogue(ctx, database.SQL)
	if err != nil {
		return nil, "", err
	}
	entry, err := db.Current(entries)
	if err != nil {
		return nil, "", err
	}
	if database.Dialect == dialect.Postgres {
		return database.SQL, database.SchemaName(entry.Number) + ".", nil
	}
	rows, err = db.OpenFile(database.SpaceFile(entry.Number), db.ForReading)
	return rows, "", err
}
