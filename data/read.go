package data

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/sync/errgroup"
)

//go:embed dataset.yaml registers/*.yaml documents/*.yaml
var shipped embed.FS

// Shipped is the dataset that the binary carries.
func Shipped() fs.FS { return shipped }

// Problem is one thing that is wrong with a dataset and what to do about it.
type Problem struct {
	File    string // path inside the dataset's directory
	Line    int    // from 1; 0 when the whole file is meant
	Message string
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// Problems is every problem of a dataset, in order of file and line. It is an
// error, so that a caller may stop at it or walk through it.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// sort orders problems by file and line, for the reader.
func (p Problems) sort() {
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}

const (
	headerFile   = "dataset.yaml"
	registerDir  = "registers"
	documentDir  = "documents"
	yamlSuffix   = ".yaml"
	maxFileBytes = 64 << 20
)

// Read reads a dataset directory and checks it. The error is of type Problems
// when the dataset itself is at fault; nothing should be loaded then.
func Read(dir fs.FS) (*Dataset, error) {
	r := reader{dir: dir, sum: map[string][sha256.Size]byte{}}
	set := &Dataset{positions: &positions{dir: dir}, documentFile: map[string]string{}}
	r.read(headerFile, &set.Header)
	r.read(path.Join(registerDir, "provinces.yaml"), &set.Provinces)
	r.read(path.Join(registerDir, "concepts.yaml"), &set.Concepts)
	r.read(path.Join(registerDir, "indicators.yaml"), &set.Indicators)
	r.read(path.Join(registerDir, "agencies.yaml"), &set.Agencies)
	r.read(path.Join(registerDir, "legal_documents.yaml"), &set.Legal)
	r.read(path.Join(registerDir, "initiatives.yaml"), &set.Initiatives)
	r.readDocuments(set)
	if r.err != nil {
		return nil, r.err
	}
	set.Checksum = r.checksum()
	// What could be decoded is checked all the same, unless whole files are
	// missing from it: then every reference would look broken.
	problems := r.problems
	if !r.incomplete {
		problems = append(problems, check(set)...)
	}
	if len(problems) > 0 {
		problems.sort()
		return nil, problems
	}
	set.fillDefaults()
	return set, nil
}

type reader struct {
	dir        fs.FS
	sum        map[string][sha256.Size]byte
	problems   Problems
	incomplete bool  // a file is missing or is no YAML
	err        error // the directory cannot be read at all
}

func (r *reader) read(file string, into any) { r.add(decode(r.dir, file, into)) }

// readDocuments reads the documents in order of name, several at a time.
func (r *reader) readDocuments(set *Dataset) {
	files, err := fs.Glob(r.dir, documentDir+"/*"+yamlSuffix)
	if err != nil {
		r.err = errors.Join(r.err, err)
		return
	}
	set.Documents = make([]DocumentFile, len(files))
	read := make([]decoded, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range files {
		group.Go(func() error {
			read[i] = decode(r.dir, file, &set.Documents[i])
			return nil
		})
	}
	_ = group.Wait() // what went wrong is in read
	for i, file := range files {
		r.add(read[i])
		set.documentFile[set.Documents[i].Document.Slug] = file
	}
}

func (r *reader) add(d decoded) {
	r.sum[d.file] = d.sum
	r.problems = append(r.problems, d.problems...)
	r.incomplete = r.incomplete || d.incomplete
	r.err = errors.Join(r.err, d.err)
}

// decoded is what came of reading one file.
type decoded struct {
	file       string
	sum        [sha256.Size]byte
	problems   Problems
	incomplete bool
	err        error
}

func decode(dir fs.FS, file string, into any) decoded {
	out := decoded{file: file}
	content, err := readAll(dir, file)
	if errors.Is(err, fs.ErrNotExist) {
		out.incomplete = true
		out.problems = Problems{{File: file, Message: "is missing; a dataset needs this file, if only with an empty list: []"}}
		return out
	}
	if err != nil {
		out.err = fmt.Errorf("read %s: %w", file, err)
		return out
	}
	out.sum = sha256.Sum256(content)
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		var typeError *yaml.TypeError
		out.incomplete = !errors.As(err, &typeError)
		out.problems = yamlProblems(file, err)
	}
	return out
}

func readAll(dir fs.FS, file string) ([]byte, error) {
	f, err := dir.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxFileBytes+1))
	if err != nil {
		return nil, err
	}
	if len(content) > maxFileBytes {
		return nil, fmt.Errorf("larger than %d bytes", maxFileBytes)
	}
	return content, nil
}

// positions knows the line of every key and list item. A file is looked at
// only when something of it has to be reported.
type positions struct {
	dir   fs.FS
	files map[string]map[string]int // file → path such as "targets[3].measures[0].operator" → line
}

// line is where a key or item stands, or its nearest ancestor when it is left
// out of the file.
func (p *positions) line(file, key string) int {
	lines, indexed := p.files[file]
	if !indexed {
		lines = p.index(file)
	}
	line, ok := lines[key]
	for !ok && key != "" {
		key = key[:max(strings.LastIndexAny(key, ".["), 0)]
		line, ok = lines[key]
	}
	return line
}

func (p *positions) index(file string) map[string]int {
	lines := map[string]int{}
	var root yaml.Node
	if content, err := readAll(p.dir, file); err == nil && yaml.Unmarshal(content, &root) == nil {
		indexLines(&root, "", lines)
	}
	if p.files == nil {
		p.files = map[string]map[string]int{}
	}
	p.files[file] = lines
	return lines
}

func indexLines(node *yaml.Node, at string, lines map[string]int) {
	switch node.Kind {
	case yaml.DocumentNode:
		for _, child := range node.Content {
			indexLines(child, at, lines)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			key := at + "." + node.Content[i].Value
			lines[key] = node.Content[i].Line
			indexLines(node.Content[i+1], key, lines)
		}
	case yaml.SequenceNode:
		for i, child := range node.Content {
			item := at + "[" + strconv.Itoa(i) + "]"
			lines[item] = child.Line
			indexLines(child, item, lines)
		}
	}
}

var (
	yamlLine     = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)
	unknownField = regexp.MustCompile(`^field (\S+) not found in type data\.(\S+)$`)
)

// yamlProblems turns the decoder's complaints into problems with a line.
func yamlProblems(file string, err error) Problems {
	messages := []string{err.Error()}
	var typeError *yaml.TypeError
	if errors.As(err, &typeError) {
		messages = typeError.Errors
	}
	var out Problems
	for _, message := range messages {
		problem := Problem{File: file, Message: message}
		if m := yamlLine.FindStringSubmatch(message); m != nil {
			problem.Line, _ = strconv.Atoi(m[1])
			problem.Message = m[2]
		}
		if m := unknownField.FindStringSubmatch(problem.Message); m != nil {
			problem.Message = fmt.Sprintf("unknown key %q in a %s; remove it or correct its spelling", m[1], m[2])
		}
		out = append(out, problem)
	}
	return out
}

// checksum is sha256 over name and content of every file that was read, so
// that the same files give the same release anywhere.
func (r *reader) checksum() string {
	hash := sha256.New()
	for _, file := range slices.Sorted(maps.Keys(r.sum)) {
		fmt.Fprintf(hash, "%s %x\n", file, r.sum[file])
	}
	return hex.EncodeToString(hash.Sum(nil))
}
