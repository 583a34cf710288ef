// Package web holds the pages that a browser shows, embedded in the binary.
package web

import (
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"

	"doichieu/examples"
)

//go:embed explorer
var files embed.FS

// examplesPath is where the page finds the example queries.
const examplesPath = "/assets/examples.json"

// Handler serves the explorer at / and its assets, with nothing from any other
// host, and the example queries as JSON.
func Handler() (http.Handler, error) {
	pages, err := fs.Sub(files, "explorer")
	if err != nil {
		return nil, err
	}
	list, err := examples.All()
	if err != nil {
		return nil, err
	}
	encoded, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServerFS(pages))
	mux.HandleFunc(examplesPath, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(encoded)
	})
	return secured(mux), nil
}

// secured lets a page load and connect to nothing but its own server.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}
