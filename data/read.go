package data

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

//go:embed dataset.yaml registers/*.yaml documents/*.yaml
var shipped embed.FS

// Shipped is the dataset that is embedded in the binary.
func Shipped() fs.FS { return shipped }

const (
	headerFile  = "dataset.yaml"
	registerDir = "registers"
	documentDir = "documents"
	yamlSuffix  = ".yaml"
)

// registerNames are the files of the registers.
var registerNames = []string{
	"provinces.yaml", "concepts.yaml", "indicators.yaml", "agencies.yaml", "legal_documents.yaml", "initiatives.yaml",
}

// Read reads a dataset's directory and checks it. The error is of type Problems.
func Read(dir fs.FS) (*Dataset, error) {
	r := reader{dir: dir, sum: map[string][sha256.Size]byte{}, problems: newProblemList()}
	set := &Dataset{positions: &positions{dir: dir}}
	documents := r.survey()
	r.read(headerFile, &set.Header)
	for i, into := range []any{&set.Provinces, &set.Concepts, &set.Indicators, &set.Agencies, &set.Legal, &set.Initiatives} {
		r.read(path.Join(registerDir, registerNames[i]), into)
	}
	r.readDocuments(set, documents)
	set.Checksum = r.checksum()
	// What could be decoded is checked anyway, unless whole files are missing: then
	// every reference to them would look broken.
	if !r.incomplete {
		check(set, r.problems)
	}
	if problems := r.problems.problems(); len(problems) > 0 {
		return nil, problems
	}
	set.fillDefaults()
	return set, nil
}

type reader struct {
	dir        fs.FS
	sum        map[string][sha256.Size]byte
	problems   *problemList
	incomplete bool // a file or directory is missing or cannot be read
}

func (r *reader) read(file string, into any) { r.add(decode(r.dir, file, into)) }

// readDocuments reads the documents in order of name, several at a time.
func (r *reader) readDocuments(set *Dataset, files []string) {
	set.Documents, set.files = make([]DocumentFile, len(files)), files
	read := make([]decoded, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range files {
		group.Go(func() error {
			read[i] = decode(r.dir, file, &set.Documents[i])
			return nil
		})
	}
	_ = group.Wait() // read has the problems
	for _, d := range read {
		r.add(d)
	}
}

func (r *reader) add(d decoded) {
	r.sum[d.file] = d.sum
	r.problems.merge(d.problems)
	r.incomplete = r.incomplete || d.incomplete
}

// decoding bounds how many bytes of YAML are decoded at once.
var decoding = semaphore.NewWeighted(maxFileBytes)

// decoded is the result of reading one file.
type decoded struct {
	file       string
	sum        [sha256.Size]byte
	problems   *problemList
	incomplete bool
}

func decode(dir fs.FS, file string, into any) decoded {
	out := decoded{file: file, problems: newProblemList(), incomplete: true}
	content, err := readRegular(dir, file)
	if errors.Is(err, fs.ErrNotExist) {
		out.problems.report(file, 0, "is missing; a dataset needs this file, if only with an empty list: []")
		return out
	}
	if err != nil {
		out.problems.report(file, 0, "%v", err)
		return out
	}
	out.sum = sha256.Sum256(content)
	text, badLine := utf8Text(content)
	if badLine > 0 {
		out.problems.report(file, badLine, "is not UTF-8 from here on; save the file as UTF-8")
		return out
	}
	_ = decoding.Acquire(context.Background(), int64(len(text))) // fails only if the context ends
	defer decoding.Release(int64(len(text)))
	decoder := fileDecoder{file: file, problems: out.problems}
	out.incomplete = !decoder.decodeYAML(text, into)
	return out
}

// positions finds the line of every key and list item. A file is parsed for it only
// when one of its problems is reported.
type positions struct {
	dir   fs.FS
	files map[string]map[string]int // file → path such as "targets[3].measures[0].operator" → line
}

// line is the line of a key or item, or of its nearest ancestor if it is not in the
// file.
func (p *positions) line(file, key string) int {
	lines, indexed := p.files[file]
	if !indexed {
		lines = p.index(file)
	}
	line, ok := lines[key]
	for !ok && key != "" {
		key = parentOf(key)
		line, ok = lines[key]
	}
	return line
}

func (p *positions) index(file string) map[string]int {
	lines := map[string]int{}
	var root yaml.Node
	if content, err := readRegular(p.dir, file); err == nil && yaml.Unmarshal(content, &root) == nil {
		indexLines(&root, "", lines, formatDepth)
	}
	if p.files == nil {
		p.files = map[string]map[string]int{}
	}
	p.files[file] = lines
	return lines
}

// formatDepth is more than the depth of any value of the format.
const formatDepth = 12

func indexLines(node *yaml.Node, key string, lines map[string]int, depth int) {
	if depth == 0 {
		return
	}
	switch node.Kind {
	case yaml.DocumentNode:
		for _, child := range node.Content {
			indexLines(child, key, lines, depth-1)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			key := key + "." + node.Content[i].Value
			lines[key] = node.Content[i].Line
			indexLines(node.Content[i+1], key, lines, depth-1)
		}
	case yaml.SequenceNode:
		for i, child := range node.Content {
			item := key + "[" + strconv.Itoa(i) + "]"
			lines[item] = child.Line
			indexLines(child, item, lines, depth-1)
		}
	}
}

// checksum is the SHA-256 of the names and contents of all files that were read, so
// that the same files have the same checksum anywhere.
func (r *reader) checksum() string {
	hash := sha256.New()
	for _, file := range slices.Sorted(maps.Keys(r.sum)) {
		fmt.Fprintf(hash, "%s %x\n", file, r.sum[file])
	}
	return hex.EncodeToString(hash.Sum(nil))
}
