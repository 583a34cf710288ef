package main

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"doichieu/apierror"
	"doichieu/graph"
	"doichieu/store"
	"doichieu/table"
)

const (
	csvType = "text/csv; charset=utf-8; header=present"
	zipType = "application/zip"

	// bufferBytes is how much of a download is held back. As long as nothing
	// has left, a failure can still be told in words.
	bufferBytes = 64 << 10
)

// downloads answers with files that are made while they are sent. How many are made
// at once has a bound of its own, since they take longer than other answers.
type downloads struct {
	tables   *table.Tables
	places   places
	unsent   *unsent
	partTime time.Duration // for each part to be sent
	most     time.Duration // for the whole
	archives *archives
}

// isDownload reports whether a path is one of a file, which may take longer than
// other answers.
func isDownload(path string) bool {
	return strings.HasPrefix(path, "/csv/") || strings.HasPrefix(path, "/download/")
}

func newDownloads(tables *table.Tables, s settings, shared bounds) downloads {
	return downloads{
		tables: tables, places: places{make(chan struct{}, s.downloads), shared.waiting, s.turnTimeout}, unsent: shared.unsent,
		partTime: s.writeTimeout(), most: s.downloadTimeout, archives: &archives{most: s.downloadTimeout},
	}
}

// download is one that has come to its turn.
type download struct {
	downloads
	turn *turn
	out  *sending
}

// inTurn lets a download begin when there is a place to make it and room for
// what it takes. It gives the place up while it waits for its client.
func (d downloads) inTurn(next func(download, http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), d.most)
		defer cancel()
		out := &sending{w: w, bytes: downloadBytes}
		if !d.unsent.admit(ctx, out) {
			tooManyUnsent().refuse(w, r)
			return
		}
		defer d.unsent.leave(out)
		turn := d.places.enter(ctx)
		if turn == nil {
			busy("Too many downloads run at once; try again in a moment.").refuse(w, r)
			return
		}
		defer turn.leave()
		next(download{d, turn, out}, w, r.WithContext(store.WithWaiter(ctx, turn)))
	}
}

// file is what a download hands out.
type file struct {
	address     string // the same for the same question
	name        string
	contentType string
	write       func(context.Context, io.Writer) error
}

// csv answers a table's address.
func (d download) csv(w http.ResponseWriter, r *http.Request) {
	parameters, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		fail(w, r, &apierror.Error{Code: apierror.BadUserInput, Message: malformedQuery(r.URL.RawQuery)})
		return
	}
	question, err := d.tables.Ask(r.PathValue("table"), parameters)
	if err != nil {
		fail(w, r, err)
		return
	}
	snapshot, err := d.tables.Snapshot(r.Context())
	if err != nil {
		fail(w, r, err)
		return
	}
	if err := snapshot.Check(r.Context(), question); err != nil {
		fail(w, r, err)
		return
	}
	d.deliver(w, r, snapshot, file{
		address: question.Address(), name: question.FileName(), contentType: csvType,
		write: func(ctx context.Context, to io.Writer) error { return snapshot.WriteCSV(ctx, to, question) },
	})
}

// dataset answers with the whole dataset as a zip file.
func (d download) dataset(w http.ResponseWriter, r *http.Request) {
	snapshot, err := d.tables.Snapshot(r.Context())
	if err != nil {
		fail(w, r, err)
		return
	}
	whole := file{
		address: "dataset.zip", contentType: zipType,
		name: table.FileName("doi-chieu-"+snapshot.Release().ID) + ".zip",
		write: func(ctx context.Context, to io.Writer) error {
			archive := zip.NewWriter(to)
			if err := snapshot.WriteDataset(ctx, zipFolder{archive}); err != nil {
				return err
			}
			return archive.Close()
		},
	}
	var kept *archive
	d.turn.while(r.Context(), func() { // one makes it for all, without a place
		kept, err = d.archives.of(store.WithWaiter(r.Context(), nil), snapshot.Release().Checksum, whole.write)
	})
	if r.Context().Err() != nil { // nobody waits for it any more; what is being made is kept for the next
		fail(w, r, r.Context().Err())
		return
	}
	if err != nil { // as on a machine without room for it; what else is wrong shows again
		slog.WarnContext(r.Context(), "the zip file cannot be kept, and is made anew for each request", "error", err)
		d.deliver(w, r, snapshot, whole)
		return
	}
	defer kept.done()
	copyHeaders(w, whole.headers(snapshot.Release().Checksum))
	http.ServeContent(parts{w, &body{download: d, ctx: r.Context(), w: w}}, r, "", time.Time{}, kept.content())
}

// zipFolder puts files into a zip file. All bear one date, so that the same
// release gives the same bytes.
type zipFolder struct{ archive *zip.Writer }

var zipDate = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the first that the format knows

func (f zipFolder) Create(name string) (io.Writer, error) {
	return f.archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: zipDate})
}

// deliver sends a file, or an error in its place. When it fails in the middle
// it breaks the connection, so that a part is not taken for the whole.
func (d download) deliver(w http.ResponseWriter, r *http.Request, snapshot *table.Snapshot, f file) {
	headers := f.headers(snapshot.Release().Checksum)
	w.Header().Set("Cache-Control", askAgain)
	if tellUnmodified(w, r, headers.Get("Etag")) {
		return
	}
	body := &body{download: d, ctx: r.Context(), w: w, headers: headers}
	out := bufio.NewWriterSize(body, bufferBytes)
	err := f.write(r.Context(), out)
	if err == nil {
		err = out.Flush()
	}
	switch {
	case err == nil:
	case !body.begun:
		fail(w, r, err)
	default:
		slog.WarnContext(r.Context(), "download broken off", "address", f.address, "error", err)
		panic(http.ErrAbortHandler)
	}
}

// headers are those of the file, whole.
func (f file) headers(checksum string) http.Header {
	return http.Header{
		"Cache-Control":          {askAgain},
		"Content-Disposition":    {fmt.Sprintf("attachment; filename=%q", f.name)},
		"Content-Type":           {f.contentType},
		"Etag":                   {entityTag(checksum, f.address)},
		"X-Content-Type-Options": {"nosniff"},
	}
}

// body sends the headers with its first part, and gives each part the time
// that the server gives to a whole answer.
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
		copyHeaders(b.w, b.headers)
	}
	deadline := time.Now().Add(b.partTime)
	if whole, bounded := b.ctx.Deadline(); bounded && whole.Before(deadline) {
		deadline = whole
	}
	// Not every ResponseWriter has deadlines; those of the server have.
	err = http.NewResponseController(b.w).SetWriteDeadline(deadline)
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	b.turn.while(b.ctx, func() {
		b.unsent.begin(b.out)
		defer b.unsent.end(b.out)
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

func copyHeaders(w http.ResponseWriter, headers http.Header) {
	for name, values := range headers {
		w.Header()[name] = values
	}
}

// entityTag is the same for the same address, release and program.
func entityTag(checksum, address string) string {
	return fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(strings.Join([]string{checksum, address, readBuild().revision}, "\n"))))
}

// isKnown reports whether a tag is among those that the client has.
func isKnown(lists []string, tag string) bool {
	for known := range strings.SplitSeq(strings.Join(lists, ","), ",") {
		known = strings.TrimPrefix(strings.TrimSpace(known), "W/")
		if known == tag || known == "*" {
			return true
		}
	}
	return false
}

// fail answers with an error as GraphQL words it, and the status that fits.
func fail(w http.ResponseWriter, r *http.Request, err error) {
	shown := graph.Present(r.Context(), err)
	status := statusOf(shown.Extensions["code"])
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	writeProblem(w, status, shown)
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
