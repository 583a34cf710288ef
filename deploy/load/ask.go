package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"doichieu/examples"
)

// options are the command line: what to ask, and which answers are tolerated.
type options struct {
	url, answers, watch    string
	period, pause          time.Duration
	clients, maxRequests   int
	maxFailed, maxInternal int
	mayRefuse              bool
}

// question is a query with its expected answer.
type question struct {
	name string
	body []byte
	data any
}

// asker sends questions to a server.
type asker struct {
	options
	questions []question
	client    *http.Client
	left      atomic.Int64 // requests that may still be sent
}

// answerTimeout bounds an answer; the server's own deadline is shorter.
const answerTimeout = 20 * time.Second

func newAsker(o options) (*asker, error) {
	if err := checkLoopback(o.url); err != nil {
		return nil, err
	}
	list, err := examples.All()
	if err != nil {
		return nil, err
	}
	a := &asker{options: o, client: &http.Client{
		Timeout:   answerTimeout,
		Transport: &http.Transport{MaxIdleConnsPerHost: o.clients},
	}}
	a.left.Store(int64(o.maxRequests))
	for _, example := range list {
		content, err := os.ReadFile(filepath.Join(o.answers, example.Name+".json"))
		if err != nil {
			return nil, err
		}
		body, err := json.Marshal(map[string]string{"query": example.Query})
		if err != nil {
			return nil, err
		}
		q := question{name: example.Name, body: body}
		if err := json.Unmarshal(content, &q.data); err != nil {
			return nil, err
		}
		a.questions = append(a.questions, q)
	}
	return a, nil
}

// checkLoopback refuses addresses of other machines, so that nobody puts load on them.
func checkLoopback(address string) error {
	parsed, err := url.Parse(address)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(parsed.Hostname()); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("%s is not a loopback address", address)
	}
	return nil
}

// run lets every client ask one question after the other until ctx ends.
func (a *asker) run(ctx context.Context) *result {
	r := newResult()
	var clients sync.WaitGroup
	for i := range a.clients {
		clients.Go(func() {
			for n := i; ctx.Err() == nil && a.left.Add(-1) >= 0; n++ {
				began := time.Now()
				got, description := a.askOnce(a.questions[n%len(a.questions)])
				r.add(began, got, description)
				time.Sleep(a.pause)
			}
		})
	}
	clients.Wait()
	r.ended = time.Now()
	a.client.CloseIdleConnections() // so that the server's goroutines can be compared
	return r
}

// askOnce asks a question, and waits for the answer even after the run has ended.
func (a *asker) askOnce(q question) (outcome, string) {
	response, err := a.client.Post(a.url+"/graphql", "application/json", bytes.NewReader(q.body))
	if err != nil {
		return failed, err.Error()
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return failed, err.Error()
	}
	return judge(q, response, body)
}

func judge(q question, response *http.Response, body []byte) (outcome, string) {
	description := fmt.Sprintf("%s: %s %.200s", q.name, response.Status, body)
	switch response.StatusCode {
	case http.StatusServiceUnavailable:
		if response.Header.Get("Retry-After") == "" {
			return failed, description
		}
		return refused, description
	case http.StatusBadGateway, http.StatusGatewayTimeout:
		return failed, description
	case http.StatusOK:
	default:
		return wrong, description
	}
	var answer struct {
		Data   any
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return wrong, description
	}
	if len(answer.Errors) > 0 {
		if answer.Errors[0].Extensions.Code == "INTERNAL" {
			return internal, description
		}
		return wrong, description
	}
	if !reflect.DeepEqual(answer.Data, q.data) {
		return wrong, description
	}
	return right, ""
}
