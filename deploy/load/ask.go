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

// options say what to ask and what may come.
type options struct {
	url, answers, watch    string
	period, pause          time.Duration
	clients, most          int
	maxFailed, maxInternal int
	mayRefuse              bool
}

// question is a query with the answer that it must get.
type question struct {
	name string
	body []byte
	data any
}

// asker asks questions.
type asker struct {
	options
	questions []question
	client    *http.Client
	left      atomic.Int64 // requests that may still be sent
}

// longest is how long an answer may take; the server's own deadline is shorter.
const longest = 20 * time.Second

func newAsker(o options) (*asker, error) {
	if err := onThisMachine(o.url); err != nil {
		return nil, err
	}
	list, err := examples.All()
	if err != nil {
		return nil, err
	}
	a := &asker{options: o, client: &http.Client{
		Timeout:   longest,
		Transport: &http.Transport{MaxIdleConnsPerHost: o.clients},
	}}
	a.left.Store(int64(o.most))
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

// onThisMachine refuses to put load on anybody else's.
func onThisMachine(address string) error {
	parsed, err := url.Parse(address)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(parsed.Hostname()); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("%s is not a loopback address", address)
	}
	return nil
}

// ask lets every client ask one question after the other until ctx ends.
func (a *asker) ask(ctx context.Context) *result {
	r := newResult()
	var clients sync.WaitGroup
	for i := range a.clients {
		clients.Go(func() {
			for n := i; ctx.Err() == nil && a.left.Add(-1) >= 0; n++ {
				began := time.Now()
				came, told := a.askOnce(a.questions[n%len(a.questions)])
				r.add(began, came, told)
				time.Sleep(a.pause)
			}
		})
	}
	clients.Wait()
	r.ended = time.Now()
	a.client.CloseIdleConnections() // what is left then is the server's own
	return r
}

// askOnce waits for an answer even when the time to ask is over.
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
	told := fmt.Sprintf("%s: %s %.200s", q.name, response.Status, body)
	switch response.StatusCode {
	case http.StatusServiceUnavailable:
		if response.Header.Get("Retry-After") == "" {
			return failed, told
		}
		return refused, told
	case http.StatusBadGateway, http.StatusGatewayTimeout:
		return failed, told
	case http.StatusOK:
	default:
		return wrong, told
	}
	var answer struct {
		Data   any
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return wrong, told
	}
	if len(answer.Errors) > 0 {
		if answer.Errors[0].Extensions.Code == "INTERNAL" {
			return internal, told
		}
		return wrong, told
	}
	if !reflect.DeepEqual(answer.Data, q.data) {
		return wrong, told
	}
	return right, ""
}
