package table

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"text/template"

	"doichieu/data"
	"doichieu/docs"
)

// Folder takes files one after the other: creating one ends the one before.
type Folder interface {
	Create(name string) (io.Writer, error)
}

// sumsFile comes last, so that a folder without it is known to be incomplete.
const sumsFile = "SHA256SUMS"

// WriteDataset writes the whole release: a CSV for every kind of record, what
// it takes to read and cite them, and the checksums of all that. The same
// release gives the same bytes.
func (s *Snapshot) WriteDataset(ctx context.Context, folder Folder) error {
	to := &summed{folder: folder}
	if err := to.write("README.md", func(w io.Writer) error { return s.writeReadme(ctx, w) }); err != nil {
		return err
	}
	if err := to.write("data-dictionary.md", contentOf(docs.DataDictionary)); err != nil {
		return err
	}
	if err := to.write("LICENSE", contentOf(licence(s.release.Info.Licence))); err != nil {
		return err
	}
	for _, table := range s.tables.recorded() {
		q := &Question{Table: table}
		err := to.write(table.File(), func(w io.Writer) error { return s.WriteCSV(ctx, w, q) })
		if err != nil {
			return fmt.Errorf("%s: %w", table.File(), err)
		}
	}
	return to.write(sumsFile, contentOf(to.sums.String()))
}

// recorded are the tables of what the dataset records, without what is worked
// out from it.
func (t *Tables) recorded() []*Table {
	var out []*Table
	for _, table := range t.list {
		if !table.worked {
			out = append(out, table)
		}
	}
	return out
}

// File is the table's file in an exported dataset.
func (t *Table) File() string { return t.Name + ".csv" }

func contentOf(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// licence is the text for an SPDX identifier, or the identifier itself for a
// dataset under another licence than the shipped one.
func licence(id string) string {
	if id == data.LicenceID {
		return data.Licence
	}
	return "SPDX-License-Identifier: " + id + "\n"
}

// summed writes files into a folder and keeps their checksums as sha256sum
// writes and reads them.
type summed struct {
	folder Folder
	sums   strings.Builder
}

func (s *summed) write(name string, content func(io.Writer) error) error {
	file, err := s.folder.Create(name)
	if err != nil {
		return err
	}
	sum := sha256.New()
	if err := content(io.MultiWriter(file, sum)); err != nil {
		return err
	}
	fmt.Fprintf(&s.sums, "%x  %s\n", sum.Sum(nil), name)
	return nil
}

//go:embed readme.md.tmpl
var readmeText string

var readme = template.Must(template.New("readme").Funcs(template.FuncMap{"cell": tableCell}).Parse(readmeText))

const readmeQuery = `{ dataset {
	release title titleEn description descriptionEn checksum licence citation synthetic
	documents { slug title titleEn }
} }`

func (s *Snapshot) writeReadme(ctx context.Context, w io.Writer) error {
	answer, err := s.ask(ctx, readmeQuery, nil)
	if err != nil {
		return err
	}
	return readme.Execute(w, map[string]any{"Dataset": at(answer, "dataset"), "Tables": s.tables.recorded()})
}

// tableCell makes a text fit for a table in Markdown.
func tableCell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
