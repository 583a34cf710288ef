package main

import (
	"bufio"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"doichieu/traffic"
)

// During shutdown a client that reads nothing loses its connection long before
// SHUTDOWN_TIMEOUT, and that is no failure. A client that reads slowly gets its
// complete answer.
func TestShutdownDoesNotWaitForStalledClients(t *testing.T) {
	for name, slowly := range map[string]bool{"reads nothing": false, "reads slowly": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := defaultSettings()
			s.shutdownTimeout, s.cacheBytes = time.Minute, 0
			server := start(t, s)
			conn := server.connect(t, "GET /graphql?query="+url.QueryEscape(longText(0))+" HTTP/1.1\r\nHost: x\r\n\r\n")
			reader := bufio.NewReader(conn)
			if _, err := reader.Peek(1); err != nil {
				t.Fatal(err)
			}
			got := make(chan bool, 1)
			if slowly {
				go func() { got <- readSlowly(reader) }()
			} else {
				got <- true
			}
			began := time.Now()
			if err := server.end(); err != nil || time.Since(began) > s.shutdownTimeout/2 {
				t.Errorf("ended with %v after %s", err, time.Since(began))
			}
			if !<-got {
				t.Error("who read slowly did not get the whole answer")
			}
		})
	}
}

// readSlowly reads an answer in parts, which takes longer than MaxUnread in all.
func readSlowly(reader *bufio.Reader) bool {
	answer, err := http.ReadResponse(reader, nil)
	if err != nil {
		return false
	}
	for pause := traffic.MaxUnread / 15; ; time.Sleep(pause) {
		if _, err := io.CopyN(io.Discard, answer.Body, answer.ContentLength/20); err != nil {
			return err == io.EOF
		}
	}
}
