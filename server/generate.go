package main

import (
	"context"
	"fmt"
	"io"

	"doichieu/data/generate"
)

// generateDataset writes a synthetic dataset.
func generateDataset(_ context.Context, cfg config, stdout io.Writer) error {
	if err := cfg.synthetic.Validate(); err != nil {
		return usageError{fmt.Errorf("generate: %w", err)}
	}
	if err := generate.Write(cfg.argument, cfg.synthetic); err != nil {
		return fmt.Errorf("generate: %w", err)
	}
	fmt.Fprintf(stdout, "a synthetic dataset of %d provinces and %d years is written to %s\n",
		cfg.synthetic.Provinces, cfg.synthetic.Years, cfg.argument)
	return nil
}
