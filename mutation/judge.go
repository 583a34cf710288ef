package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"strings"
)

// The thresholds, in percent.
const (
	minKilled  = 97 // of the mutants that the tests reach
	minReached = 95 // of all mutants
)

// gremlinsReport is what this program reads of gremlins' output.
type gremlinsReport struct {
	Files []struct {
		Name      string `json:"file_name"` // relative to the package
		Mutations []struct {
			Type   string `json:"type"`
			Status string `json:"status"`
			Line   int    `json:"line"`
			Column int    `json:"column"`
		} `json:"mutations"`
	} `json:"files"`
}

// How gremlins calls what became of a mutant. A mutant that makes the tests run
// forever is killed too.
const (
	statusKilled     = "KILLED"
	statusTimedOut   = "TIMED OUT"
	statusLived      = "LIVED"
	statusNotCovered = "NOT COVERED"
)

// mutant is one changed operator, and what became of it.
type mutant struct {
	file         string // relative to the module's root
	line, column int    // from 1
	text         string // of the line
	operator     string // gremlins' name of the change
	status       string
}

func (m mutant) String() string {
	return fmt.Sprintf("%s:%d:%d %s: %s", m.file, m.line, m.column, m.operator, strings.TrimSpace(m.text))
}

// mutants are those of a report about the package in a directory, each with the
// text of its line.
func (r gremlinsReport) mutants(dir string) ([]mutant, error) {
	var mutants []mutant
	for _, file := range r.Files {
		name := path.Join(dir, file.Name)
		source, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		lines := strings.Split(string(source), "\n")
		for _, m := range file.Mutations {
			mutants = append(mutants, mutant{
				file: name, line: m.Line, column: m.Column, text: lines[m.Line-1],
				operator: m.Type, status: m.Status,
			})
		}
	}
	return mutants, nil
}

// result counts what became of the mutants of a package, without the equivalent
// ones.
type result struct {
	killed, notReached int
	survivors          []mutant
	equivalent         int
}

// judge counts the mutants of a package. It fails when an equivalent mutant was
// killed, or when the code has no such mutant any more.
func judge(mutants []mutant, equivalents []equivalent) (result, error) {
	var r result
	var problems []error
	used := make([]bool, len(equivalents))
	for _, m := range mutants {
		known := -1
		for i, e := range equivalents {
			if e.fits(m) {
				known, used[i] = i, true
			}
		}
		switch {
		case known >= 0 && (m.status == statusKilled || m.status == statusTimedOut):
			problems = append(problems, fmt.Errorf("listed as equivalent, but a test kills it: %s", m))
		case known >= 0:
			r.equivalent++
		case m.status == statusKilled || m.status == statusTimedOut:
			r.killed++
		case m.status == statusLived:
			r.survivors = append(r.survivors, m)
		case m.status == statusNotCovered:
			r.notReached++
		}
	}
	for i, e := range equivalents {
		if !used[i] {
			problems = append(problems, fmt.Errorf("listed as equivalent, but not in the code: %s: %s", e.File, e.Code))
		}
	}
	return r, errors.Join(problems...)
}

func (r result) reached() int { return r.killed + len(r.survivors) }

func (r result) percentKilled() float64 { return percent(r.killed, r.reached()) }

func (r result) percentReached() float64 { return percent(r.reached(), r.reached()+r.notReached) }

func (r result) passes() bool {
	return r.percentKilled() >= minKilled && r.percentReached() >= minReached
}

func (r result) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "killed %.1f %% (%d of %d), reached %.1f %% (%d of %d), equivalent %d",
		r.percentKilled(), r.killed, r.reached(),
		r.percentReached(), r.reached(), r.reached()+r.notReached, r.equivalent)
	for _, m := range r.survivors {
		fmt.Fprintf(&out, "\n  survived: %s", m)
	}
	return out.String()
}

// percent is 100 for a part of nothing.
func percent(part, of int) float64 {
	if of == 0 {
		return 100
	}
	return 100 * float64(part) / float64(of)
}
