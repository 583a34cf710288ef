package data

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxFileBytes bounds one file of a dataset, and one archived text; the largest
// shipped one has a quarter of a megabyte. Decoding YAML takes up to a hundred times
// its size in memory.
const maxFileBytes = 8 << 20

// Open opens a dataset's directory for Read. Symbolic links in it cannot lead out of
// it.
func Open(dir string) (fs.FS, error) {
	info, err := os.Stat(dir) // opening a named pipe would wait for its writer
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a directory", dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return root.FS(), nil
}

// readRegular reads a regular file. A named pipe or a device is not opened, because
// that may block for ever.
func readRegular(dir fs.FS, file string) ([]byte, error) {
	info, err := fs.Stat(dir, file)
	if err != nil {
		return nil, linkError(dir, file, plainError(err))
	}
	if info.IsDir() {
		return nil, errors.New("is a directory; a file is expected here")
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("is not a regular file")
	}
	if info.Size() > maxFileBytes {
		return nil, errTooLarge
	}
	f, err := dir.Open(file)
	if err != nil {
		return nil, plainError(err)
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	if err == nil && len(content) > maxFileBytes {
		err = errTooLarge
	}
	return content, plainError(err)
}

var errTooLarge = fmt.Errorf("is larger than %d MiB; divide it", maxFileBytes>>20)

// plainError removes the file's name from an error, which is reported with the name.
func plainError(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot be read: %w", pathError.Err)
	}
	return err
}

// linkError replaces the error of a symbolic link that cannot be followed.
func linkError(dir fs.FS, file string, err error) error {
	if link, failed := fs.Lstat(dir, file); failed == nil && link.Mode()&fs.ModeSymlink != 0 {
		return errors.New("is a symbolic link that leads to no file of this directory; put the file itself here")
	}
	return err
}

var byteOrderMark = []byte("\ufeff")

// utf8Text removes a byte order mark, which some editors write, and returns the
// number of the first line that is not UTF-8; 0 if there is none.
func utf8Text(content []byte) (text []byte, badLine int) {
	text = bytes.TrimPrefix(content, byteOrderMark)
	if utf8.Valid(text) {
		return text, 0
	}
	good := 0
	for good < len(text) {
		r, size := utf8.DecodeRune(text[good:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		good += size
	}
	return text, 1 + bytes.Count(text[:good], []byte("\n"))
}

// Files and directories that may accompany a dataset and are not read. The shipped
// dataset is also a Go package, which embeds it.
var (
	accompanyingFiles = []string{"LICENSE*", "LICENCE*", "README*", "CHANGELOG*", "NOTICE*", "CITATION.cff", "*.go"}
	accompanyingDirs  = []string{"schema", "generate", "testdata"}
)

// survey returns the documents' files. It reports every file that is neither read nor
// known to accompany a dataset, so that none is ignored because of its name.
func (r *reader) survey() (documents []string) {
	for _, e := range r.entries(".", "") {
		switch name := e.Name(); {
		case name == headerFile || name == registerDir || name == documentDir:
		case mayAccompany(e, accompanyingFiles) || e.IsDir() && slices.Contains(accompanyingDirs, name):
		default:
			r.reportUnread(name, strings.Join([]string{headerFile, registerDir + "/", documentDir + "/"}, ", "))
		}
	}
	for _, e := range r.entries(registerDir, "a dataset has its registers there") {
		if !slices.Contains(registerNames, e.Name()) && !mayAccompany(e, accompanyingFiles[:4]) {
			r.reportUnread(path.Join(registerDir, e.Name()), strings.Join(registerNames, ", "))
		}
	}
	for _, e := range r.entries(documentDir, "a dataset has a file for each document there") {
		file := path.Join(documentDir, e.Name())
		switch {
		case strings.HasSuffix(file, yamlSuffix) && !isHidden(e.Name()):
			documents = append(documents, file)
		case !mayAccompany(e, accompanyingFiles[:4]):
			r.reportUnread(file, documentDir+"/SLUG"+yamlSuffix)
		}
	}
	if len(documents) == 0 && !r.incomplete {
		r.problems.report(documentDir, 0, "holds no document; a dataset has at least one, as %s/SLUG%s", documentDir, yamlSuffix)
	}
	return documents
}

// entries lists a directory. It reports a missing one, and what it is needed for.
func (r *reader) entries(dir, need string) []fs.DirEntry {
	list, err := fs.ReadDir(r.dir, dir)
	switch {
	case err == nil:
		return list
	case errors.Is(err, fs.ErrNotExist):
		r.problems.report(dir, 0, "is missing; %s", need)
	default:
		r.problems.report(dir, 0, "%v", plainError(err))
	}
	r.incomplete = true
	return nil
}

// reportUnread reports a file that is not read, or all files of such a directory.
func (r *reader) reportUnread(name, read string) {
	for _, file := range r.filesIn(name) {
		r.problems.report(file, 0, "is not read, only %s; rename it, or keep it elsewhere", read)
	}
}

// maxFilesIn is how many files of a directory that is not read are reported.
const maxFilesIn = 100

// filesIn lists the first files of a directory and its subdirectories. For a file or
// an empty directory it returns the name itself.
func (r *reader) filesIn(name string) (files []string) {
	_ = fs.WalkDir(r.dir, name, func(file string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files = append(files, file)
		}
		if len(files) == maxFilesIn {
			return fs.SkipAll
		}
		return nil // an unreadable directory is reported by its own name
	})
	if len(files) == 0 {
		return []string{name}
	}
	return files
}

// mayAccompany reports whether a file may accompany those that are read: a known one,
// or a hidden one unless it looks like a part of the dataset.
func mayAccompany(e fs.DirEntry, known []string) bool {
	name := e.Name()
	if isHidden(name) {
		ext := strings.ToLower(path.Ext(name))
		return strings.HasPrefix(name, ".#") || ext != ".yaml" && ext != ".yml"
	}
	return !e.IsDir() && slices.ContainsFunc(known, func(pattern string) bool {
		match, _ := path.Match(pattern, name)
		return match
	})
}

func isHidden(name string) bool { return strings.HasPrefix(name, ".") }
