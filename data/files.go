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
// of the shipped ones has a quarter of a megabyte. YAML takes up to a hundred
// times as much memory while it is decoded.
const maxFileBytes = 8 << 20

// Open opens a dataset's directory for Read, so that no symbolic link in it leads
// out of it.
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

// readRegular reads a file, which must be a regular one: a named pipe or a device
// is not opened, since that may wait for ever.
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

// plainError says why a file cannot be read without naming it once more.
func plainError(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot be read: %w", pathError.Err)
	}
	return err
}

// linkError says that a file is a symbolic link, when it is one that cannot be
// followed.
func linkError(dir fs.FS, file string, err error) error {
	if link, failed := fs.Lstat(dir, file); failed == nil && link.Mode()&fs.ModeSymlink != 0 {
		return errors.New("is a symbolic link that leads to no file of this directory; put the file itself here")
	}
	return err
}

var byteOrderMark = []byte("\ufeff")

// utf8Text drops a byte order mark, which some editors write, and reports the
// first line that is not UTF-8; 0 when there is none.
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

// What may stand in a dataset's directory besides what is read. The shipped
// dataset is also a Go package, which carries it.
var (
	besideFiles = []string{"LICENSE*", "LICENCE*", "README*", "CHANGELOG*", "NOTICE*", "CITATION.cff", "*.go"}
	besideDirs  = []string{"schema", "generate", "testdata"}
)

// survey reports whatever is neither read nor known to stand beside a dataset,
// so that no file is left out by its name, and returns the documents' files.
func (r *reader) survey() (documents []string) {
	for _, e := range r.entries(".", "") {
		switch name := e.Name(); {
		case name == headerFile || name == registerDir || name == documentDir:
		case isBeside(e, besideFiles) || e.IsDir() && slices.Contains(besideDirs, name):
		default:
			r.unread(name, strings.Join([]string{headerFile, registerDir + "/", documentDir + "/"}, ", "))
		}
	}
	for _, e := range r.entries(registerDir, "a dataset has its registers there") {
		if !slices.Contains(registerNames, e.Name()) && !isBeside(e, besideFiles[:4]) {
			r.unread(path.Join(registerDir, e.Name()), strings.Join(registerNames, ", "))
		}
	}
	for _, e := range r.entries(documentDir, "a dataset has a file for each document there") {
		file := path.Join(documentDir, e.Name())
		switch {
		case strings.HasSuffix(file, yamlSuffix) && !isHidden(e.Name()):
			documents = append(documents, file)
		case !isBeside(e, besideFiles[:4]):
			r.unread(file, documentDir+"/SLUG"+yamlSuffix)
		}
	}
	if len(documents) == 0 && !r.incomplete {
		r.problems.tell(documentDir, 0, "holds no document; a dataset has at least one, as %s/SLUG%s", documentDir, yamlSuffix)
	}
	return documents
}

// entries lists a directory. Without it nothing is listed, and why it is needed is
// told.
func (r *reader) entries(dir, need string) []fs.DirEntry {
	list, err := fs.ReadDir(r.dir, dir)
	switch {
	case err == nil:
		return list
	case errors.Is(err, fs.ErrNotExist):
		r.problems.tell(dir, 0, "is missing; %s", need)
	default:
		r.problems.tell(dir, 0, "%v", plainError(err))
	}
	r.incomplete = true
	return nil
}

// unread tells of a file that is not read, or of those in a directory.
func (r *reader) unread(name, read string) {
	for _, file := range r.filesIn(name) {
		r.problems.tell(file, 0, "is not read, only %s; rename it, or keep it elsewhere", read)
	}
}

// maxFilesIn is how many files of a directory that is not read are named.
const maxFilesIn = 100

// filesIn lists the first files of a directory and of those in it. What is no
// directory, or an empty one, stands for itself.
func (r *reader) filesIn(name string) (files []string) {
	_ = fs.WalkDir(r.dir, name, func(file string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files = append(files, file)
		}
		if len(files) == maxFilesIn {
			return fs.SkipAll
		}
		return nil // what cannot be read is told by the directory's name
	})
	if len(files) == 0 {
		return []string{name}
	}
	return files
}

// isBeside reports whether a file may stand beside those that are read: a known
// one or a hidden one, unless that looks like a part of the dataset.
func isBeside(e fs.DirEntry, known []string) bool {
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
