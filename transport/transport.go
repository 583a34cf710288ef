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

// Options are what a Transport needs. All of them are required.
type Options struct {
	Source Source
	Slots  traffic.Slots   // of operations
	Budget *traffic.Budget // of answers until clients have read them

	MaxBody      int // bytes of a request's body
	Limits       limit.Limits
	CacheBytes   int           // of finished answers; 0 keeps none
	MaxAge       time.Duration // for which clients may use the answer to a GET without asking again
	CompressFrom int           // bytes of an answer
	WriteTimeout time.Duration // for an answer once its request has arrived
}

// Transport is a transport of gqlgen. It is the only one of its server.
type Transport struct {
	Options
	answers *answerCache
}

// New makes a transport.
func New(o Options) Transport { return Transport{o, newAnswerCache(o.CacheBytes)} }

var _ graphql.Transport = Transport{}

// MediaType is the media type of GraphQL's answers for clients that ask for it;
// others get JSON.
const MediaType = "application/graphql-response+json"

// Methods are those that GraphQL is asked by.
const Methods = "GET, POST, HEAD"

// requestBytes is roughly what a request takes in memory besides the body of its
// answer: connection, headers and goroutine.
const requestBytes = 16 << 10

// CacheStats tells how well the cache of finished answers serves.
func (t Transport) CacheStats() cache.Stats { return t.answers.cache.Stats() }

// Supports takes every request: there is no other transport.
func (Transport) Supports(*http.Request) bool { return true }

// Do answers one request from the version of the data that is current when it begins.
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

// find takes the answer to a request from the cache or makes it.
func (t Transport) find(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor, out *traffic.Response) *answer {
	body, refused := t.readBody(w, r)
	if refused != nil {
		return refusalAnswer(r, refused, refusalMedia(r))
	}
	ctx, version, err := t.Source.Pin(r.Context())
	if err != nil { // execution fails with the same error, and words it
		return t.answer(r, body, exec, Version{}, out)
	}
	r = r.WithContext(ctx)
	found := t.answers.find(version, r, body, func() *answer { return t.answer(r, body, exec, version, out) })
	if found.complete && t.Source.Stale() { // kept from before
		found = t.compress(r, found.marked(func(response *graphql.Response) { t.Source.MarkStale(ctx, response) }))
	}
	return found
}

// buffer is empty and has room for an answer. It was used before, unless answers
// are kept.
func (t Transport) buffer(size int) []byte {
	if t.answers.enabled {
		return make([]byte, 0, size)
	}
	return execute.Buffer(size)
}

// compress compresses an answer when that pays and the client accepts it.
func (t Transport) compress(r *http.Request, a *answer) *answer {
	if len(a.body.Bytes) >= t.CompressFrom && content.AcceptsGzip(r.Header.Values("Accept-Encoding")) {
		a.compress()
	}
	return a
}

// send sends an answer, which may have been made for an earlier request.
func (t Transport) send(r *http.Request, a *answer, out *traffic.Response) {
	if out.Body != &a.body {
		t.Budget.Release(out)
		a = t.admit(r, a, out)
	}
	observe.From(r.Context()).Answered(a.operation)
	t.Budget.StartWrite(out)
	a.send(out.Writer, r)
}

// admit returns the answer itself when there is memory for it until it is sent, or
// else one that says that there is none.
func (t Transport) admit(r *http.Request, a *answer, out *traffic.Response) *answer {
	out.Body = &a.body
	if t.Budget.Admit(r.Context(), out) {
		return a
	}
	refused := refusalAnswer(r, traffic.TooManyUnread(), a.media())
	out.Body = &refused.body
	return refused
}

// answer makes the answer to a request and takes memory for it. It gives the slot
// up before the answer is sent, so that a slow reader holds nobody up.
func (t Transport) answer(r *http.Request, body []byte, exec graphql.GraphExecutor, version Version, out *traffic.Response) *answer {
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
		status = http.StatusOK // old clients expect errors in it
	}
	made := newAnswer(media, status, response, t.buffer(len(response.Data)+len(`{"data":}`)))
	made.complete = made.complete && !t.Source.IsMarkedStale(response)
	execute.Reuse(response.Data) // the answer has a copy
	made.operation = observe.From(r.Context()).EndGraphQL(response.Errors)
	if made.complete && r.Method != http.MethodPost && version != (Version{}) {
		made.setValidators(version, t.MaxAge)
	}
	made = t.compress(r, made)
	out.Body = &made.body
	if !t.Budget.TryAdmit(out) {
		slot.Release() // waiting for memory is no work
		made = t.admit(r, made, out)
	}
	return made
}

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
		if ctx.Err() != nil { // it took too long to judge, which is not the client's mistake
			status = http.StatusServiceUnavailable
		}
		return exec.DispatchError(graphql.WithOperationContext(ctx, operation), problems), status, nil
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	response := responses(ctx)
	if response == nil { // the request ended before its operation began
		return exec.DispatchError(ctx, gqlerror.List{gqlerror.Wrap(ctx.Err())}), http.StatusOK, nil
	}
	return response, http.StatusOK, nil
}

// negotiate picks the media type that the Accept header prefers. Without a
// preference it is application/json, which every client understands.
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

// refusalMedia is the media type of a refusal, which is answered in any case.
func refusalMedia(r *http.Request) string {
	if media, acceptable := negotiate(r.Header.Values("Accept")); acceptable {
		return media
	}
	return content.JSON
}
