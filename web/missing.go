package web

import (
	_ "embed"
	"html/template"
	"net/http"
)

//go:embed missing.html
var missingText string

var missing = template.Must(template.New("missing").Parse(missingText))

// TellMissing answers a browser with a page for the status 404 (no such page) or 405
// (a page that does not allow the method).
func TellMissing(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Add("Vary", "Accept")
	w.WriteHeader(status)
	_ = missing.Execute(w, status) // a write fails only when the client has disconnected
}
