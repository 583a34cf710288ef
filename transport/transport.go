package main

import (
	"bytes"
	"cmp"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"doichieu/document"
	"doichieu/execute"
	"doichieu/graph"
	"doichieu/limit"
	"doichieu/observe"
	"doichieu/store"
)

// transport speaks GraphQL over HTTP as the specification of that name has it:
// GET and POST, content negotiation, and status codes that proxies understand.
type transport struct {
	plans        *store.Store
	bodyBytes    int
	limits       limit.Limits
	answers      *answers
	compressFrom int // bytes
	maxAge       time.Duration
	toAnswer     time.Duration // once the request has come
	places       places        // of operations
	unsent       *unsent
}

func newTransport(plans *store.Store, s settings, shared bounds) transport {
	return transport{
		plans: plans, bodyBytes: s.bodyBytes, limits: s.limits,
		answers: newAnswers(s.cacheBytes), compressFrom: s.compressFrom, maxAge: s.cacheMaxAge, toAnswer: s.writeTimeout(),
		places: places{make(chan struct{}, s.operations), shared.waiting, s.turnTimeout}, unsent: shared.unsent,
	}
}

var _ graphql.Transport = transport{}

// The media types of answers.
const (
	mediaGraphQL = "application/graphql-response+json"
	mediaJSON    = "application/json"
)

const graphQLMethods = "GET, POST, HEAD"

// Supports takes every request: there is no other transport.
func (transport) Supports(*http.Request) bool { return true }

// Do answers one request, of the release that is current when it begins.
func (t transport) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	observe.From(r.Context()).Asked()
	out := &sending{w: w, bytes: requestBytes}
	defer t.unsent.leave(out)
	found := t.find(w, r, exec, out)
	t.send(r, found, out)
	if !t.answers.enabled {
		execute.Reuse(found.body)
	}
}

// find makes the answer to a request, or finds it among those that are kept.
func (t transport) find(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor, out *sending) *answer {
	room := bodies.Get().(*bytes.Buffer)
	defer reuseBody(room)
	body, problem := t.readBody(w, r, room)
	if problem != nil {
		media, _ := negotiate(r.Header.Values("Accept"))
		return problem.answer(r, cmp.Or(media, mediaJSON))
	}
	release, err := t.plans.Release(r.Context())
	if err != nil { // execution meets the same error, and words it
		return t.answer(r, body, exec, nil, out)
	}
	r = r.WithContext(graph.WithRelease(r.Context(), release))
	found := t.answers.find(release, r, body, func() *answer { return t.answer(r, body, exec, release, out) })
	if _, stale := t.plans.Stale(); stale && found.whole { // kept from before
		found = t.compressed(r, found.marked(func(said *graphql.Response) { graph.MarkStale(said, t.plans, release) }))
	}
	return found
}

// room is for the bytes of an answer: used before, unless answers are kept.
func (t transport) room(size int) []byte {
	if t.answers.enabled {
		return make([]byte, 0, size)
	}
	return execute.Buffer(size)
}

// compressed compresses an answer when that pays and the client accepts it.
func (t transport) compressed(r *http.Request, a *answer) *answer {
	if len(a.body) >= t.compressFrom && acceptsGzip(r.Header.Values("Accept-Encoding")) {
		a.compress()
	}
	return a
}

// send sends an answer, which may have been made for an earlier request.
func (t transport) send(r *http.Request, a *answer, out *sending) {
	if out.answer != a {
		t.unsent.leave(out)
		a = t.admitted(r, a, out)
	}
	observe.From(r.Context()).Answered(a.operation)
	t.unsent.begin(out)
	a.send(out.w, r)
}

// admitted is the answer itself when there is room for it until it is sent, or
// else one that says that there is none.
func (t transport) admitted(r *http.Request, a *answer, out *sending) *answer {
	out.answer = a
	if t.unsent.admit(r.Context(), out) {
		return a
	}
	media, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	out.answer = tooManyUnsent().answer(r, media)
	return out.answer
}

