package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/klauspost/compress/gzip"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/graph"
	"doichieu/observe"
	"doichieu/store"
)

// answer is a finished answer to a GraphQL request.
type answer struct {
	status int
	header http.Header
	body   []byte
	whole  bool // it has what was asked, without any error, and is not stale

	operation observe.Operation // that was asked
	senders   int               // requests that are being answered with it; of unsent
}

// newAnswer writes an answer into room, which grows when it is too small.
func newAnswer(media string, status int, response *graphql.Response, room []byte) *answer {
	encoded, err := encode(response, room)
	if err != nil {
		media, status = mediaJSON, http.StatusInternalServerError
		encoded = []byte(`{"errors":[{"message":"Internal error.","extensions":{"code":"INTERNAL"}}]}`)
	}
	return &answer{
		status: status, body: encoded,
		header: http.Header{
			"Content-Type":  {media + "; charset=utf-8"},
			"Cache-Control": {"no-store"},
			"Vary":          {"Accept, Accept-Encoding"},
		},
		whole: err == nil && status == http.StatusOK && len(response.Errors) == 0 && response.Extensions[graph.StaleExtension] == nil,
	}
}

// encode leaves data out of the answer to a request that was not executed. Data
// is JSON already: package json would read all of it again.
func encode(response *graphql.Response, out []byte) ([]byte, error) {
	var err error
	member := func(name string, value any) {
		if encoded, failed := json.Marshal(value); failed != nil {
			err = failed
		} else {
			out = append(append(append(out, name...), encoded...), ',')
		}
	}
	out = append(out, '{')
	if len(response.Errors) > 0 || response.Data == nil {
		member(`"errors":`, response.Errors)
	}
	if response.Data != nil {
		out = append(append(append(out, `"data":`...), response.Data...), ',')
	}
	if len(response.Extensions) > 0 {
		member(`"extensions":`, response.Extensions)
	}
	out[len(out)-1] = '}'
	return out, err
}

// refusal is why a request was not executed.
type refusal struct {
	status  int
	message string
	told    map[string]any // besides the message; BAD_USER_INPUT when empty
	header  http.Header
}

func notAllowed(allow, message string) *refusal {
	return &refusal{status: http.StatusMethodNotAllowed, message: message, header: http.Header{"Allow": {allow}}}
}

func badRequest(message string) *refusal {
	return &refusal{status: http.StatusBadRequest, message: message}
}

func (why *refusal) answer(r *http.Request, media string) *answer {
	problem := graph.Present(r.Context(), &gqlerror.Error{Message: why.message, Extensions: why.told})
	a := newAnswer(media, why.status, &graphql.Response{Errors: gqlerror.List{problem}}, nil)
	for name, values := range why.header {
		a.header[name] = values
	}
	a.operation.Code = fmt.Sprint(problem.Extensions["code"])
	return a
}

// keepable lets caches keep the answer, and ask with its tag whether it is
// still the same.
func (a *answer) keepable(release *store.Release, maxAge time.Duration) {
	a.header.Set("Cache-Control", fmt.Sprintf("public, max-age=%d", int(maxAge.Seconds())))
	hash := sha256.New()
	fmt.Fprintf(hash, "%s\n%s\n", release.Info.ID, release.Info.Checksum)
	hash.Write(a.body)
	a.header.Set("Etag", fmt.Sprintf(`"%x"`, hash.Sum(nil)[:16]))
}

// compress replaces the body by a shorter one. What is compressed is another
// representation, and so has another tag.
func (a *answer) compress() {
	var compressed bytes.Buffer
	writer := gzipWriters.Get().(*gzip.Writer)
	defer gzipWriters.Put(writer)
	writer.Reset(&compressed)
	_, _ = writer.Write(a.body) // a buffer takes everything
	_ = writer.Close()
	a.body = bytes.Clone(compressed.Bytes()) // without the buffer's spare room, since it may be kept
	a.header.Set("Content-Encoding", "gzip")
	if tag := a.header.Get("Etag"); tag != "" {
		a.header.Set("Etag", gzipTag(tag))
	}
}

// marked is the same answer after a change to what it says besides data.
func (a *answer) marked(mark func(*graphql.Response)) *answer {
	var response graphql.Response
	if err := json.Unmarshal(a.plainBody(), &response); err != nil {
		panic(err) // only for what newAnswer did not encode
	}
	mark(&response)
	media, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	made := newAnswer(media, a.status, &response, nil)
	made.operation = a.operation
	return made
}

func (a *answer) plainBody() []byte {
	if a.header.Get("Content-Encoding") == "" {
		return a.body
	}
	reader, err := gzip.NewReader(bytes.NewReader(a.body))
	if err != nil {
		panic(err) // only for what compress did not write
	}
	plain, err := io.ReadAll(reader)
	if err != nil {
		panic(err)
	}
	return plain
}

// gzipWriters are used again, since each takes about a megabyte.
var gzipWriters = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

const gzipSuffix = "-gzip"

// gzipTag is the tag of what has another tag uncompressed.
func gzipTag(tag string) string { return strings.TrimSuffix(tag, `"`) + gzipSuffix + `"` }

// send writes the answer, or only that it is the one that the client has.
func (a *answer) send(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	for name, values := range a.header {
		if header[name] == nil {
			header[name] = slices.Clip(values) // of an answer that others may be given too
			continue
		}
		header[name] = append(header[name], values...)
	}
	if tag := a.header.Get("Etag"); tag != "" && isKnown(r.Header["If-None-Match"], tag) {
		for _, name := range []string{"Content-Type", "Content-Encoding"} {
			header.Del(name)
		}
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header["Content-Length"] = []string{strconv.Itoa(len(a.body))}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // the client may have gone
}
