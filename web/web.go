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

// dist holds the files that npm builds, compressed with gzip. Without npm it is empty.
//
//go:embed all:dist
var dist embed.FS

// unbuilt is the page that is served when the app was not built.
//
//go:embed unbuilt.html
var unbuilt []byte

// pages are the patterns of the app's routes; src/routes.test.ts keeps them equal to
// those of src/routes.ts.
var pages = []string{
	"/{$}", "/matrix", "/progress", "/trajectory", "/tasks", "/legal-bases", "/budgets", "/findings", "/search",
}

// Content security policies: a page loads nothing but files from this server. The
// hashes belong to the two small style elements that react-aria adds for touches on
// buttons and behind dialogs. GraphiQL's editor adds styles at run time, and its style
// sheet embeds a font.
const (
	basePolicy     = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
	appPolicy      = basePolicy + "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=' 'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='"
	graphiqlPolicy = basePolicy + "style-src 'self' 'unsafe-inline'; font-src 'self' data:; worker-src 'self'"
)

// Register adds the app's pages and files to a mux; notFound answers requests for
// files that do not exist.
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
		mux.Handle("GET "+path, page(built, files, "index.html", appPolicy))
	}
	mux.Handle("GET /graphiql", page(built, files, "graphiql.html", graphiqlPolicy))
	mux.Handle("GET /assets/", assets(files))
	mux.HandleFunc("GET /examples.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(encoded)
	})
	return nil
}

// page serves one built file at any path. Browsers must revalidate it each time,
// because it names the assets of its build.
func page(built fs.FS, files http.Handler, file, policy string) http.Handler {
	if _, err := fs.Stat(built, "dist/"+file+".gz"); err != nil {
		return secured(policy, http.HandlerFunc(serveUnbuilt))
	}
	return secured(policy, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.Clone(r.Context())
		r.URL.Path = "/" + strings.TrimSuffix(file, "index.html") // statigz serves the index at its directory
		w.Header().Set("Cache-Control", "no-cache")
		files.ServeHTTP(w, r)
	}))
}

// assets serves scripts and styles. Their names contain a checksum of their content,
// so that browsers may cache them forever.
func assets(files http.Handler) http.Handler {
	return secured(graphiqlPolicy, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		files.ServeHTTP(w, r)
	}))
}

// tagged quotes the entity tags of statigz, as HTTP requires. http.ServeContent would
// not match unquoted tags with those of a request.
func tagged(files http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		quoting := tagWriter{w}
		files.ServeHTTP(quoting, r)
		quoting.Header() // HEAD writes nothing
	})
}

// tagWriter quotes the entity tag before it is read or sent.
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

// uncached removes the caching header that was set for an existing file.
func uncached(notFound http.HandlerFunc) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Del("Cache-Control")
		notFound(w, r)
	}
}

// serveUnbuilt serves the page that tells where the API is.
func serveUnbuilt(w http.ResponseWriter, _ *http.Request) {
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