// answer makes the answer to a request and room for it. Who reads slowly holds
// nobody up: the next operation may run before it is sent.
func (t transport) answer(r *http.Request, body []byte, exec graphql.GraphExecutor, release *store.Release, out *sending) *answer {
	media, acceptable := negotiate(r.Header.Values("Accept"))
	if !acceptable {
		message := "Answers are " + mediaGraphQL + " or " + mediaJSON + "; the Accept header allows neither."
		return (&refusal{status: http.StatusNotAcceptable, message: message}).answer(r, mediaJSON)
	}
	params, problem := t.readParameters(r, body)
	if problem != nil {
		return problem.answer(r, media)
	}
	params.Headers = r.Header
	turn := t.places.enter(r.Context())
	if turn == nil {
		return busy("Too many requests are being answered; ask again in a moment.").answer(r, media)
	}
	defer turn.leave()
	response, status, problem := t.execute(r.WithContext(store.WithWaiter(r.Context(), turn)), params, exec)
	if problem == nil && turn.isRefused() {
		problem = busy(errWaiting.Message)
	}
	if problem != nil {
		return problem.answer(r, media)
	}
	if status == http.StatusBadRequest && media == mediaJSON {
		status = http.StatusOK // old clients expect errors in it
	}
	made := newAnswer(media, status, response, t.room(len(response.Data)+len(`{"data":}`)))
	execute.Reuse(response.Data) // the answer has a copy
	made.operation = observe.From(r.Context()).Ended(response.Errors)
	if made.whole && r.Method != http.MethodPost && release != nil {
		made.keepable(release, t.maxAge)
	}
	made = t.compressed(r, made)
	out.answer = made
	if !t.unsent.enter(out) {
		turn.leave() // to wait for room is no work
		made = t.admitted(r, made, out)
	}
	return made
}

func (t transport) execute(r *http.Request, params *graphql.RawParams, exec graphql.GraphExecutor) (*graphql.Response, int, *refusal) {
	ctx := graphql.StartOperationTrace(r.Context())
	operation, problems := exec.CreateOperationContext(ctx, params)
	if r.Method != http.MethodPost && document.KindOf(operation, params.OperationName) != ast.Query {
		return nil, 0, notAllowed("POST", "Only queries may be asked by GET.")
	}
	if len(problems) > 0 {
		if all := document.Problems(operation); all != nil {
			problems = all
		}
		status := http.StatusBadRequest
		if ctx.Err() != nil { // it took too long to judge, which is not the client's mistake
			status = http.StatusServiceUnavailable
		}
		return exec.DispatchError(graphql.WithOperationContext(ctx, operation), problems), status, nil
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	response := responses(ctx)
	if response == nil { // the request ended before its operation began
		return exec.DispatchError(ctx, gqlerror.List{graph.Present(ctx, ctx.Err())}), http.StatusOK, nil
	}
	return response, http.StatusOK, nil
}

// trustedBytes is how much of an announced body is made room for before it comes.
// Such room is kept for the next body.
const trustedBytes = 16 << 10

// bodies are the rooms of bodies that nobody looks at any more.
var bodies = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func reuseBody(room *bytes.Buffer) {
	if room.Cap() <= 2*trustedBytes {
		room.Reset()
		bodies.Put(room)
	}
}

// readBody reads what was posted into a room, or says what is wrong with the request.
func (t transport) readBody(w http.ResponseWriter, r *http.Request, room *bytes.Buffer) ([]byte, *refusal) {
	switch r.Method {
	case http.MethodGet, http.MethodHead:
		return nil, nil
	case http.MethodPost:
	default:
		return nil, notAllowed(graphQLMethods, "GraphQL is asked by GET or POST.")
	}
	if problem := checkType(r.Header.Get("Content-Type")); problem != nil {
		return nil, problem
	}
	if problem := checkLength(r, t.bodyBytes); problem != nil {
		return nil, problem
	}
	room.Grow(int(min(max(r.ContentLength, 0), trustedBytes)) + bytes.MinRead)
	began := time.Now()
	content, problem := decoded(r, http.MaxBytesReader(w, r.Body, int64(t.bodyBytes)))
	if problem != nil {
		return nil, problem
	}
	if _, err := room.ReadFrom(http.MaxBytesReader(w, io.NopCloser(content), int64(t.bodyBytes))); err != nil {
		return nil, unreadable(err, t.bodyBytes)
	}
	received(w, r, began, t.toAnswer)
	return bytes.TrimPrefix(room.Bytes(), byteOrderMark), nil
}

// byteOrderMark is what some programs begin every text with.
var byteOrderMark = []byte("\uFEFF")

func checkType(contentType string) *refusal {
	if contentType == mediaJSON { // as nearly all clients say it
		return nil
	}
	media, options, err := mime.ParseMediaType(contentType)
	if err != nil || media != mediaJSON {
		return &refusal{status: http.StatusUnsupportedMediaType, message: "The body must be " + mediaJSON + "."}
	}
	if !isUTF8(options["charset"]) {
		return &refusal{status: http.StatusUnsupportedMediaType, message: "The body must be encoded in UTF-8."}
	}
	return nil
}
