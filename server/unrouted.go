package main

import (
	"net/http"
	"net/url"
	"strings"

	"doichieu/apierror"
	"doichieu/content"
	"doichieu/web"
)

// unrouted answers requests that no route of a mux matches: with a redirect, an error
// with a code, or an error page for browsers.
type unrouted struct{ mux *http.ServeMux }

func (u unrouted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Pattern = "" // not the catch-all route
	switch trimmed := strings.TrimRight(r.URL.Path, "/"); {
	case u.isRouted(r, r.URL.Path):
		if r.Method == http.MethodOptions {
			writeMethods(w, "GET, HEAD")
			return
		}
		w.Header().Set("Allow", "GET, HEAD")
		writeMissing(w, r, http.StatusMethodNotAllowed, "This address is asked by GET.", apierror.BadUserInput)
	case trimmed != r.URL.Path && u.isRouted(r, trimmed):
		target := url.URL{Path: trimmed, RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, target.String(), http.StatusPermanentRedirect)
	default:
		notFound(w, r)
	}
}

// writeMethods answers an OPTIONS request with the allowed methods.
func writeMethods(w http.ResponseWriter, methods string) {
	w.Header().Set("Allow", methods)
	w.WriteHeader(http.StatusNoContent)
}

// isRouted reports whether a route matches a GET of a path.
func (u unrouted) isRouted(r *http.Request, path string) bool {
	request := &http.Request{Method: http.MethodGet, Host: r.Host, URL: &url.URL{Path: path}}
	_, pattern := u.mux.Handler(request)
	return path != "" && pattern != "" && pattern != "/"
}

func notFound(w http.ResponseWriter, r *http.Request) {
	writeMissing(w, r, http.StatusNotFound, "There is nothing at this address.", apierror.NotFound)
}

// writeMissing answers with an error page or with an error in JSON.
func writeMissing(w http.ResponseWriter, r *http.Request, status int, message string, code apierror.Code) {
	if wantsPage(r) {
		web.TellMissing(w, status)
		return
	}
	apierror.Refuse(w, r, status, message, map[string]any{"code": code})
}

// wantsPage reports whether a browser requests a path that is not part of the API.
func wantsPage(r *http.Request) bool {
	for _, api := range []string{"/csv/", "/download/", "/graphql"} {
		if strings.HasPrefix(r.URL.Path+"/", api) {
			return false
		}
	}
	return content.PrefersHTML(r)
}
