package main

import (
	"net/http"
	"net/url"
	"strings"

	"doichieu/apierror"
	"doichieu/web"
)

// nowhere answers what no route of a mux takes: with an error that has a code,
// or a page for people.
type nowhere struct{ mux *http.ServeMux }

func (n nowhere) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Pattern = "" // that of no route
	switch bare := strings.TrimRight(r.URL.Path, "/"); {
	case n.routed(r, r.URL.Path):
		if r.Method == http.MethodOptions {
			tellMethods(w, "GET, HEAD")
			return
		}
		w.Header().Set("Allow", "GET, HEAD")
		tellMissing(w, r, http.StatusMethodNotAllowed, "This address is asked by GET.", apierror.BadUserInput)
	case bare != r.URL.Path && n.routed(r, bare):
		target := url.URL{Path: bare, RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, target.String(), http.StatusPermanentRedirect)
	default:
		notFound(w, r)
	}
}

// tellMethods answers OPTIONS.
func tellMethods(w http.ResponseWriter, methods string) {
	w.Header().Set("Allow", methods)
	w.WriteHeader(http.StatusNoContent)
}

// routed reports whether a GET of a path is taken.
func (n nowhere) routed(r *http.Request, path string) bool {
	asked := &http.Request{Method: http.MethodGet, Host: r.Host, URL: &url.URL{Path: path}}
	_, pattern := n.mux.Handler(asked)
	return path != "" && pattern != "" && pattern != "/"
}

func notFound(w http.ResponseWriter, r *http.Request) {
	tellMissing(w, r, http.StatusNotFound, "There is nothing at this address.", apierror.NotFound)
}

func tellMissing(w http.ResponseWriter, r *http.Request, status int, message string, code apierror.Code) {
	if wantsPage(r) {
		web.TellMissing(w, status)
		return
	}
	refuse(w, r, status, message, map[string]any{"code": code})
}

// wantsPage reports whether a person looks with a browser, and not at an address
// that programs ask.
func wantsPage(r *http.Request) bool {
	for _, api := range []string{"/csv/", "/download/", "/graphql"} {
		if strings.HasPrefix(r.URL.Path+"/", api) {
			return false
		}
	}
	return prefersHTML(r)
}

func prefersHTML(r *http.Request) bool {
	accept := strings.Join(r.Header.Values("Accept"), ",")
	page := closest(accept, "text/html", "text/*")
	return page.quality > 0 && page.preferredTo(closest(accept, mediaJSON, "application/*"))
}
