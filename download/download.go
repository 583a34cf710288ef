// Package download answers with files: the tables as CSV, generated while they are
// sent, the list of tables, and the complete dataset as a zip file.
package download

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"doichieu/apierror"
	"doichieu/content"
	"doichieu/graph"
	"doichieu/store"
	"doichieu/table"
	"doichieu/traffic"
)

const (
	csvType = "text/csv; charset=utf-8; header=present"
	zipType = "application/zip"

	// bufferBytes is how much of a download is buffered. Until the buffer has been sent,
	// a failure can still be answered with an error.
	bufferBytes = 64 << 10

	// overhead estimates the memory of a download: a page of records, the rows that are
	// made of it, and the compressor.
	overhead = 2 << 20
)

// Options configure downloads. All of them are required.
type Options struct {
	Tables *table.Tables
	Slots  traffic.Slots   // bound how many downloads run at once; other answers have their own
	Budget *traffic.Budget // bounds the memory of responses that clients have not read yet

	PartTimeout time.Duration // for sending each part
	Timeout     time.Duration // for the whole download
	Revision    string        // of the program; entity tags depend on it
}

// Downloads answers requests for files.
type Downloads struct {
	Options
	archives *archives
}

// New returns the handlers of downloads.
func New(o Options) Downloads { return Downloads{o, &archives{timeout: o.Timeout}} }

// HasPath reports whether a path is that of a download, which may take longer than
// other requests.
func HasPath(path string) bool {
	return strings.HasPrefix(path, "/csv/") || strings.HasPrefix(path, "/download/")
}

// CSV answers with the table that the path names, filtered by the query parameters.
func (d Downloads) CSV(w http.ResponseWriter, r *http.Request) { d.start(w, r, download.csv) }

// Dataset answers with the whole dataset as a zip file.
func (d Downloads) Dataset(w http.ResponseWriter, r *http.Request) { d.start(w, r, download.dataset) }

// Serve answers with a file that is generated while it is sent.
func (d Downloads) Serve(w http.ResponseWriter, r *http.Request, f File) {
	d.start(w, r, func(d download, w http.ResponseWriter, r *http.Request) { d.deliver(w, r, f) })
}

// download is a download that has been admitted.
type download struct {
	Downloads
	slot *traffic.Slot
	out  *traffic.Response
}

// start waits for a slot and for memory and then calls next, or refuses the request.
func (d Downloads) start(w http.ResponseWriter, r *http.Request, next func(download, http.ResponseWriter, *http.Request)) {
	ctx, cancel := context.WithTimeout(r.Context(), d.Timeout)
	defer cancel()
	out := &traffic.Response{Writer: w, Overhead: overhead}
	if !d.Budget.Admit(ctx, out) {
		traffic.TooManyUnread().Write(w, r)
		return
	}
	defer d.Budget.Release(out)
	slot := d.Slots.Acquire(ctx)
	if slot == nil {
		apierror.Busy("Too many downloads run at once; try again in a moment.").Write(w, r)
		return
	}
	defer slot.Release()
	next(download{d, slot, out}, w, r.WithContext(store.WithWaiter(ctx, slot)))
}

// File is a file to download.
type File struct {
	Address     string // canonical: equal queries have the same
	Checksum    string // of the data that the file is generated from
	Name        string
	ContentType string
	Write       func(context.Context, io.Writer) error
}

// csv answers with a table.
func (d download) csv(w http.ResponseWriter, r *http.Request) {
	parameters, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		fail(w, r, &apierror.Error{Code: apierror.BadUserInput, Message: apierror.MalformedQuery(r.URL.RawQuery)})
		return
	}
	query, err := d.Tables.Ask(r.PathValue("table"), parameters)
	if err != nil {
		fail(w, r, err)
		return
	}
	snapshot, err := d.Tables.Snapshot(r.Context())
	if err != nil {
		fail(w, r, err)
		return
	}
	if err := snapshot.Check(r.Context(), query); err != nil {
		fail(w, r, err)
		return
	}
	d.deliver(w, r, File{
		Address: query.Address(), Checksum: snapshot.Release().Checksum, Name: query.FileName(), ContentType: csvType,
		Write: func(ctx context.Context, w io.Writer) error { return snapshot.WriteCSV(ctx, w, query) },
	})
}

