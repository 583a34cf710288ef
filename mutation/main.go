// Command mutation tests the tests: gremlins changes one operator of a package
// at a time, and the package's own tests must notice. Run it from the module's
// root; `make mutation` does.
//
// It fails when the tests reach too few of the mutants, or kill too few of those
// that they reach. Mutants that no test can kill, because they do what the
// original does, are listed in mutation/equivalent.yaml with the reason, and are
// not counted. An entry of that list that no longer fits the code is an error.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
)

func main() {
	gremlins := flag.String("gremlins", "", "module path and version of gremlins' command")
	list := flag.String("equivalent", "mutation/equivalent.yaml", "the list of equivalent mutants")
	flag.Parse()
	if err := run(*gremlins, *list, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run judges each package, and fails when any is below the thresholds.
func run(gremlins, list string, packages []string) error {
	equivalents, err := readEquivalents(list)
	if err != nil {
		return err
	}
	failed := 0
	for _, dir := range packages {
		dir = path.Clean(filepath.ToSlash(dir))
		mutants, err := mutantsOf(gremlins, dir)
		if err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
		if err := judgeWithoutCoverage(dir, mutants); err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
		result, err := judge(mutants, equivalents.in(dir))
		if err != nil {
			return fmt.Errorf("%s: %w", dir, err)
		}
		fmt.Printf("%s: %s\n", dir, result)
		if !result.passes() {
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d packages are below %v %% killed or %v %% reached",
			failed, len(packages), minKilled, minReached)
	}
	return nil
}

// environment is that of the go commands that judge mutants. Tests alone judge, and
// the checks of go vet do not. They run even if their result is cached: gremlins takes
// the time limit of a mutant from the first run, which must not be a cached one.
func environment() []string {
	return append(os.Environ(), "GOFLAGS="+os.Getenv("GOFLAGS")+" -vet=off -count=1")
}

// mutantsOf runs gremlins on a package, and reads what became of each mutant.
func mutantsOf(gremlins, dir string) ([]mutant, error) {
	report, err := os.CreateTemp("", "gremlins-*.json")
	if err != nil {
		return nil, err
	}
	defer os.Remove(report.Name())
	defer report.Close()

	// The time limit of a mutant is that of all tests, many times: a mutant that
	// only took long on a busy machine must not count as killed.
	cmd := exec.Command("go", "run", gremlins, "unleash",
		"--workers", "1", "--timeout-coefficient", "10", "--output", report.Name(), "./"+dir)
	cmd.Env = environment()
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("gremlins: %w", err)
	}
	var parsed gremlinsReport
	if err := json.NewDecoder(report).Decode(&parsed); err != nil {
		return nil, fmt.Errorf("the report of gremlins: %w", err)
	}
	return parsed.mutants(dir)
}
