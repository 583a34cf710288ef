//go:build unix

package data_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"doichieu/data"
)

// TestIrregularFilesAreNotOpened puts a named pipe, a directory and a huge file in the
// place of files; opening the pipe would block for ever.
func TestIrregularFilesAreNotOpened(t *testing.T) {
	makePipe := func(path string) error { return syscall.Mkfifo(path, 0o600) }
	makeDirectory := func(path string) error { return os.Mkdir(path, 0o700) }
	makeHuge := func(path string) error {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			return err
		}
		return os.Truncate(path, 400<<20)
	}
	for name, tt := range map[string]struct {
		put  func(path string) error
		want string
	}{
		"a named pipe": {makePipe, "is not a regular file"},
		"a directory":  {makeDirectory, "is a directory; a file is expected here"},
		"a huge file":  {makeHuge, "is larger than 8 MiB"},
	} {
		for _, file := range []string{"dataset.yaml", "registers/agencies.yaml", "documents/plan.yaml", "documents/another.yaml"} {
			dir := writeFiles(t, small())
			place := filepath.Join(dir, file)
			if err := os.RemoveAll(place); err != nil {
				t.Fatal(err)
			}
			if err := tt.put(place); err != nil {
				t.Fatal(err)
			}
			files, err := data.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := data.Read(files); err == nil || !strings.Contains(err.Error(), file+": "+tt.want) {
				t.Errorf("%s as %s: got %v", name, file, err)
			}
		}
	}
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := makePipe(pipe); err != nil {
		t.Fatal(err)
	}
	if _, err := data.Open(pipe); err == nil || !strings.Contains(err.Error(), "is not a directory") {
		t.Errorf("a named pipe as a dataset: %v", err)
	}
	texts := writeFiles(t, map[string]string{"other.txt": "x"})
	if err := makePipe(filepath.Join(texts, "plan.txt")); err != nil {
		t.Fatal(err)
	}
	set, err := data.Read(asFS(small()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := data.Verify(set, os.DirFS(texts)); err == nil || !strings.Contains(err.Error(), "plan.txt: is not a regular file") {
		t.Errorf("a named pipe as an archived text: %v", err)
	}
}
