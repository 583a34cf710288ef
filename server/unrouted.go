package main

import (
	"net/http"
	"net/url"
	"strings"

	"doichieu/apierror"
	"doichieu/content"
	"doichieu/web"
)

// unrouted answers requests that no route of a mux matches: with an error that has a
// code, or with a page for people.
type unrouted struct{ mux *http.ServeMux }

func (u unrouted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Pattern = "" // that of no route
	switch bare := strings.TrimRight(r.URL.Path, "/"); {
	case u.routed(r, r.URL.Path):
		if r.Method == http.MethodOptions {
			tellMethods(w, "GET, HEAD")
			return
		}
		w.Header().Set("Allow", "GET, HEAD")
		tellMissing(w, r, http.StatusMethodNotAllowed, "This address is asked by GET.", apierror.BadUserInput)
	case bare != r.URL.Path && u.routed(r, bare):
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

// routed reports whether a route matches a GET of a path.
func (u unrouted) routed(r *http.Request, path string) bool {
	asked := &http.Request{Method: http.MethodGet, Host: r.Host, URL: &url.URL{Path: path}}
	_, pattern := u.mux.Handler(asked)
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
	apierror.Refuse(w, r, status, message, map[string]any{"code": code})
}

// wantsPage reports whether a person looks with a browser at an address that is not
// one for programs.
func wantsPage(r *http.Request) bool {
	for _, api := range []string{"/csv/", "/download/", "/graphql"} {
		if strings.HasPrefix(r.URL.Path+"/", api) {
			return false
		}
	}
	return content.PrefersHTML(r)
}
