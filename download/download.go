// Package download answers with files that are made while they are sent: tables as
// CSV, the list of them, and the whole dataset as a zip file.
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

	// bufferBytes is how much of a download is buffered. As long as nothing has been
	// sent, a failure can still be answered with an error.
	bufferBytes = 64 << 10

	// overhead is roughly what a download takes in memory: a page of records, the rows
	// that are made of it, and the compression.
	overhead = 2 << 20
)

// Options are what downloads need. All of them are required.
type Options struct {
	Tables *table.Tables
	Slots  traffic.Slots   // of downloads, which take longer than other answers
	Budget *traffic.Budget // of what clients have not read yet

	PartTimeout time.Duration // for each part to be sent
	Timeout     time.Duration // for the whole download
	Revision    string        // of the program, on which entity tags depend
}

// Downloads answers requests for files.
type Downloads struct {
	Options
	archives *archives
}

// New makes the handlers of downloads.
func New(o Options) Downloads { return Downloads{o, &archives{timeout: o.Timeout}} }

// HasPath reports whether a path is one of a file, which may take longer than other
// answers.
func HasPath(path string) bool {
	return strings.HasPrefix(path, "/csv/") || strings.HasPrefix(path, "/download/")
}

// CSV answers with the table that the path names, for the parameters of the query.
func (d Downloads) CSV(w http.ResponseWriter, r *http.Request) { d.start(w, r, download.csv) }

// Dataset answers with the whole dataset as a zip file.
func (d Downloads) Dataset(w http.ResponseWriter, r *http.Request) { d.start(w, r, download.dataset) }

// Serve answers with a file that is made while it is sent.
func (d Downloads) Serve(w http.ResponseWriter, r *http.Request, f File) {
	d.start(w, r, func(d download, w http.ResponseWriter, r *http.Request) { d.deliver(w, r, f) })
}

// download is one that has been admitted.
type download struct {
	Downloads
	slot *traffic.Slot
	out  *traffic.Response
}

// start lets a download begin when there is a slot to make it and memory for what it
// takes. It gives the slot up while it waits for its client.
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

// File is what a download answers with.
type File struct {
	Address     string // the same for the same question
	Checksum    string // of the data that the file is made from
	Name        string
	ContentType string
	Write       func(context.Context, io.Writer) error
}

// csv answers a table's address.
func (d download) csv(w http.ResponseWriter, r *http.Request) {
	parameters, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		fail(w, r, &apierror.Error{Code: apierror.BadUserInput, Message: apierror.MalformedQuery(r.URL.RawQuery)})
		return
	}
	question, err := d.Tables.Ask(r.PathValue("table"), parameters)
	if err != nil {
		fail(w, r, err)
		return
	}
	snapshot, err := d.Tables.Snapshot(r.Context())
	if err != nil {
		fail(w, r, err)
		return
	}
	if err := snapshot.Check(r.Context(), question); err != nil {
		fail(w, r, err)
		return
	}
	d.deliver(w, r, File{
		Address: question.Address(), Checksum: snapshot.Release().Checksum, Name: question.FileName(), ContentType: csvType,
		Write: func(ctx context.Context, to io.Writer) error { return snapshot.WriteCSV(ctx, to, question) },
	})
}

// dataset answers with the whole dataset as a zip file.
func (d download) dataset(w http.ResponseWriter, r *http.Request) {
	snapshot, err := d.Tables.Snapshot(r.Context())
	if err != nil {
		fail(w, r, err)
		return
	}
	whole := File{
		Address: "dataset.zip", Checksum: snapshot.Release().Checksum, ContentType: zipType,
		Name: table.FileName("doi-chieu-"+snapshot.Release().ID) + ".zip",
		Write: func(ctx context.Context, to io.Writer) error {
			archive := zip.NewWriter(to)
			if err := snapshot.WriteDataset(ctx, zipFolder{archive}); err != nil {
				return err
			}
			return archive.Close()
		},
	}
	var kept *archive
	d.slot.Yield(r.Context(), func() { // one request makes it for all, without a slot
		kept, err = d.archives.of(store.WithWaiter(r.Context(), nil), whole.Checksum, whole.Write)
	})
	if r.Context().Err() != nil { // its client has gone; the next one gets the file that is being made
		fail(w, r, r.Context().Err())
		return
	}
	if err != nil { // such as a full disk; any other failure occurs again below
		slog.WarnContext(r.Context(), "the zip file cannot be kept, and is made anew for each request", "error", err)
		d.deliver(w, r, whole)
		return
	}
	defer kept.done()
	maps.Copy(w.Header(), whole.headers(d.Revision))
	http.ServeContent(parts{w, &body{download: d, ctx: r.Context(), w: w}}, r, "", time.Time{}, kept.content())
}

// zipFolder puts files into a zip file. All bear one date, so that the same
// release gives the same bytes.
type zipFolder struct{ archive *zip.Writer }

var zipDate = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first that the format knows

func (f zipFolder) Create(name string) (io.Writer, error) {
	return f.archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipDate})
}

// deliver sends a file, or an error instead. When it fails in the middle it breaks
// the connection, so that nobody takes a part for the complete file.
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
	case !body.begun:
		fail(w, r, err)
	default:
		slog.WarnContext(r.Context(), "download broken off", "address", f.Address, "error", err)
		panic(http.ErrAbortHandler)
	}
}

// headers are those of the complete file.
func (f File) headers(revision string) http.Header {
	return http.Header{
		"Cache-Control":          {content.Revalidate},
		"Content-Disposition":    {fmt.Sprintf("attachment; filename=%q", f.Name)},
		"Content-Type":           {f.ContentType},
		"Etag":                   {entityTag(f.Checksum, f.Address, revision)},
		"X-Content-Type-Options": {"nosniff"},
	}
}

// body sends the headers with its first part, and gives each part as long as the
// server gives to other answers.
type body struct {
	download
	ctx     context.Context
	w       http.ResponseWriter
	headers http.Header
	begun   bool
}

func (b *body) Write(part []byte) (n int, err error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	if !b.begun {
		b.begun = true
		maps.Copy(b.w.Header(), b.headers)
	}
	deadline := time.Now().Add(b.PartTimeout)
	if whole, bounded := b.ctx.Deadline(); bounded && whole.Before(deadline) {
		deadline = whole
	}
	// Not every ResponseWriter has deadlines; those of the server have.
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

// parts sends what is written to it as a body.
type parts struct {
	http.ResponseWriter
	body *body
}

func (p parts) Write(part []byte) (int, error) { return p.body.Write(part) }

// entityTag is the same for the same address, release and program.
func entityTag(checksum, address, revision string) string {
	return fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(strings.Join([]string{checksum, address, revision}, "\n"))))
}

// fail answers with an error as GraphQL words it, and the status that fits.
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
