package download

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"

	"doichieu/content"
	"doichieu/table"
)

//go:embed tables.html
var tablesPage string

// listedTable describes a table in the list of tables.
type listedTable struct {
	Name       string            `json:"name"`
	Address    string            `json:"address"`
	Row        string            `json:"row"` // what one row stands for
	Parameters []listedParameter `json:"parameters"`
	Columns    []string          `json:"columns"`
}

type listedParameter struct {
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Required bool     `json:"required"`
	Repeated bool     `json:"repeated"` // may be given more than once
	Values   []string `json:"values,omitempty"`
}

// List returns a handler that answers with the tables and the parameters of each, as a
// page for browsers and as JSON for programs.
func List(tables *table.Tables) (http.Handler, error) {
	list := make([]listedTable, 0, len(tables.All()))
	for _, t := range tables.All() {
		list = append(list, describe(t))
	}
	encoded, err := json.Marshal(map[string]any{"tables": list})
	if err != nil {
		return nil, err
	}
	parsed, err := template.New("tables").Parse(tablesPage)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := parsed.Execute(&page, list); err != nil {
		return nil, err
	}
	asPage := content.NewStatic("text/html; charset=utf-8", page.Bytes())
	asJSON := content.NewStatic("application/json; charset=utf-8", encoded)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept")
		if content.PrefersHTML(r) {
			asPage.ServeHTTP(w, r)
			return
		}
		asJSON.ServeHTTP(w, r)
	}), nil
}

func describe(t *table.Table) listedTable {
	out := listedTable{Name: t.Name, Address: "/csv/" + t.Name, Row: t.Row, Parameters: []listedParameter{}}
	for _, p := range t.Parameters {
		out.Parameters = append(out.Parameters, listedParameter{p.Name, p.Type, p.Required, p.Several, p.Values})
	}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, c.Name)
	}
	return out
}
