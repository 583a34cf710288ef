package main

import (
	"crypto/sha256"
	"encoding/binary"
	"net/http"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/singleflight"

	"doichieu/cache"
	"doichieu/observe"
	"doichieu/store"
)

// answers keeps finished answers, each as it was sent to one request of one
// release. They are looked up before anything of the request is parsed.
type answers struct {
	cache   *cache.Cache[string, *answer]
	enabled bool
	release atomic.Pointer[store.Release] // of the answers in the cache
	running singleflight.Group
}

func newAnswers(maxBytes int) *answers {
	return &answers{enabled: maxBytes > 0, cache: cache.New(boundedBy(maxBytes), func(key string, a *answer) int {
		return len(key) + headerBytes + len(a.body)
	})}
}

// headerBytes is about what the headers of an answer take.
const headerBytes = 1 << 10

// cacheStats is what metrics tell of the answers that are kept.
func (a *answers) cacheStats() observe.CacheStats { return observe.CacheStats(a.cache.Stats()) }

// boundedBy leaves out what would take more than a sixteenth of a cache.
func boundedBy(bytes int) cache.Bounds { return cache.Bounds{Bytes: bytes, LargestEntry: bytes / 16} }

// find hands out the answer to a request, made anew when none is kept. Of
// equal requests at once one is answered and the others take over its answer,
// unless it is only about that one: an error, or an end before its time.
func (a *answers) find(release *store.Release, r *http.Request, body []byte, answerAnew func() *answer) *answer {
	if !a.enabled {
		return answerAnew()
	}
	if a.release.Swap(release) != release {
		a.cache.Clear()
	}
	key := requestKey(release, r, body)
	if kept, found := a.cache.Get(key); found {
		return kept
	}
	own := false
	shared, _, _ := a.running.Do(key, func() (any, error) {
		own = true
		made := answerAnew()
		if made.whole {
			a.cache.Add(key, made)
		}
		return made, nil
	})
	if made := shared.(*answer); own || made.whole {
		return made
	}
	return answerAnew()
}

// requestKey is the same for requests that get the same answer, byte for byte.
func requestKey(release *store.Release, r *http.Request, body []byte) string {
	hash := sha256.New()
	var length [8]byte
	add := func(part string) {
		binary.LittleEndian.PutUint64(length[:], uint64(len(part)))
		hash.Write(length[:])
		hash.Write([]byte(part))
	}
	add(release.Info.ID)
	add(release.Info.Checksum)
	add(release.Info.LoadedAt.String())
	add(r.Method)
	add(r.URL.RawQuery)
	for _, name := range []string{"Accept", "Accept-Encoding"} {
		add(strings.Join(r.Header[name], ","))
	}
	hash.Write(body)
	return string(hash.Sum(nil))
}
