package web

import (
	_ "embed"
	"html/template"
	"net/http"
)

//go:embed missing.html
var missingText string

var missing = template.Must(template.New("missing").Parse(missingText))

// TellMissing answers people who look with a browser that there is no page, or
// none that can be asked for in that way: 404 or 405.
func TellMissing(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Add("Vary", "Accept")
	w.WriteHeader(status)
	_ = missing.Execute(w, status) // the client may have gone
}
