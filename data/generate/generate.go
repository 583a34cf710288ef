// Package generate makes synthetic datasets of any size, in the dataset's format, to
// try the program at the scale of a whole country. Everything in them is invented,
// says so, and depends on the options alone: the same options give the same bytes.
package generate

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"go.yaml.in/yaml/v3"
	"golang.org/x/sync/errgroup"

	"doichieu/data"
)

// Options determine a dataset.
type Options struct {
	Provinces int
	Years     int // up to lastYear, with one plan for each province and year
	Seed      uint64
}

const (
	lastYear     = 2025
	maxProvinces = 2_500 // more would make a larger register than data.Read accepts
	maxYears     = 50
)

// Validate returns an error for sizes that are not supported.
func (o Options) Validate() error {
	if o.Provinces < 1 || o.Provinces > maxProvinces {
		return fmt.Errorf("%d provinces; from 1 to %d can be made", o.Provinces, maxProvinces)
	}
	if o.Years < 1 || o.Years > maxYears {
		return fmt.Errorf("%d years; from 1 to %d can be made", o.Years, maxYears)
	}
	return nil
}

func (o Options) firstYear() int { return lastYear - o.Years + 1 }

// Write writes a dataset into a directory, which must be empty or not exist.
func Write(dir string, o Options) error {
	if err := o.Validate(); err != nil {
		return err
	}
	if err := makeEmpty(dir); err != nil {
		return err
	}
	w := writer{dir: dir, note: fmt.Sprintf("# Synthetic, nothing here is real: server generate -provinces %d -years %d -seed %d\n",
		o.Provinces, o.Years, o.Seed)}
	err := errors.Join(
		w.write("dataset.yaml", header(o)),
		w.write("registers/provinces.yaml", provinces(o)),
		w.write("registers/concepts.yaml", concepts()),
		w.write("registers/indicators.yaml", indicators()),
		w.write("registers/agencies.yaml", agencies(o)),
		w.write("registers/legal_documents.yaml", legalDocuments(o)),
		w.write("registers/initiatives.yaml", initiatives()),
	)
	if err != nil {
		return err
	}
	return w.documents(o)
}

func makeEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s is not empty; what is in it would become part of the dataset", dir)
	}
	return errors.Join(
		os.MkdirAll(filepath.Join(dir, "registers"), 0o755),
		os.MkdirAll(filepath.Join(dir, "documents"), 0o755),
	)
}

// writer writes files into a directory.
type writer struct {
	dir  string
	note string // first line of every file
}

func (w writer) write(name string, content any) error {
	var out bytes.Buffer
	out.WriteString(w.note)
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := errors.Join(encoder.Encode(content), encoder.Close()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.WriteFile(filepath.Join(w.dir, filepath.FromSlash(name)), out.Bytes(), 0o644)
}

// documents writes a plan for every province and year, and a report for every
// province, several at a time.
func (w writer) documents(o Options) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for province := range o.Provinces {
		group.Go(func() error {
			for year := o.firstYear(); year <= lastYear; year++ {
				if err := w.document(plan(o, province, year)); err != nil {
					return err
				}
			}
			return w.document(report(o, province))
		})
	}
	return group.Wait()
}

func (w writer) document(f data.DocumentFile) error {
	return w.write("documents/"+f.Document.Slug+".yaml", f)
}
