// Command generate writes the documents that are derived from other files: the data
// dictionary (from schema.graphql), the table of record counts (from the dataset), the
// questions and answers (from examples/), and the JSON Schemas of the dataset's files
// (from package data). Run it in the module's root, as `make generate` does.
package main

import (
	"fmt"
	"os"
)

func main() {
	for _, step := range []func() error{writeDictionary, writeCounts, writeQuestions, writeSchemas} {
		if err := step(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