// dataset answers with the whole dataset as a zip file.
func (d download) dataset(w http.ResponseWriter, r *http.Request) {
	snapshot, err := d.Tables.Snapshot(r.Context())
	if err != nil {
		fail(w, r, err)
		return
	}
	file := File{
		Address: "dataset.zip", Checksum: snapshot.Release().Checksum, ContentType: zipType,
		Name: table.FileName("doi-chieu-"+snapshot.Release().ID) + ".zip",
		Write: func(ctx context.Context, w io.Writer) error {
			archive := zip.NewWriter(w)
			if err := snapshot.WriteDataset(ctx, zipFolder{archive}); err != nil {
				return err
			}
			return archive.Close()
		},
	}
	var cached *archive
	d.slot.Yield(r.Context(), func() { // one goroutine makes the file for all requests, outside of any slot
		cached, err = d.archives.get(store.WithWaiter(r.Context(), nil), file.Checksum, file.Write)
	})
	if r.Context().Err() != nil { // the client has disconnected; the file is still made for the next one
		fail(w, r, r.Context().Err())
		return
	}
	if err != nil { // such as a full disk; if the data cannot be read, deliver fails with the same error
		slog.WarnContext(r.Context(), "the zip file cannot be kept, and is made anew for each request", "error", err)
		d.deliver(w, r, file)
		return
	}
	defer cached.done()
	maps.Copy(w.Header(), file.headers(d.Revision))
	http.ServeContent(bodyWriter{w, &body{download: d, ctx: r.Context(), w: w}}, r, "", time.Time{}, cached.content())
}

// zipFolder creates files in a zip file. All have the same date, so that the same
// release always gives the same bytes.
type zipFolder struct{ archive *zip.Writer }

var zipDate = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the earliest that the format can express

func (f zipFolder) Create(name string) (io.Writer, error) {
	return f.archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipDate})
}

// deliver generates a file and sends it, or an error if nothing has been sent yet. If
// it fails later it aborts the connection, so that no client takes a part for the
// complete file.
func (d download) deliver(w http.ResponseWriter, r *http.Request, f File) {
	headers := f.headers(d.Revision)
	w.Header().Set("Cache-Control", content.Revalidate)
	if content.WriteNotModified(w, r, headers.Get("Etag")) {
		return
	}
	body := &body{download: d, ctx: r.Context(), w: w, headers: headers}
	out := bufio.NewWriterSize(body, bufferBytes)
	err := f.Write(r.Context(), out)
	if err == nil {
		err = out.Flush()
	}
	switch {
	case err == nil:
	case !body.started:
		fail(w, r, err)
	default:
		slog.WarnContext(r.Context(), "download broken off", "address", f.Address, "error", err)
		panic(http.ErrAbortHandler)
	}
}

// headers returns the headers of the complete file.
func (f File) headers(revision string) http.Header {
	return http.Header{
		"Cache-Control":          {content.Revalidate},
		"Content-Disposition":    {fmt.Sprintf("attachment; filename=%q", f.Name)},
		"Content-Type":           {f.ContentType},
		"Etag":                   {entityTag(f.Checksum, f.Address, revision)},
		"X-Content-Type-Options": {"nosniff"},
	}
}

// body writes the body of a download. It sets the headers with the first part, gives
// each part a write deadline of its own, and gives up the slot while it writes.
type body struct {
	download
	ctx     context.Context
	w       http.ResponseWriter
	headers http.Header
	started bool
}

func (b *body) Write(part []byte) (n int, err error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	if !b.started {
		b.started = true
		maps.Copy(b.w.Header(), b.headers)
	}
	deadline := time.Now().Add(b.PartTimeout)
	if end, bounded := b.ctx.Deadline(); bounded && end.Before(deadline) {
		deadline = end
	}
	// The ResponseWriters of tests have no deadlines; those of the server do.
	err = http.NewResponseController(b.w).SetWriteDeadline(deadline)
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	b.slot.Yield(b.ctx, func() {
		b.Budget.StartWrite(b.out)
		defer b.Budget.EndWrite(b.out)
		n, err = b.w.Write(part)
	})
	return n, err
}

// bodyWriter is a ResponseWriter that writes its body through a body.
type bodyWriter struct {
	http.ResponseWriter
	body *body
}

func (w bodyWriter) Write(part []byte) (int, error) { return w.body.Write(part) }

// entityTag returns the same tag for the same data, address and revision of the
// program.
func entityTag(checksum, address, revision string) string {
	return fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(strings.Join([]string{checksum, address, revision}, "\n"))))
}

// fail answers with an error in the format of GraphQL errors and the matching status.
func fail(w http.ResponseWriter, r *http.Request, err error) {
	shown := graph.Present(r.Context(), err)
	status := statusOf(shown.Extensions["code"])
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	apierror.Write(w, status, shown)
}

func statusOf(code any) int {
	switch apierror.Code(fmt.Sprint(code)) {
	case apierror.BadUserInput, apierror.LimitExceeded:
		return http.StatusBadRequest
	case apierror.NotFound:
		return http.StatusNotFound
	case apierror.Timeout:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}
