// Mutate deletes every mapping between the files of a dataset and what is shown
// of it, one at a time, and reports those without which the tests of package
// roundtrip still pass. A mapping is what the syntax tree says: a field of a
// composite literal, an assignment to a field, an argument of a setter, the result
// of a resolver, or a row of a table that mappings are derived from. All mutants are
// in one binary, which an environment variable tells the one to be.
package main

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed runtime.go.txt
var runtimeSource []byte

//go:embed mutants_test.go.txt
var testSource []byte

//go:embed survivors.yaml
var survivorsSource []byte

// survivor is a mapping that this test need not miss.
type survivor struct {
	Mapping string `yaml:"mapping"` // as reported
	Reason  string `yaml:"reason"`
}

func main() {
	tables := flag.String("rows", "", "files, with commas, whose appended elements are rows of a table")
	verbose := flag.Bool("v", false, "tell how each mutant is killed")
	flag.Parse()
	if err := run(flag.Args(), strings.FieldsFunc(*tables, func(r rune) bool { return r == ',' }), *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(files, tables []string, verbose bool) error {
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := build{dir: dir, overlay: map[string]string{}}
	for _, name := range files {
		if err := b.add(name, false); err != nil {
			return err
		}
	}
	for _, name := range tables {
		if err := b.add(name, true); err != nil {
			return err
		}
	}
	if err := b.compile(); err != nil {
		return err
	}
	if err := b.listRows(); err != nil {
		return err
	}
	return b.judge(verbose)
}

// build is the instrumented test binary.
type build struct {
	dir     string
	overlay map[string]string
	mutants []mutant
	tables  map[int]mutant
	next    int
}

func (b *build) add(name string, rows bool) error {
	path, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	content, in, err := instrument(name, rows, &b.next)
	if err != nil || content == nil {
		return err
	}
	b.mutants = append(b.mutants, in.mutants...)
	if b.tables == nil {
		b.tables = map[int]mutant{}
	}
	for _, table := range in.tables {
		b.tables[table.number] = table
	}
	return b.replace(path, content)
}

func (b *build) replace(path string, content []byte) error {
	file := filepath.Join(b.dir, fmt.Sprintf("%d.go", len(b.overlay)))
	b.overlay[path] = file
	return os.WriteFile(file, content, 0o600)
}

func (b *build) compile() error {
	for name, content := range map[string][]byte{
		"roundtrip/mutate/mutant/mutant.go": runtimeSource,
		"roundtrip/mutants_test.go":         testSource,
	} {
		path, err := filepath.Abs(name)
		if err != nil {
			return err
		}
		if err := b.replace(path, content); err != nil {
			return err
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": b.overlay})
	if err != nil {
		return err
	}
	name := filepath.Join(b.dir, "overlay.json")
	if err := os.WriteFile(name, overlay, 0o600); err != nil {
		return err
	}
	command := exec.Command("go", "test", "-vet=off", "-overlay", name, "-c", "-o", b.binary(), "./roundtrip")
	command.Stderr = os.Stderr
	return command.Run()
}

func (b *build) binary() string { return filepath.Join(b.dir, "roundtrip.test") }

// test runs the tests on SQLite with some environment, and returns what they say.
func (b *build) test(environment ...string) (output string, passed bool) {
	return b.run("Test(Every|What).*/SQLite", environment...)
}

func (b *build) run(tests string, environment ...string) (output string, passed bool) {
	command := exec.Command(b.binary(), "-test.run", tests, "-test.v", "-test.short", "-test.timeout", "10m")
	command.Dir, command.Env = "roundtrip", append(os.Environ(), environment...)
	said, err := command.CombinedOutput()
	return string(said), err == nil
}

// listRows runs the tests without a mutant, and makes mutants of the rows that
// the tables got.
func (b *build) listRows() error {
	list := filepath.Join(b.dir, "rows")
	if said, passed := b.test("MUTANT_LIST=" + list); !passed {
		return fmt.Errorf("the tests fail without a mutant:\n%s", said)
	}
	content, err := os.ReadFile(list)
	if err != nil && len(b.tables) > 0 {
		return err
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(string(content), "\n") {
		var number, row int
		var text string
		if n, _ := fmt.Sscanf(line, "%d %d %q", &number, &row, &text); n != 3 || seen[fmt.Sprint(number, text)] {
			continue
		}
		seen[fmt.Sprint(number, text)] = true
		b.mutants = append(b.mutants, mutant{number, row, b.tables[number].place, text})
	}
	return nil
}

// judge runs the tests with each mutant: first all of them in one process, over
// datasets that are loaded, and then each that survives in one of its own, which
// loads with it.
func (b *build) judge(verbose bool) error {
	var known []survivor
	if err := yaml.Unmarshal(survivorsSource, &known); err != nil {
		return fmt.Errorf("survivors.yaml: %w", err)
	}
	causes, err := b.together()
	if err != nil {
		return err
	}
	survivors, wrong := 0, 0
	for _, m := range b.mutants {
		why, killed := causes[m.name()]
		if !killed {
			said, passed := b.test(fmt.Sprintf("MUTANT=%d", m.number), fmt.Sprintf("MUTANT_ROW=%d", m.row))
			why, _ = failure(said)
			killed = !passed
		}
		isKnown := slices.ContainsFunc(known, func(s survivor) bool { return s.Mapping == m.text })
		if !killed {
			survivors++
		}
		switch {
		case !killed && !isKnown:
			wrong++
			fmt.Printf("%s: nobody misses %s\n", m.place, m.text)
		case killed && isKnown:
			wrong++
			fmt.Printf("%s: survivors.yaml is stale: %s is missed\n", m.place, m.text)
		case verbose:
			fmt.Printf("%s: without %s: %s\n", m.place, m.text, why)
		}
	}
	fmt.Printf("%d mutants, %d killed\n", len(b.mutants), len(b.mutants)-survivors)
	if wrong > 0 {
		return fmt.Errorf("%d mappings are missed by no test, or are said to be", wrong)
	}
	return nil
}

func (m mutant) name() string { return fmt.Sprintf("%d-%d", m.number, m.row) }

var begun = regexp.MustCompile(`(?m)^=== RUN   TestMutants/(\S+)$`)

// together runs all mutants in one process, and returns why those that were
// killed were. A mutant that takes the process with it is followed by another process.
func (b *build) together() (map[string]string, error) {
	causes, list := map[string]string{}, filepath.Join(b.dir, "mutants")
	for todo := b.mutants; len(todo) > 0; {
		var names []string
		for _, m := range todo {
			names = append(names, m.name())
		}
		if err := os.WriteFile(list, []byte(strings.Join(names, "\n")), 0o600); err != nil {
			return nil, err
		}
		said, _ := b.run("TestMutants", "MUTANTS="+list)
		runs := begun.FindAllStringSubmatchIndex(said, -1)
		if len(runs) == 0 {
			return nil, fmt.Errorf("no mutant was judged:\n%s", said)
		}
		finished := strings.Contains(said, "--- FAIL: TestMutants (") || strings.Contains(said, "--- PASS: TestMutants (")
		for i, at := range runs {
			end := len(said)
			if i+1 < len(runs) {
				end = runs[i+1][0]
			}
			name := said[at[2]:at[3]]
			why, isTold := failure(said[at[1]:end])
			if isTold || !finished && i == len(runs)-1 {
				causes[name] = why
			}
		}
		todo = todo[len(runs):]
	}
	return causes, nil
}

var where = regexp.MustCompile(`^\s*\w+_test\.go:\d+: `)

// failure is the first one that a test tells of.
func failure(said string) (why string, isTold bool) {
	lines := bufio.NewScanner(strings.NewReader(said))
	for lines.Scan() {
		line := lines.Text()
		if strings.HasPrefix(line, "panic:") || where.MatchString(line) {
			return where.ReplaceAllString(line, ""), true
		}
	}
	return strings.TrimSpace(said), false
}
