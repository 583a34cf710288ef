package transport

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

	"doichieu/apierror"
	"doichieu/content"
	"doichieu/observe"
	"doichieu/traffic"
)

// answer is a finished answer to a GraphQL request.
type answer struct {
	status    int
	header    http.Header
	body      traffic.Body
	complete  bool              // whether it has no errors and its data is current, so that it may be cached
	operation observe.Operation // the operation that was executed
}

// newAnswer encodes a response into buffer, or into a larger one if it does not fit.
func newAnswer(media string, status int, response *graphql.Response, buffer []byte) *answer {
	encoded, err := encode(response, buffer)
	if err != nil {
		media, status = content.JSON, http.StatusInternalServerError
		encoded = []byte(`{"errors":[{"message":"Internal error.","extensions":{"code":"INTERNAL"}}]}`)
	}
	return &answer{
		status: status, body: traffic.Body{Bytes: encoded},
		header: http.Header{
			"Content-Type":  {media + "; charset=utf-8"},
			"Cache-Control": {"no-store"},
			"Vary":          {"Accept, Accept-Encoding"},
		},
		complete: err == nil && status == http.StatusOK && len(response.Errors) == 0,
	}
}

// refusalAnswer returns the answer to a request that is refused.
func refusalAnswer(r *http.Request, refused *apierror.Refusal, media string) *answer {
	problem := refused.Error(r.Context())
	a := newAnswer(media, refused.Status, &graphql.Response{Errors: gqlerror.List{problem}}, nil)
	for name, values := range refused.Header {
		a.header[name] = values
	}
	a.operation.Code = fmt.Sprint(problem.Extensions["code"])
	return a
}

// media returns the media type of the answer.
func (a *answer) media() string {
	media, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	return media
}

// encode appends a response in JSON to out. A request that was not executed has no
// data. Data is appended as it is, because encoding/json would parse it again to
// validate it.
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

// setValidators lets caches store the answer and revalidate it with an entity tag.
func (a *answer) setValidators(version Version, maxAge time.Duration) {
	a.header.Set("Cache-Control", fmt.Sprintf("public, max-age=%d", int(maxAge.Seconds())))
	hash := sha256.New()
	fmt.Fprintf(hash, "%s\n%s\n", version.ID, version.Checksum)
	hash.Write(a.body.Bytes)
	a.header.Set("Etag", fmt.Sprintf(`"%x"`, hash.Sum(nil)[:16]))
}

// compress replaces the body by its compressed form. That is another representation,
// so it needs another entity tag.
func (a *answer) compress() {
	var compressed bytes.Buffer
	writer := gzipWriters.Get().(*gzip.Writer)
	defer gzipWriters.Put(writer)
	writer.Reset(&compressed)
	_, _ = writer.Write(a.body.Bytes) // a bytes.Buffer never fails
	_ = writer.Close()
	a.body.Bytes = bytes.Clone(compressed.Bytes()) // without the spare capacity, since it may be cached
	a.header.Set("Content-Encoding", "gzip")
	if tag := a.header.Get("Etag"); tag != "" {
		a.header.Set("Etag", content.GzipTag(tag))
	}
}

// modified returns a copy of the answer in which change has modified the response.
// The copy has no validators and is not complete.
func (a *answer) modified(change func(*graphql.Response)) *answer {
	var response graphql.Response
	if err := json.Unmarshal(a.plainBody(), &response); err != nil {
		panic(err) // cannot happen: newAnswer encoded it
	}
	change(&response)
	modified := newAnswer(a.media(), a.status, &response, nil)
	modified.complete, modified.operation = false, a.operation
	return modified
}

// plainBody returns the body without compression.
func (a *answer) plainBody() []byte {
	if a.header.Get("Content-Encoding") == "" {
		return a.body.Bytes
	}
	reader, err := gzip.NewReader(bytes.NewReader(a.body.Bytes))
	if err != nil {
		panic(err) // cannot happen: compress wrote it
	}
	plain, err := io.ReadAll(reader)
	if err != nil {
		panic(err)
	}
	return plain
}

// gzipWriters are reused, because each allocates about a megabyte.
var gzipWriters = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

// send writes the answer, or 304 if the client already has it.
func (a *answer) send(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	for name, values := range a.header {
		if header[name] == nil {
			header[name] = slices.Clip(values) // so that appending does not write into an answer that is shared
			continue
		}
		header[name] = append(header[name], values...)
	}
	if tag := a.header.Get("Etag"); tag != "" && content.MatchesTag(r.Header["If-None-Match"], tag) {
		for _, name := range []string{"Content-Type", "Content-Encoding"} {
			header.Del(name)
		}
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header["Content-Length"] = []string{strconv.Itoa(len(a.body.Bytes))}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body.Bytes) // fails only if the client has disconnected
}
