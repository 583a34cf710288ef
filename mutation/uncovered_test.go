package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sample = `package sample

const most = 10 - 1

func sign(n int) int {
	switch {
	case n <= 0:
		return n + 1
	}
	return n
}
`

func TestPlacesWithoutCoverage(t *testing.T) {
	name := filepath.Join(t.TempDir(), "sample.go")
	if err := os.WriteFile(name, []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := withoutCoverage(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(sample, "\n")
	for code, want := range map[string]bool{"- 1": true, "<= 0": true, "+ 1": false} {
		for i, line := range lines {
			if column := strings.Index(line, code); column >= 0 && in(i+1, column+1) != want {
				t.Errorf("%q: %v, want %v", line, !want, want)
			}
		}
	}
}

func TestAMutantChangesOneOperator(t *testing.T) {
	for name, tt := range map[string]struct {
		line, column int
		operator     string
		want         string // "" for no such operator there
	}{
		"a negation":       {7, 9, "CONDITIONALS_NEGATION", "case n > 0:"},
		"a boundary":       {7, 9, "CONDITIONALS_BOUNDARY", "case n < 0:"},
		"arithmetic":       {8, 12, "ARITHMETIC_BASE", "return n - 1"},
		"another place":    {7, 7, "CONDITIONALS_NEGATION", ""},
		"another operator": {8, 12, "CONDITIONALS_NEGATION", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := mutant{line: tt.line, column: tt.column, operator: tt.operator}.change([]byte(sample))
			if tt.want == "" {
				if err == nil {
					t.Errorf("changed to %s", got)
				}
				return
			}
			if err != nil || !strings.Contains(string(got), tt.want) || len(strings.Split(string(got), "\n")) != len(strings.Split(sample, "\n")) {
				t.Errorf("got %s (%v), want %s", got, err, tt.want)
			}
		})
	}
}
