package data

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with a dataset and what to do about it.
type Problem struct {
	File    string // path inside the dataset's directory
	Line    int    // from 1; 0 when the whole file is meant
	Message string
	More    int // instead of a problem: how many more there are that are not told
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// Problems is what is wrong with a dataset, in order of file and line. It is an
// error, so that a caller may stop at it or walk through it. Of a file with very
// many problems the first are told and how many more there are.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// Count is how many problems there are, those included that are not told.
func (p Problems) Count() int {
	count := 0
	for _, problem := range p {
		count += cmp.Or(problem.More, 1)
	}
	return count
}

const (
	maxFileProblems = 100   // that are told of one file
	maxProblems     = 1_000 // that are told in all
)

// collected gathers problems as they are found: nobody reads twenty thousand.
type collected struct {
	kept  Problems
	found map[string]int // file → how many problems it has
	told  map[string]int // file → how many of them are kept

	refused map[place]bool // values that could not be read
	around  map[place]bool // what holds one of them
}

func newCollected() *collected {
	return &collected{found: map[string]int{}, told: map[string]int{}, refused: map[place]bool{}, around: map[place]bool{}}
}

// refuse notes a value that could not be read.
func (c *collected) refuse(file, key string) {
	c.refused[place{file, key}] = true
	for key != "" {
		key = above(key)
		c.around[place{file, key}] = true
	}
}

// isRefused reports whether a value could not be read, or one that holds it or is
// held by it. What is said of it beyond that would be about a value nobody typed.
func (c *collected) isRefused(file, key string) bool {
	if c.around[place{file, key}] {
		return true
	}
	for key != "" && !c.refused[place{file, key}] {
		key = above(key)
	}
	return c.refused[place{file, key}]
}

// above is the key or item that holds another; "" for the whole file.
func above(key string) string { return key[:max(strings.LastIndexAny(key, ".["), 0)] }

// wants counts a problem of a file, and reports whether it is to be told.
func (c *collected) wants(file string) bool {
	c.found[file]++
	return c.told[file] < maxFileProblems && len(c.kept) < maxProblems
}

// add keeps a problem that is wanted, and tells its place in kept.
func (c *collected) add(p Problem) int {
	c.told[p.File]++
	c.kept = append(c.kept, p)
	return len(c.kept) - 1
}

// tell adds a problem of a file unless too many are told.
func (c *collected) tell(file string, line int, format string, args ...any) {
	if c.wants(file) {
		c.add(Problem{File: file, Line: line, Message: fmt.Sprintf(format, args...)})
	}
}

// join adds what was gathered elsewhere.
func (c *collected) join(other *collected) {
	for _, p := range other.kept {
		if c.told[p.File] < maxFileProblems && len(c.kept) < maxProblems {
			c.add(p)
		}
	}
	for file, n := range other.found {
		c.found[file] += n
	}
	maps.Copy(c.refused, other.refused)
	maps.Copy(c.around, other.around)
}

// problems lists what is told by file and line, with how many more there are.
func (c *collected) problems() Problems {
	slices.SortStableFunc(c.kept, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	var out Problems
	for i, p := range c.kept {
		out = append(out, p)
		lastOfFile := i+1 == len(c.kept) || c.kept[i+1].File != p.File
		if more := c.found[p.File] - c.told[p.File]; lastOfFile && more > 0 {
			out = append(out, Problem{File: p.File, Message: fmt.Sprintf("and %d more problems in this file", more), More: more})
		}
	}
	return append(out, c.untold()...)
}

// untold sums up the files of which nothing is told.
func (c *collected) untold() Problems {
	files, more := 0, 0
	for file, n := range c.found {
		if c.told[file] == 0 {
			files, more = files+1, more+n
		}
	}
	if files == 0 {
		return nil
	}
	return Problems{{File: "other files", Message: fmt.Sprintf("and %d more problems in %d more files", more, files), More: more}}
}
