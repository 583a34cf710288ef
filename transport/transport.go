package transport

import (
	"net/http"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/apierror"
	"doichieu/cache"
	"doichieu/content"
	"doichieu/document"
	"doichieu/execute"
	"doichieu/limit"
	"doichieu/observe"
	"doichieu/traffic"
)

// Options configure a Transport. All of them are required.
type Options struct {
	Source Source
	Slots  traffic.Slots   // bound how many operations run at once
	Budget *traffic.Budget // bounds the memory of answers that clients have not read yet

	MaxBody      int // bytes of a request's body
	Limits       limit.Limits
	CacheBytes   int           // size of the cache of finished answers; 0 disables it
	MaxAge       time.Duration // for which clients may reuse the answer to a GET
	CompressFrom int           // bytes of the smallest answer that is compressed
	WriteTimeout time.Duration // for an answer once its request has arrived
}

// Transport implements gqlgen's graphql.Transport. It must be the only transport of
// its server.
type Transport struct {
	Options
	answers *answerCache
}

// New returns a transport.
func New(o Options) Transport { return Transport{o, newAnswerCache(o.CacheBytes)} }

var _ graphql.Transport = Transport{}

// MediaType is the media type of answers to clients that ask for it. Others get
// application/json.
const MediaType = "application/graphql-response+json"

// Methods are the allowed methods, as in an Allow header.
const Methods = "GET, POST, HEAD"

// requestBytes estimates the memory of a request besides the body of its answer:
// connection, headers and goroutine.
const requestBytes = 16 << 10

// CacheStats returns the statistics of the cache of finished answers.
func (t Transport) CacheStats() cache.Stats { return t.answers.cache.Stats() }

// Supports accepts every request, because there is no other transport.
func (Transport) Supports(*http.Request) bool { return true }

// Do answers one request from the version of the data that is current at its start.
func (t Transport) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	observe.From(r.Context()).StartGraphQL()
	out := &traffic.Response{Writer: w, Overhead: requestBytes}
	defer t.Budget.Release(out)
	found := t.find(w, r, exec, out)
	t.send(r, found, out)
	if !t.answers.enabled {
		execute.Reuse(found.body.Bytes)
	}
}

// find returns the answer to a request from the cache, or makes it.
func (t Transport) find(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor, out *traffic.Response) *answer {
	body, refused := t.readBody(w, r)
	if refused != nil {
		return refusalAnswer(r, refused, refusalMedia(r))
	}
	ctx, version, err := t.Source.Pin(r.Context())
	if err != nil { // execution fails with the same error and presents it to the client
		return t.makeAnswer(r, body, exec, Version{}, out)
	}
	r = r.WithContext(ctx)
	found := t.answers.find(version, r, body, func() *answer { return t.makeAnswer(r, body, exec, version, out) })
	if found.complete && t.Source.Stale() { // cached before the data became stale
		found = t.compress(r, found.modified(func(response *graphql.Response) { t.Source.MarkStale(ctx, response) }))
	}
	return found
}

// buffer returns an empty buffer with a capacity of size bytes. Buffers are reused
// unless answers are cached, since a cached answer keeps its buffer.
func (t Transport) buffer(size int) []byte {
	if t.answers.enabled {
		return make([]byte, 0, size)
	}
	return execute.Buffer(size)
}

// compress compresses an answer if it is large enough and the client accepts gzip.
func (t Transport) compress(r *http.Request, a *answer) *answer {
	if len(a.body.Bytes) >= t.CompressFrom && content.AcceptsGzip(r.Header.Values("Accept-Encoding")) {
		a.compress()
	}
	return a
}

// send sends an answer. If it was made for another request, its memory is not yet
// counted for this one.
func (t Transport) send(r *http.Request, a *answer, out *traffic.Response) {
	if out.Body != &a.body {
		t.Budget.Release(out)
		a = t.admit(r, a, out)
	}
	observe.From(r.Context()).Answered(a.operation)
	t.Budget.StartWrite(out)
	a.send(out.Writer, r)
}

// admit waits until the budget has memory for the answer and returns it. If that
// takes too long, it returns a refusal instead.
func (t Transport) admit(r *http.Request, a *answer, out *traffic.Response) *answer {
	out.Body = &a.body
	if t.Budget.Admit(r.Context(), out) {
		return a
	}
	refused := refusalAnswer(r, traffic.TooManyUnread(), a.media())
	out.Body = &refused.body
	return refused
}

