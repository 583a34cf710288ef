package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"

	"github.com/invopop/jsonschema"

	"doichieu/data"
)

func writeSchemas() error {
	for name, value := range map[string]any{
		"dataset":         data.Header{},
		"document":        data.DocumentFile{},
		"provinces":       []data.Province{},
		"concepts":        []data.Concept{},
		"indicators":      []data.Indicator{},
		"agencies":        []data.Agency{},
		"legal_documents": []data.LegalDocument{},
		"initiatives":     []data.Initiative{},
	} {
		if err := writeSchema(name, value); err != nil {
			return err
		}
	}
	return nil
}

func writeSchema(name string, value any) error {
	reflector := jsonschema.Reflector{FieldNameTag: "yaml", RequiredFromJSONSchemaTags: false, Mapper: scalar}
	if err := reflector.AddGoComments("doichieu", "./data"); err != nil {
		return err
	}
	schema := reflector.Reflect(value)
	schema.ID = ""
	schema.Title = "Đối Chiếu dataset: " + name + ".yaml"
	encoded, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("data", "schema", name+".schema.json"), append(encoded, '\n'), 0o644)
}

// scalar returns the schema of a type that is written as a plain scalar, or nil.
func scalar(t reflect.Type) *jsonschema.Schema {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.PkgPath() != "doichieu/vocab" {
		return nil
	}
	if t.Name() == "Decimal" {
		return &jsonschema.Schema{Type: "number"}
	}
	members, ok := reflect.Zero(t).Interface().(interface{ Values() []string })
	if !ok {
		return nil
	}
	schema := &jsonschema.Schema{Type: "string"}
	for _, v := range members.Values() {
		schema.Enum = append(schema.Enum, v)
	}
	return schema
}
