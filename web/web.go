// Package web holds the app that a browser shows, embedded in the binary.
package web

import (
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"github.com/vearutop/statigz"

	"doichieu/examples"
)

// dist is what npm builds, each file in its gzip form. Without npm it is empty.
//
//go:embed all:dist
var dist embed.FS

// unbuilt is shown in the place of an app that was not built.
//
//go:embed unbuilt.html
var unbuilt []byte

// pages are the addresses that the app shows something at; src/app.tsx has the
// same ones.
var pages = []string{
	"/{$}", "/matrix", "/progress", "/trajectory", "/tasks", "/legal-bases", "/budgets", "/findings", "/search",
}

// Policies of what a page may load: nothing but what this server sends. The
// hashes are those of the two small style elements that react-aria adds (how a
// touch on a button and behind a dialog behaves). GraphiQL's editor writes its
// styles as it goes, and carries a font in its style sheet.
const (
	common    = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
	appOnly   = common + "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=' 'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='"
	withEdits = common + "style-src 'self' 'unsafe-inline'; font-src 'self' data:; worker-src 'self'"
)

// Register adds the app's pages and files to a mux; notFound answers for files
// that there are not.
func Register(mux *http.ServeMux, notFound http.HandlerFunc) error {
	return register(mux, dist, notFound)
}

func register(mux *http.ServeMux, built fs.ReadDirFS, notFound http.HandlerFunc) error {
	list, err := examples.All()
	if err != nil {
		return err
	}
	encoded, err := json.Marshal(list)
	if err != nil {
		return err
	}
	files := tagged(statigz.FileServer(built, statigz.FSPrefix("dist"), statigz.OnNotFound(uncached(notFound))))
	for _, path := range pages {
		mux.Handle("GET "+path, page(built, files, "index.html", appOnly))
	}
	mux.Handle("GET /graphiql", page(built, files, "graphiql.html", withEdits))
	mux.Handle("GET /assets/", assets(files))
	mux.HandleFunc("GET /examples.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(encoded)
	})
	return nil
}

// page serves one built file at whatever address it is asked for. A browser
// must ask each time whether it is still the same: its assets change with it.
func page(built fs.FS, files http.Handler, file, policy string) http.Handler {
	if _, err := fs.Stat(built, "dist/"+file+".gz"); err != nil {
		return secured(policy, http.HandlerFunc(explain))
	}
	return secured(policy, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.Clone(r.Context())
		r.URL.Path = "/" + strings.TrimSuffix(file, "index.html") // which stands for its directory
		w.Header().Set("Cache-Control", "no-cache")
		files.ServeHTTP(w, r)
	}))
}

// assets serves scripts and styles. Their names hold a checksum of what is in
// them, so that they can be kept for good.
func assets(files http.Handler) http.Handler {
	return secured(withEdits, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		files.ServeHTTP(w, r)
	}))
}

// tagged puts the tags of statigz into quotes, as HTTP wants them. Without, also
// http.ServeContent would not find them among those of a request.
func tagged(files http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		quoting := tagWriter{w}
		files.ServeHTTP(quoting, r)
		quoting.Header() // HEAD writes nothing
	})
}

// tagWriter quotes the tag by the time that it is read or sent.
type tagWriter struct{ http.ResponseWriter }

func (w tagWriter) Header() http.Header {
	header := w.ResponseWriter.Header()
	if tag := header.Get("Etag"); tag != "" && !strings.HasPrefix(tag, `"`) {
		header.Set("Etag", strconv.Quote(tag))
	}
	return header
}

func (w tagWriter) Write(body []byte) (int, error) {
	w.Header()
	return w.ResponseWriter.Write(body)
}

// uncached takes back what was said about keeping the answer.
func uncached(notFound http.HandlerFunc) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Del("Cache-Control")
		notFound(w, r)
	}
}

// explain says where the API is when there is no app to show it.
func explain(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(unbuilt)
}

func secured(policy string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}
