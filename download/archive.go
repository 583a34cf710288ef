package download

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"
)

// archives caches the zip file of the release that was requested last. The file is
// made once, and since it is complete it has a length and supports ranges.
type archives struct {
	timeout time.Duration // for making one
	flight  singleflight.Group

	mu     sync.Mutex
	latest *archive
}

// archive is a finished, unlinked file. The operating system deletes it when its last
// user closes it or the process ends.
type archive struct {
	key   string
	file  *os.File
	size  int64
	users atomic.Int64 // the requests that read it, and the cache
}

func (a *archive) content() io.ReadSeeker { return io.NewSectionReader(a.file, 0, a.size) }

func (a *archive) done() {
	if a.users.Add(-1) == 0 {
		_ = a.file.Close() // the file is deleted, so an error loses nothing
	}
}

// get returns the archive with a key. If it is not cached, one of the concurrent
// callers calls write to make it for all of them. The caller must call done on the
// archive.
func (a *archives) get(ctx context.Context, key string, write func(context.Context, io.Writer) error) (*archive, error) {
	for {
		if cached := a.acquire(key); cached != nil {
			return cached, nil
		}
		results := a.flight.DoChan(key, func() (any, error) {
			return nil, a.create(context.WithoutCancel(ctx), key, write)
		})
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case result := <-results:
			if result.Err != nil {
				return nil, result.Err
			}
		}
	}
}

// acquire returns the cached archive if it has the key, and counts its new user.
func (a *archives) acquire(key string) *archive {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.latest == nil || a.latest.key != key {
		return nil
	}
	a.latest.users.Add(1)
	return a.latest
}

// create makes an archive and caches it in place of the previous one.
func (a *archives) create(ctx context.Context, key string, write func(context.Context, io.Writer) error) error {
	ctx, cancel := context.WithTimeout(ctx, a.timeout)
	defer cancel()
	file, err := os.CreateTemp("", "doichieu-*.zip")
	if err != nil {
		return err
	}
	err = errors.Join(os.Remove(file.Name()), write(ctx, file))
	size, seekErr := file.Seek(0, io.SeekCurrent)
	if err = errors.Join(err, seekErr); err != nil {
		return errors.Join(err, file.Close())
	}
	created := &archive{key: key, file: file, size: size}
	created.users.Store(1) // the cache
	a.mu.Lock()
	previous := a.latest
	a.latest = created
	a.mu.Unlock()
	if previous != nil {
		previous.done()
	}
	return nil
}
