package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"doichieu/data"
)

// documentsDir is the directory of the documents of the shipped dataset, relative to
// the project's root.
var documentsDir = filepath.Join("data", "documents")

// newDocument writes the skeleton of a document file. It never overwrites a file.
func newDocument(_ context.Context, cfg config, stdout io.Writer) error {
	var text []byte
	if cfg.text != "" {
		var err error
		if text, err = os.ReadFile(cfg.text); err != nil {
			return fmt.Errorf("archived text: %w", err)
		}
	}
	content, err := data.NewDocument(cfg.argument, text)
	if err != nil { // the slug is wrong
		return usageError{err}
	}
	path := filepath.Join(documentsDir, cfg.argument+".yaml")
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("new document: %w", err)
	}
	if _, err := file.WriteString(content); err != nil {
		return fmt.Errorf("new document: %w", err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("new document: %w", err)
	}
	fmt.Fprintf(stdout, "%s is written; fill it in and run: go run ./server check data\n", path)
	return nil
}
