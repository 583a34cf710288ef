package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Go's coverage has no block for the condition of a case, nor for a value outside
// of functions, so gremlins takes mutants there for unreached and never runs
// them. This file runs them.

// testTimeout ends the tests of a mutant that loops forever.
const testTimeout = 2 * time.Minute

// statusNotViable is for a mutant that does not compile, which no test judges.
const statusNotViable = "NOT VIABLE"

// replacements are the changes of gremlins' default operators.
var replacements = map[string]map[string]string{
	"CONDITIONALS_NEGATION": {"==": "!=", "!=": "==", "<": ">=", ">": "<=", "<=": ">", ">=": "<"},
	"CONDITIONALS_BOUNDARY": {"<": "<=", ">": ">=", "<=": "<", ">=": ">"},
	"ARITHMETIC_BASE":       {"+": "-", "-": "+", "*": "/", "/": "*", "%": "*"},
	"INVERT_NEGATIVES":      {"-": "+"},
	"INCREMENT_DECREMENT":   {"++": "--", "--": "++"},
}

// judgeWithoutCoverage runs the tests on each mutant that gremlins left out for
// want of a block of coverage, and sets its status.
func judgeWithoutCoverage(dir string, mutants []mutant) error {
	blind := map[string]func(line, column int) bool{}
	for i := range mutants {
		m := &mutants[i]
		if m.status != statusNotCovered {
			continue
		}
		if blind[m.file] == nil {
			in, err := withoutCoverage(m.file)
			if err != nil {
				return err
			}
			blind[m.file] = in
		}
		if !blind[m.file](m.line, m.column) {
			continue
		}
		status, err := runTests(dir, *m)
		if err != nil {
			return fmt.Errorf("%s: %w", m, err)
		}
		m.status = status
		fmt.Fprintf(os.Stderr, "%12s %s\n", m.status, m)
	}
	return nil
}

// withoutCoverage tells which positions of a file have no block of coverage
// although they may run: conditions of cases, and what is outside of functions.
func withoutCoverage(name string) (func(line, column int) bool, error) {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var functions, conditions []ast.Node
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			functions = append(functions, n)
		case *ast.CaseClause:
			for _, condition := range n.List {
				conditions = append(conditions, condition)
			}
		}
		return true
	})
	file := files.File(parsed.Pos())
	return func(line, column int) bool {
		at := file.LineStart(line) + token.Pos(column-1)
		within := func(nodes []ast.Node) bool {
			for _, n := range nodes {
				if n.Pos() <= at && at < n.End() {
					return true
				}
			}
			return false
		}
		return within(conditions) || !within(functions)
	}, nil
}

// change applies a mutant to the source of its file.
func (m mutant) change(source []byte) ([]byte, error) {
	lines := strings.SplitAfter(string(source), "\n")
	before, after := lines[m.line-1][:m.column-1], lines[m.line-1][m.column-1:]
	for length := 2; length > 0; length-- { // <= before <
		if replacement, ok := replacements[m.operator][after[:min(length, len(after))]]; ok {
			lines[m.line-1] = before + replacement + after[length:]
			return []byte(strings.Join(lines, "")), nil
		}
	}
	return nil, fmt.Errorf("there is no operator for %s", m.operator)
}

// runTests runs the tests of a package with one mutant in the place of the
// original, and returns its status.
func runTests(dir string, m mutant) (string, error) {
	source, err := os.ReadFile(m.file)
	if err != nil {
		return "", err
	}
	changed, err := m.change(source)
	if err != nil {
		return "", err
	}
	overlay, remove, err := writeOverlay(m.file, changed)
	if err != nil {
		return "", err
	}
	defer remove()
	cmd := exec.Command("go", "test", "-failfast", "-timeout", testTimeout.String(), "-overlay", overlay, "./"+dir)
	cmd.Env = environment()
	output, err := cmd.CombinedOutput()
	switch {
	case err == nil:
		return statusLived, nil
	case bytes.Contains(output, []byte("[build failed]")):
		return statusNotViable, nil
	default:
		return statusKilled, nil
	}
}

// writeOverlay writes what go needs to compile another source in the place of a
// file.
func writeOverlay(file string, source []byte) (overlay string, remove func(), err error) {
	original, err := filepath.Abs(file)
	if err != nil {
		return "", nil, err
	}
	dir, err := os.MkdirTemp("", "mutant-")
	if err != nil {
		return "", nil, err
	}
	replacement := filepath.Join(dir, filepath.Base(file))
	overlay = filepath.Join(dir, "overlay.json")
	encoded, err := json.Marshal(map[string]any{"Replace": map[string]string{original: replacement}})
	if err == nil {
		err = os.WriteFile(replacement, source, 0o600)
	}
	if err == nil {
		err = os.WriteFile(overlay, encoded, 0o600)
	}
	return overlay, func() { os.RemoveAll(dir) }, err
}
