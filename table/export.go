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

// Folder receives files one after the other: Create ends the file before.
type Folder interface {
	Create(name string) (io.Writer, error)
}

// sumsFile is written last: a folder without it is incomplete.
const sumsFile = "SHA256SUMS"

// WriteDataset writes the whole release: a CSV for every kind of record, the
// documentation needed to read and cite them, and checksums of all files. The
// same release gives the same bytes.
func (s *Snapshot) WriteDataset(ctx context.Context, folder Folder) error {
	files := &checksummed{folder: folder}
	if err := files.write("README.md", func(w io.Writer) error { return s.writeReadme(ctx, w) }); err != nil {
		return err
	}
	if err := files.write("data-dictionary.md", contentOf(docs.DataDictionary)); err != nil {
		return err
	}
	if err := files.write("LICENSE", contentOf(licence(s.release.Info.Licence))); err != nil {
		return err
	}
	for _, table := range s.tables.recorded() {
		q := &Question{Table: table}
		err := files.write(table.File(), func(w io.Writer) error { return s.WriteCSV(ctx, w, q) })
		if err != nil {
			return fmt.Errorf("%s: %w", table.File(), err)
		}
	}
	return files.write(sumsFile, contentOf(files.sums.String()))
}

// recorded lists the tables of what the dataset records, without the derived
// ones.
func (t *Tables) recorded() []*Table {
	var out []*Table
	for _, table := range t.list {
		if !table.derived {
			out = append(out, table)
		}
	}
	return out
}

// File is the name of the table's file in an exported dataset.
func (t *Table) File() string { return t.Name + ".csv" }

func contentOf(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// licence is the licence text for an SPDX identifier, or a line with the
// identifier for any licence but that of the shipped dataset.
func licence(id string) string {
	if id == data.LicenceID {
		return data.Licence
	}
	return "SPDX-License-Identifier: " + id + "\n"
}

// checksummed writes files into a folder and collects their checksums in the
// format of sha256sum.
type checksummed struct {
	folder Folder
	sums   strings.Builder
}

func (c *checksummed) write(name string, content func(io.Writer) error) error {
	file, err := c.folder.Create(name)
	if err != nil {
		return err
	}
	sum := sha256.New()
	if err := content(io.MultiWriter(file, sum)); err != nil {
		return err
	}
	fmt.Fprintf(&c.sums, "%x  %s\n", sum.Sum(nil), name)
	return nil
}

//go:embed readme.md.tmpl
var readmeText string

var readme = template.Must(template.New("readme").Funcs(template.FuncMap{"cell": markdownCell}).Parse(readmeText))

const readmeQuery = `{ dataset {
	release title titleEn description descriptionEn checksum licence citation synthetic
	documents { slug title titleEn }
} }`

func (s *Snapshot) writeReadme(ctx context.Context, w io.Writer) error {
	answer, err := s.ask(ctx, readmeQuery, nil)
	if err != nil {
		return err
	}
	return readme.Execute(w, map[string]any{"Dataset": valueAt(answer, "dataset"), "Tables": s.tables.recorded()})
}

// markdownCell escapes a text for a table in Markdown.
func markdownCell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
