package main

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

// archives keeps the zip file of the release that was asked for last, so that it
// is made once and has a length and ranges.
type archives struct {
	most   time.Duration // to make one
	making singleflight.Group

	mu   sync.Mutex
	kept *archive
}

// archive is a finished file without a name, which goes when the last who reads
// it is done, or with the process.
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

// of hands out the archive of a key, made when it is not kept; whoever gets it
// must call done. Of those who ask meanwhile one makes it for all.
func (a *archives) of(ctx context.Context, key string, write func(context.Context, io.Writer) error) (*archive, error) {
	for {
		if found := a.take(key); found != nil {
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

func (a *archives) take(key string) *archive {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.kept == nil || a.kept.key != key {
		return nil
	}
	a.kept.users.Add(1)
	return a.kept
}

func (a *archives) make(ctx context.Context, key string, write func(context.Context, io.Writer) error) error {
	ctx, cancel := context.WithTimeout(ctx, a.most)
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
	made.users.Store(1) // that it is kept
	a.mu.Lock()
	before := a.kept
	a.kept = made
	a.mu.Unlock()
	if before != nil {
		before.done()
	}
	return nil
}
