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
	if err := driver.Query(ctx, "NONSENSE", []any{}, &entsql.Rows{}); err == nil {
		t.Error("nonsense was answered")
	}
	ended, end := context.WithCancel(ctx)
	end()
	if err := driver.Query(ended, "SELECT 1", []any{}, &entsql.Rows{}); err == nil {
		t.Error("a request that had ended was answered")
	}

	recorder := httptest.NewRecorder()
	o.Metrics().ServeHTTP(recorder, httptest.NewRequest("GET", "/metrics", nil))
	for _, want := range []string{
		`doichieu_sql_statements_total{outcome="ok"} 1`,
		`doichieu_sql_statements_total{outcome="cancelled"} 1`,
		`doichieu_sql_statements_total{outcome="error"} 1`,
		`doichieu_sql_statement_duration_seconds_count 3`,
	} {
		if !strings.Contains(recorder.Body.String(), want+"\n") {
			t.Errorf("no line %s in\n%s", want, recorder.Body)
		}
	}
	if got := request.statements.Load(); got != 3 {
		t.Errorf("the request had %d statements", got)
	}
}
