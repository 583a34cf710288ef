package main

import (
	"fmt"
	"os"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// equivalent is a mutant that does what the original does.
type equivalent struct {
	File     string `yaml:"file"`     // relative to the module's root
	Code     string `yaml:"code"`     // the line or the part of it that the operator stands in
	Operator string `yaml:"operator"` // gremlins' name of the change
	Why      string `yaml:"why"`
}

type equivalents []equivalent

// readEquivalents reads the list; each entry must be complete.
func readEquivalents(name string) (equivalents, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	decoder := yaml.NewDecoder(file)
	decoder.KnownFields(true)
	var list equivalents
	if err := decoder.Decode(&list); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for i, e := range list {
		if e.File == "" || e.Code == "" || e.Operator == "" || e.Why == "" {
			return nil, fmt.Errorf("%s: entry %d must have a file, code, operator and why", name, i+1)
		}
	}
	return list, nil
}

// in selects the equivalent mutants of the package in a directory.
func (list equivalents) in(dir string) []equivalent {
	var selected []equivalent
	for _, e := range list {
		if path.Dir(e.File) == dir {
			selected = append(selected, e)
		}
	}
	return selected
}

// fits reports whether a mutant is the equivalent one: the same change of an
// operator within the code.
func (e equivalent) fits(m mutant) bool {
	if e.File != m.file || e.Operator != m.operator {
		return false
	}
	begin := strings.Index(m.text, e.Code)
	operator := m.column - 1
	return begin >= 0 && begin <= operator && operator < begin+len(e.Code)
}
