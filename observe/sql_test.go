package observe

import (
	"context"
	"database/sql"
	"net/http/httptest"
	"strings"
	"testing"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	_ "modernc.org/sqlite"
)

func TestDatabaseCountsStatements(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(2)
	defer func() { _ = db.Close() }()
	o := New("test")
	driver := o.Database(entsql.OpenDB(dialect.SQLite, db))
	request := &Request{}
	ctx := context.WithValue(t.Context(), requestKey{}, request)

	if err := driver.Query(ctx, "SELECT 1", []any{}, &entsql.Rows{}); err != nil {
		t.Fatal(err)
	}
	if err := driver.Exec(ctx, "NONSENSE", []any{}, nil); err == nil {
		t.Error("nonsense was executed")
	}
	tx, err := driver.Tx(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.Exec(ctx, "CREATE TABLE t (c INTEGER)", []any{}, nil); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	ended, end := context.WithCancel(ctx)
	end()
	if err := driver.Query(ended, "SELECT 1", []any{}, &entsql.Rows{}); err == nil {
		t.Error("a request that had ended was answered")
	}

	recorder := httptest.NewRecorder()
	o.Metrics().ServeHTTP(recorder, httptest.NewRequest("GET", "/metrics", nil))
	for _, want := range []string{
		`doichieu_sql_statements_total{kind="query",outcome="ok"} 1`,
		`doichieu_sql_statements_total{kind="query",outcome="cancelled"} 1`,
		`doichieu_sql_statements_total{kind="exec",outcome="ok"} 1`,
		`doichieu_sql_statements_total{kind="exec",outcome="error"} 1`,
		`doichieu_sql_statement_duration_seconds_count{kind="query"} 2`,
	} {
		if !strings.Contains(recorder.Body.String(), want+"\n") {
			t.Errorf("no line %s in\n%s", want, recorder.Body)
		}
	}
	if got := request.statements.Load(); got != 4 {
		t.Errorf("the request had %d statements", got)
	}
}
