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

// answerCache caches finished answers of one version of the data. A lookup needs the
// bytes of the request only, so a hit parses nothing.
type answerCache struct {
	cache   *cache.Cache[string, *answer]
	enabled bool
	flight  singleflight.Group

	mu      sync.Mutex
	version Version // the version that the cached answers are of
}

func newAnswerCache(maxBytes int) *answerCache {
	return &answerCache{enabled: maxBytes > 0, cache: cache.New(cache.InBytes(maxBytes), func(key string, a *answer) int {
		return len(key) + headerBytes + len(a.body.Bytes)
	})}
}

// headerBytes estimates the memory of the headers of an answer.
const headerBytes = 1 << 10

// find returns the cached answer to a request, or calls makeAnswer. Of equal
// concurrent requests only one calls it, and the others share its answer if that is
// complete. An incomplete answer may be due to the one request, such as its timeout,
// so the others then make their own.
func (c *answerCache) find(version Version, r *http.Request, body []byte, makeAnswer func() *answer) *answer {
	if !c.enabled {
		return makeAnswer()
	}
	c.switchTo(version)
	key := requestKey(version, r, body)
	if cached, found := c.cache.Get(key); found {
		return cached
	}
	isOwn := false
	result, _, _ := c.flight.Do(key, func() (any, error) {
		isOwn = true
		made := makeAnswer()
		if made.complete {
			c.cache.Add(key, made)
		}
		return made, nil
	})
	if shared := result.(*answer); isOwn || shared.complete {
		return shared
	}
	return makeAnswer()
}

// switchTo empties the cache if its answers are of another version.
func (c *answerCache) switchTo(version Version) {
	c.mu.Lock()
	changed := c.version != version
	c.version = version
	c.mu.Unlock()
	if changed {
		c.cache.Clear()
	}
}

// requestKey hashes everything that an answer depends on. Each part is preceded by
// its length, so that different requests have different keys.
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
