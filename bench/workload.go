package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// workload sends requests to a contestant, one after the other on each of several
// connections, for some time.
type workload struct {
	address     string
	requests    [][]byte
	connections int
	duration    time.Duration
}

// figures are the results of a workload.
type figures struct {
	perSecond float64
	p50, p99  time.Duration
	bytes     int // of an average answer
}

// errBadAnswer means that a contestant did not answer the query, so that its speed
// means nothing.
var errBadAnswer = errors.New("not an answer")

// runWorkload runs a workload and checks every answer.
func runWorkload(l workload) (figures, error) {
	var next atomic.Int64
	var wait sync.WaitGroup
	results := make([]worker, l.connections)
	start := time.Now()
	for i := range results {
		wait.Go(func() { results[i].run(l, &next, start.Add(l.duration)) })
	}
	wait.Wait()
	elapsed := time.Since(start)
	var all []time.Duration
	var received int
	for _, w := range results {
		if w.err != nil {
			return figures{}, w.err
		}
		all = append(all, w.times...)
		received += w.bytes
	}
	if len(all) == 0 {
		return figures{}, fmt.Errorf("%s answered nothing within %s", l.address, l.duration)
	}
	slices.Sort(all)
	return figures{
		perSecond: float64(len(all)) / elapsed.Seconds(),
		p50:       all[len(all)/2], p99: all[len(all)*99/100], bytes: received / len(all),
	}, nil
}

// worker uses one connection.
type worker struct {
	times []time.Duration
	bytes int
	err   error
}

func (w *worker) run(l workload, next *atomic.Int64, until time.Time) {
	conn, err := net.Dial("tcp", l.address)
	if err != nil {
		w.err = err
		return
	}
	defer conn.Close()
	in := bufio.NewReaderSize(conn, 64<<10)
	var body []byte
	for asked := time.Now(); asked.Before(until); asked = time.Now() {
		request := l.requests[int(next.Add(1))%len(l.requests)]
		if _, err := conn.Write(request); err != nil {
			w.err = err
			return
		}
		if body, err = readAnswer(in, body[:0]); err != nil {
			w.err = fmt.Errorf("%s: %w", l.address, err)
			return
		}
		w.times = append(w.times, time.Since(asked))
		w.bytes += len(body)
	}
}

// readAnswer reads one HTTP response from a kept-alive connection, and checks that it
// is a GraphQL answer with data and without errors.
func readAnswer(in *bufio.Reader, body []byte) ([]byte, error) {
	status, err := in.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	ok := bytes.HasPrefix(status, []byte("HTTP/1.1 200"))
	length, chunked := -1, false
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		name, value, found := bytes.Cut(bytes.TrimSpace(line), []byte(":"))
		if !found {
			break
		}
		switch strings.ToLower(string(name)) {
		case "content-length":
			length, _ = strconv.Atoi(string(bytes.TrimSpace(value)))
		case "transfer-encoding":
			chunked = true
		}
	}
	if chunked {
		body, err = readChunks(in, body)
	} else {
		body = slices.Grow(body, max(length, 0))[:max(length, 0)]
		_, err = io.ReadFull(in, body)
	}
	if err != nil {
		return nil, err
	}
	if !ok || !bytes.HasPrefix(body, []byte(`{"data"`)) || bytes.Contains(body, []byte(`"errors":`)) || !bytes.HasSuffix(bytes.TrimSpace(body), []byte("}")) {
		return nil, fmt.Errorf("%w: %.200s", errBadAnswer, body)
	}
	return body, nil
}

func readChunks(in *bufio.Reader, body []byte) ([]byte, error) {
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		size, err := strconv.ParseInt(string(bytes.TrimSpace(line)), 16, 32)
		if err != nil {
			return nil, err
		}
		start := len(body)
		body = slices.Grow(body, int(size)+2)[:start+int(size)+2]
		if _, err := io.ReadFull(in, body[start:]); err != nil {
			return nil, err
		}
		body = body[:start+int(size)]
		if size == 0 {
			return body, nil
		}
	}
}

// post returns the bytes of a POST request.
func post(path, body string) []byte {
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: %d\r\n\r\n%s", path, len(body), body)
}
