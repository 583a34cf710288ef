package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mutantsWith makes as many mutants of each status.
func mutantsWith(killed, timedOut, lived, notCovered int) []mutant {
	var out []mutant
	for _, group := range []struct {
		status string
		count  int
	}{{statusKilled, killed}, {statusTimedOut, timedOut}, {statusLived, lived}, {statusNotCovered, notCovered}} {
		for i := range group.count {
			out = append(out, mutant{
				file: "pkg/pkg.go", line: i + 1, column: 4, text: "if a < b {",
				operator: "CONDITIONALS_BOUNDARY", status: group.status,
			})
		}
	}
	return out
}

func TestThresholds(t *testing.T) {
	for name, tt := range map[string]struct {
		mutants []mutant
		passes  bool
	}{
		"every mutant killed":            {mutantsWith(100, 0, 0, 0), true},
		"no mutants at all":              {nil, true},
		"endless loops are killed":       {mutantsWith(0, 100, 0, 0), true},
		"as many killed as needed":       {mutantsWith(97, 0, 3, 0), true},
		"too few killed":                 {mutantsWith(96, 0, 4, 0), false},
		"as many reached as needed":      {mutantsWith(95, 0, 0, 5), true},
		"too few reached":                {mutantsWith(94, 0, 0, 6), false},
		"those not reached do not count": {mutantsWith(97, 0, 3, 1), true},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := judge(tt.mutants, nil)
			if err != nil || got.passes() != tt.passes {
				t.Errorf("%s: passes %v, want %v (%v)", got, got.passes(), tt.passes, err)
			}
		})
	}
}

func TestEquivalentMutants(t *testing.T) {
	listed := equivalent{File: "pkg/pkg.go", Code: "b > huge/a", Operator: "CONDITIONALS_BOUNDARY", Why: "…"}
	found := mutant{
		file: "pkg/pkg.go", column: 16, text: "\tif a > 0 && b > huge/a {",
		operator: "CONDITIONALS_BOUNDARY", status: statusLived,
	}
	change := func(f func(*mutant)) mutant { m := found; f(&m); return m }
	for name, tt := range map[string]struct {
		mutant     mutant
		equivalent bool
		problem    string
	}{
		"the listed one":                    {found, true, ""},
		"another operator on the same line": {change(func(m *mutant) { m.column = 7 }), false, "not in the code"},
		"another change of the operator":    {change(func(m *mutant) { m.operator = "CONDITIONALS_NEGATION" }), false, "not in the code"},
		"another file":                      {change(func(m *mutant) { m.file = "pkg/other.go" }), false, "not in the code"},
		"changed code":                      {change(func(m *mutant) { m.text = "\tif a > 0 && b > most/a {" }), false, "not in the code"},
		"killed":                            {change(func(m *mutant) { m.status = statusKilled }), false, "a test kills it"},
		"killed by time":                    {change(func(m *mutant) { m.status = statusTimedOut }), false, "a test kills it"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := judge([]mutant{tt.mutant}, []equivalent{listed})
			if (got.equivalent == 1) != tt.equivalent {
				t.Errorf("counted as %+v", got)
			}
			if (err == nil) != (tt.problem == "") || err != nil && !strings.Contains(err.Error(), tt.problem) {
				t.Errorf("got %v, want %q", err, tt.problem)
			}
		})
	}
}

func TestTheListIsComplete(t *testing.T) {
	list, err := readEquivalents("equivalent.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		source, err := os.ReadFile(filepath.Join("..", e.File))
		if err != nil || !strings.Contains(string(source), e.Code) {
			t.Errorf("%s has no %q (%v)", e.File, e.Code, err)
		}
	}
	incomplete := filepath.Join(t.TempDir(), "incomplete.yaml")
	if err := os.WriteFile(incomplete, []byte("- file: limit/limit.go\n  code: a\n  operator: b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readEquivalents(incomplete); err == nil {
		t.Error("an entry without a reason was accepted")
	}
}
