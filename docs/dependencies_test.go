package docs

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/licensecheck"
)

// row is a row of docs/dependencies.md.
type row struct{ licence, purpose string }

func readPage(t *testing.T) map[string]row {
	t.Helper()
	content, err := os.ReadFile("dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]row{}
	for _, match := range regexp.MustCompile(`(?m)^\| (\S+) \| ([^|]+) \| ([^|]+) \|`).FindAllStringSubmatch(string(content), -1) {
		rows[match[1]] = row{match[2], strings.TrimSpace(match[3])}
	}
	return rows
}

// TestEveryDependencyIsListed compares docs/dependencies.md with the direct
// dependencies: each must be listed with its licence and purpose, and no other.
func TestEveryDependencyIsListed(t *testing.T) {
	listed := readPage(t)
	asked := goModules(t)
	for _, dir := range []string{"../web", "../examples/clients"} {
		for name, licence := range npmPackages(t, dir) {
			asked[name] = licence
		}
	}
	for name, licence := range asked {
		got, found := listed[name]
		switch {
		case !found:
			t.Errorf("%s (%s) is not listed", name, licence)
		case got.licence != licence:
			t.Errorf("%s is listed with the licence %s, and has %s", name, got.licence, licence)
		case got.purpose == "":
			t.Errorf("nobody says what %s is for", name)
		}
	}
	for name := range listed {
		if asked[name] == "" && name != "dependency" && !strings.HasPrefix(name, "-") {
			t.Errorf("%s is listed and not used", name)
		}
	}
}

// goModules maps each direct dependency of go.mod to its licence.
func goModules(t *testing.T) map[string]string {
	t.Helper()
	format := `{{if and (not .Indirect) (not .Main)}}{{.Path}} {{.Dir}}{{end}}`
	out, err := exec.Command("go", "list", "-m", "-f", format, "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if name, dir, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			modules[name] = licenceIn(t, dir)
		}
	}
	return modules
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying)`)

func licenceIn(t *testing.T, dir string) string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !licenceFile.MatchString(file.Name()) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if found := licensecheck.Scan(content).Match; len(found) > 0 {
			return found[0].ID
		}
	}
	t.Errorf("%s has no licence that is known", dir)
	return ""
}

// npmPackages maps each direct dependency of the package.json files to its licence.
func npmPackages(t *testing.T, dir string) map[string]string {
	t.Helper()
	var asked struct{ Dependencies, DevDependencies map[string]string }
	readJSON(t, filepath.Join(dir, "package.json"), &asked)
	var lock struct {
		Packages map[string]struct{ License string }
	}
	readJSON(t, filepath.Join(dir, "package-lock.json"), &lock)
	packages := map[string]string{}
	for _, list := range []map[string]string{asked.Dependencies, asked.DevDependencies} {
		for name := range list {
			packages[name] = lock.Packages["node_modules/"+name].License
		}
	}
	return packages
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
