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
	More    int // if not 0, the number of further problems, which are not listed
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// Problems lists the problems of a dataset in order of file and line. It is an
// error whose entries can also be read one by one. Of a file with very many
// problems it has the first and the number of the others.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// Count is the number of problems, including those that are not listed.
func (p Problems) Count() int {
	count := 0
	for _, problem := range p {
		count += cmp.Or(problem.More, 1)
	}
	return count
}

const (
	maxFileProblems = 100   // reported for one file
	maxProblems     = 1_000 // reported in all
)

// problemList collects problems. It is bounded: nobody reads twenty thousand.
type problemList struct {
	list     Problems
	counts   map[string]int // file → number of its problems
	reported map[string]int // file → number of those in list

	refused   map[place]bool // values that could not be read
	ancestors map[place]bool // keys and items that contain such a value
}

func newProblemList() *problemList {
	return &problemList{counts: map[string]int{}, reported: map[string]int{}, refused: map[place]bool{}, ancestors: map[place]bool{}}
}

// refuse records that a value could not be read.
func (l *problemList) refuse(file, key string) {
	l.refused[place{file, key}] = true
	for key != "" {
		key = parentOf(key)
		l.ancestors[place{file, key}] = true
	}
}

// isRefused reports whether a value, one that contains it or one in it could not be
// read. Further problems would be about a value that nobody typed.
func (l *problemList) isRefused(file, key string) bool {
	if l.ancestors[place{file, key}] {
		return true
	}
	for key != "" && !l.refused[place{file, key}] {
		key = parentOf(key)
	}
	return l.refused[place{file, key}]
}

// parentOf is the key or item that contains another; "" for the whole file.
func parentOf(key string) string { return key[:max(strings.LastIndexAny(key, ".["), 0)] }

// accepts counts a problem of a file, and reports whether it should be added.
func (l *problemList) accepts(file string) bool {
	l.counts[file]++
	return l.reported[file] < maxFileProblems && len(l.list) < maxProblems
}

// add adds an accepted problem and returns its index in list.
func (l *problemList) add(p Problem) int {
	l.reported[p.File]++
	l.list = append(l.list, p)
	return len(l.list) - 1
}

// report adds a problem of a file, unless there are too many.
func (l *problemList) report(file string, line int, format string, args ...any) {
	if l.accepts(file) {
		l.add(Problem{File: file, Line: line, Message: fmt.Sprintf(format, args...)})
	}
}

// merge adds the problems of another list.
func (l *problemList) merge(other *problemList) {
	for _, p := range other.list {
		if l.reported[p.File] < maxFileProblems && len(l.list) < maxProblems {
			l.add(p)
		}
	}
	for file, n := range other.counts {
		l.counts[file] += n
	}
	maps.Copy(l.refused, other.refused)
	maps.Copy(l.ancestors, other.ancestors)
}

// problems sorts the problems by file and line, and adds the numbers of further
// ones.
func (l *problemList) problems() Problems {
	slices.SortStableFunc(l.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	var out Problems
	for i, p := range l.list {
		out = append(out, p)
		lastOfFile := i+1 == len(l.list) || l.list[i+1].File != p.File
		if more := l.counts[p.File] - l.reported[p.File]; lastOfFile && more > 0 {
			out = append(out, Problem{File: p.File, Message: fmt.Sprintf("and %d more problems in this file", more), More: more})
		}
	}
	return append(out, l.unreported()...)
}

// unreported sums up the files without a reported problem.
func (l *problemList) unreported() Problems {
	files, more := 0, 0
	for file, n := range l.counts {
		if l.reported[file] == 0 {
			files, more = files+1, more+n
		}
	}
	if files == 0 {
		return nil
	}
	return Problems{{File: "other files", Message: fmt.Sprintf("and %d more problems in %d more files", more, files), More: more}}
}
