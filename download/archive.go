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

// archives keeps the zip file of the release that was requested last, so that it is
// made once and has a length and ranges.
type archives struct {
	timeout time.Duration // for one to be made
	making  singleflight.Group

	mu   sync.Mutex
	kept *archive
}

// archive is a finished file without a name. The system removes it when its last
// reader is done, or with the process.
type archive struct {
	key   string
	file  *os.File
	size  int64
	users atomic.Int64
}

func (a *archive) content() io.ReadSeeker { return io.NewSectionReader(a.file, 0, a.size) }

func (a *archive) done() {
	if a.users.Add(-1) == 0 {
		_ = a.file.Close() // nothing is lost
	}
}

// of returns the archive of a key, which it makes when it is not kept. The caller
// must call done. Of several callers at the same time one makes it for all.
func (a *archives) of(ctx context.Context, key string, write func(context.Context, io.Writer) error) (*archive, error) {
	for {
		if found := a.acquire(key); found != nil {
			return found, nil
		}
		made := a.making.DoChan(key, func() (any, error) {
			return nil, a.make(context.WithoutCancel(ctx), key, write)
		})
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case result := <-made:
			if result.Err != nil {
				return nil, result.Err
			}
		}
	}
}

func (a *archives) acquire(key string) *archive {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.kept == nil || a.kept.key != key {
		return nil
	}
	a.kept.users.Add(1)
	return a.kept
}

func (a *archives) make(ctx context.Context, key string, write func(context.Context, io.Writer) error) error {
	ctx, cancel := context.WithTimeout(ctx, a.timeout)
	defer cancel()
	file, err := os.CreateTemp("", "doichieu-*.zip")
	if err != nil {
		return err
	}
	err = errors.Join(os.Remove(file.Name()), write(ctx, file))
	size, sought := file.Seek(0, io.SeekCurrent)
	if err = errors.Join(err, sought); err != nil {
		return errors.Join(err, file.Close())
	}
	made := &archive{key: key, file: file, size: size}
	made.users.Store(1) // the archives themselves
	a.mu.Lock()
	before := a.kept
	a.kept = made
	a.mu.Unlock()
	if before != nil {
		before.done()
	}
	return nil
}