// makeAnswer makes the answer to a request and counts its memory in the budget. It
// releases the slot before the answer is sent, so that slow clients hold up nobody.
func (t Transport) makeAnswer(r *http.Request, body []byte, exec graphql.GraphExecutor, version Version, out *traffic.Response) *answer {
	media, acceptable := negotiate(r.Header.Values("Accept"))
	if !acceptable {
		message := "Answers are " + MediaType + " or " + content.JSON + "; the Accept header allows neither."
		return refusalAnswer(r, &apierror.Refusal{Status: http.StatusNotAcceptable, Message: message}, content.JSON)
	}
	params, refused := t.readParameters(r, body)
	if refused != nil {
		return refusalAnswer(r, refused, media)
	}
	params.Headers = r.Header
	slot := t.Slots.Acquire(r.Context())
	if slot == nil {
		return refusalAnswer(r, apierror.Busy("Too many requests are being answered; ask again in a moment."), media)
	}
	defer slot.Release()
	response, status, refused := t.execute(r.WithContext(t.Source.WithSlot(r.Context(), slot)), params, exec)
	if refused == nil && slot.WasRefused() {
		refused = apierror.Busy(traffic.ErrTooManyWaiting.Message)
	}
	if refused != nil {
		return refusalAnswer(r, refused, media)
	}
	if status == http.StatusBadRequest && media == content.JSON {
		status = http.StatusOK // as clients that predate the specification expect
	}
	made := newAnswer(media, status, response, t.buffer(len(response.Data)+len(`{"data":}`)))
	made.complete = made.complete && !t.Source.IsMarkedStale(response)
	execute.Reuse(response.Data) // the body of the answer is a copy
	made.operation = observe.From(r.Context()).EndGraphQL(response.Errors)
	if made.complete && r.Method != http.MethodPost && version != (Version{}) {
		made.setValidators(version, t.MaxAge)
	}
	made = t.compress(r, made)
	out.Body = &made.body
	if !t.Budget.TryAdmit(out) {
		slot.Release() // others can run while this waits for memory
		made = t.admit(r, made, out)
	}
	return made
}

// execute executes an operation. It returns the status for clients that accept
// MediaType, or a refusal instead of the response.
func (t Transport) execute(r *http.Request, params *graphql.RawParams, exec graphql.GraphExecutor) (*graphql.Response, int, *apierror.Refusal) {
	ctx := graphql.StartOperationTrace(r.Context())
	operation, problems := exec.CreateOperationContext(ctx, params)
	if r.Method != http.MethodPost && document.KindOf(operation, params.OperationName) != ast.Query {
		return nil, 0, apierror.MethodNotAllowed("POST", "Only queries may be asked by GET.")
	}
	if len(problems) > 0 {
		if all := document.Problems(operation); all != nil {
			problems = all
		}
		status := http.StatusBadRequest
		if ctx.Err() != nil { // validation ran out of time, which is not the client's fault
			status = http.StatusServiceUnavailable
		}
		return exec.DispatchError(graphql.WithOperationContext(ctx, operation), problems), status, nil
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	response := responses(ctx)
	if response == nil { // the request ended before the operation started
		return exec.DispatchError(ctx, gqlerror.List{gqlerror.Wrap(ctx.Err())}), http.StatusOK, nil
	}
	return response, http.StatusOK, nil
}

// negotiate returns the media type that the Accept header prefers. Without a
// preference that is application/json, which every client understands.
func negotiate(accept []string) (media string, acceptable bool) {
	header := strings.Join(accept, ",")
	if header == content.JSON || strings.TrimSpace(header) == "" {
		return content.JSON, true
	}
	var best content.Preference
	for _, offered := range []string{content.JSON, MediaType} {
		if p := content.MostSpecific(header, offered, "application/*", "*/*"); p.Quality > 0 && p.PreferredTo(best) {
			media, best = offered, p
		}
	}
	return media, best.Quality > 0
}

// refusalMedia returns the media type of a refusal. It is application/json if the
// client accepts neither, since a refusal must be answered anyway.
func refusalMedia(r *http.Request) string {
	if media, acceptable := negotiate(r.Header.Values("Accept")); acceptable {
		return media
	}
	return content.JSON
}
