package transport

import (
	"crypto/sha256"
	"encoding/binary"
	"net/http"
	"strings"
	"sync"

	"golang.org/x/sync/singleflight"

	"doichieu/cache"
)

// answerCache keeps finished answers of one version of the data. They are looked up
// before anything of the request is parsed.
type answerCache struct {
	cache   *cache.Cache[string, *answer]
	enabled bool
	running singleflight.Group

	mu      sync.Mutex
	version Version // of the answers in the cache
}

func newAnswerCache(maxBytes int) *answerCache {
	return &answerCache{enabled: maxBytes > 0, cache: cache.New(cache.InBytes(maxBytes), func(key string, a *answer) int {
		return len(key) + headerBytes + len(a.body.Bytes)
	})}
}

// headerBytes is about what the headers of an answer take.
const headerBytes = 1 << 10

// find returns the answer to a request, made anew when none is kept. Of equal
// requests at the same time one is answered and the others get the same answer,
// unless that is an error or was cut short, which concerns only one of them.
func (c *answerCache) find(version Version, r *http.Request, body []byte, makeAnswer func() *answer) *answer {
	if !c.enabled {
		return makeAnswer()
	}
	c.switchTo(version)
	key := requestKey(version, r, body)
	if kept, found := c.cache.Get(key); found {
		return kept
	}
	own := false
	shared, _, _ := c.running.Do(key, func() (any, error) {
		own = true
		made := makeAnswer()
		if made.complete {
			c.cache.Add(key, made)
		}
		return made, nil
	})
	if made := shared.(*answer); own || made.complete {
		return made
	}
	return makeAnswer()
}

// switchTo empties the cache when its answers are of another version.
func (c *answerCache) switchTo(version Version) {
	c.mu.Lock()
	changed := c.version != version
	c.version = version
	c.mu.Unlock()
	if changed {
		c.cache.Clear()
	}
}

// requestKey is the same for requests that get the same answer, byte for byte.
func requestKey(version Version, r *http.Request, body []byte) string {
	hash := sha256.New()
	var length [8]byte
	add := func(part string) {
		binary.LittleEndian.PutUint64(length[:], uint64(len(part)))
		hash.Write(length[:])
		hash.Write([]byte(part))
	}
	add(version.ID)
	add(version.Checksum)
	add(version.LoadedAt.String())
	add(r.Method)
	add(r.URL.RawQuery)
	for _, name := range []string{"Accept", "Accept-Encoding"} {
		add(strings.Join(r.Header[name], ","))
	}
	hash.Write(body)
	return string(hash.Sum(nil))
}
