package db

import (
	"net/url"
	"testing"
)

// As with other clients TLS is tried, unless the URL says otherwise.
func TestTLSIsPreferred(t *testing.T) {
	t.Setenv("PGSSLMODE", "")
	for given, want := range map[string]string{
		"postgres://db/x":                     "prefer",
		"postgres://db/x?sslmode=disable":     "disable",
		"postgres://db/x?sslmode=verify-full": "verify-full",
	} {
		made, err := postgresURL(given, 0)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := url.Parse(made)
		if err != nil || parsed.Query().Get("sslmode") != want {
			t.Errorf("%s becomes %s, %v", given, made, err)
		}
	}
}
