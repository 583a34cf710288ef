// Package web holds the pages that a browser shows, embedded in the binary.
package web

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed explorer
var files embed.FS

// Handler serves the explorer at / with nothing from any other host.
func Handler() http.Handler {
	pages, err := fs.Sub(files, "explorer")
	if err != nil { // the folder is embedded
		panic(err)
	}
	server := http.FileServerFS(pages)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		server.ServeHTTP(w, r)
	})
}
