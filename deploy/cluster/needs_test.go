package cluster_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestMissingPackagesAreNamed runs the scripts on a PATH without the programs that a
// cluster needs.
func TestMissingPackagesAreNamed(t *testing.T) {
	tools := t.TempDir()
	for _, name := range []string{"bash", "dirname", "id", "ls", "sort", "tail"} {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Skipf("there is no %s", name)
		}
		if err := os.Symlink(path, filepath.Join(tools, name)); err != nil {
			t.Fatal(err)
		}
	}
	dir := filepath.Join(t.TempDir(), "cluster")
	for _, command := range [][]string{{"cluster.sh", "needs"}, {"cluster.sh", "start", dir}, {"test.sh", "failover"}} {
		run := exec.Command(filepath.Join(tools, "bash"), command...)
		run.Env = []string{"PATH=" + tools}
		out, err := run.CombinedOutput()
		if err == nil || run.ProcessState.ExitCode() != 1 {
			t.Errorf("%v: %v", command, err)
		}
		for _, part := range []string{"etcd-server", "patroni", "curl", "apt-get install"} {
			if !strings.Contains(string(out), part) {
				t.Errorf("%v does not name %s:\n%s", command, part, out)
			}
		}
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("something was begun: %v", err)
	}
}
