package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"doichieu/limit"
	"doichieu/traffic"
)

// longKeys is a query whose answer takes little work but is long, because its aliases
// are.
var longKeys = `{planYear(province:"quang-nam",year:2023){outcomes{planYear{outcomes{` +
	strings.Repeat("a", 64) + `:id ` + strings.Repeat("b", 64) + `:wording}}}}}`

// Both executors refuse an answer that is too large, and send one that just fits.
func TestAnswersAreBounded(t *testing.T) {
	plans := shippedStore(t)
	for _, execution := range []string{compiled, plain} {
		s := defaultSettings()
		s.execution = execution
		handler := handlerWith(t, plans, s)
		for name, query := range map[string]string{
			"long keys": longKeys,
			"names of types, which are no values": `{planYear(province:"quang-nam",year:2023){outcomes{planYear{outcomes{` +
				numbered(strings.Repeat("a", 60)+"%d:__typename ", 4) + `}}}}}`,
		} {
			t.Run(execution+" "+name, func(t *testing.T) {
				s := s
				s.limits.Cost = math.MaxInt32
				got := sendPost(handlerWith(t, plans, s), posted(query))
				body := got.Body.String()
				for _, part := range []string{`"data":null`, `"limit":"answer in bytes"`, `"code":"` + limit.Code + `"`} {
					if !strings.Contains(body, part) {
						t.Errorf("no %s in %d %.300s", part, got.Code, body)
					}
				}
			})
		}
		t.Run(execution+" errors", func(t *testing.T) {
			s := s
			s.answerBytes = 4 << 10
			got := sendPost(handlerWith(t, plans, s), posted("{"+numbered(`a%d:province(slug:"nowhere"){id} `, 19)+"}")).Body.String()
			if len(got) > s.answerBytes || !strings.Contains(got, `"limit":"answer in bytes"`) {
				t.Errorf("%.300s", got)
			}
		})
		t.Run(execution+" exactly", func(t *testing.T) {
			query := posted(`{ provinces(first: 100) { nodes { id name } } }`)
			size := len(`{"data":}`)
			dataBytes := sendPost(handler, query).Body.Len() - size
			for maxBytes, want := range map[int]bool{dataBytes: true, dataBytes - 1: false} {
				s.answerBytes = maxBytes
				if got := sendPost(handlerWith(t, plans, s), query).Body.String(); strings.Contains(got, `"data":{`) != want {
					t.Errorf("%d bytes of %d: %.200s", dataBytes, maxBytes, got)
				}
			}
		})
	}
}

// Many clients request large answers and read nothing. The memory of these answers is
// bounded, and other clients are answered meanwhile.
func TestAnswersNobodyReads(t *testing.T) {
	const clients, mebibyte = 120, 1 << 20
	s := defaultSettings()
	s.unsentBytes, s.operations, s.cacheBytes, s.turnTimeout = 16*mebibyte, 2, 0, 5*time.Second
	server := start(t, s)
	query := `{planYear(province:"quang-nam",year:2023){outcomes{planYear{outcomes{id}}}}}`
	size := 0
	if response, err := http.Get("http://" + server.address + "/graphql?query=" + url.QueryEscape(query)); err == nil {
		n, _ := io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
		size = int(n)
	}
	const margin = 100 * mebibyte // for answers that are being made, garbage, and the test itself
	if clients*size < 3*(s.unsentBytes+margin) {
		t.Fatalf("answers of %d bytes show nothing", size)
	}
	idle, most := liveHeap(), 0
	for i := range clients {
		server.connect(t, "GET /graphql?query="+url.QueryEscape(query+fmt.Sprint(" # ", i))+" HTTP/1.1\r\nHost: x\r\n\r\n")
	}
	for range 12 {
		start := time.Now()
		if got := server.status(t, "/graphql?query=%7Bdataset%7Brelease%7D%7D"); got != http.StatusOK {
			t.Errorf("%d", got)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("a small answer took %s", took)
		}
		most = max(most, liveHeap()-idle)
		time.Sleep(200 * time.Millisecond)
	}
	t.Logf("%d answers of %d KiB that nobody reads take %d KiB", clients, size>>10, most>>10)
	if most > s.unsentBytes+margin {
		t.Errorf("%d bytes are held", most)
	}
}

// A client that does not read loses its connection once others need the memory, but not
// before.
func TestSlowReaderIsCut(t *testing.T) {
	s := defaultSettings()
	s.unsentBytes, s.turnTimeout = 4<<20, 10*time.Second
	server := start(t, s)
	ask := func(i int) *bufio.Reader {
		query := longText(i)
		conn := server.connect(t, "GET /graphql?query="+url.QueryEscape(query)+" HTTP/1.1\r\nHost: x\r\n\r\n")
		_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		return bufio.NewReader(conn)
	}
	isComplete := func(from *bufio.Reader) bool {
		answer, err := http.ReadResponse(from, nil)
		if err != nil {
			return false
		}
		_, err = io.Copy(io.Discard, answer.Body)
		return err == nil && answer.StatusCode == http.StatusOK
	}
	slow := ask(1)
	if _, err := slow.Peek(1); err != nil {
		t.Fatal(err)
	}
	if !isComplete(ask(2)) {
		t.Error("a client that reads is not answered while another does not")
	}
	if isComplete(slow) {
		t.Error("who did not read got the whole answer")
	}
	slow = ask(3) // no other client needs the memory
	time.Sleep(2 * traffic.MaxStall)
	if !isComplete(slow) {
		t.Error("a slow client is cut for nobody")
	}
}

// longText returns a query with an answer of about three megabytes.
func longText(i int) string {
	return `{planYear(province:"quang-nam",year:2023){outcomes{planYear{outcomes{id}}}}} #` + fmt.Sprint(i)
}
