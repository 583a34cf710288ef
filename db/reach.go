package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/lib/pq"
	"github.com/lib/pq/pqerror"
)

// Wait returns when the database answers, trying again for as long as most
// when it cannot be reached. What is wrong with the settings is told at once.
func (d *Database) Wait(ctx context.Context, most time.Duration) error {
	asked := d.Reads
	if _, err := os.Stat(d.File); d.File != "" && errors.Is(err, fs.ErrNotExist) {
		asked = d.SQL // which makes it, and would change the mode of another program's
	}
	_, err := retry(ctx, most, func() (struct{}, error) {
		err := asked.PingContext(ctx)
		if err != nil && isUnreachable(err) { // also when it does not answer
			err = fmt.Errorf("%w: %w", driver.ErrBadConn, err)
		}
		return struct{}{}, err
	})
	switch {
	case err == nil:
		return nil
	case d.File != "":
		return fmt.Errorf("the database %s cannot be opened, which also writes to its directory: %w", d.File, err)
	default:
		return fmt.Errorf("the database cannot be reached: %w", err)
	}
}

// patienceForLooks is what a database has to answer the smallest question, and
// what any other may take until it is asked that one. maxLooks is how many ask.
const (
	patienceForLooks = time.Second
	maxLooks         = 2
)

// ErrSilent means that the database does not answer, not even that it cannot.
var ErrSilent error = silence{}

type silence struct{}

func (silence) Error() string { return "the database does not answer" }

// Timeout and Temporary make it an error of the network.
func (silence) Timeout() bool   { return true }
func (silence) Temporary() bool { return true }

// Ping asks whether the database answers, within a second whatever it does.
// Callers at the same time share one question. The driver does not return when
// its context ends, but the connection has a timeout of its own.
func (d *Database) Ping(ctx context.Context) error {
	answer := d.pings.DoChan("", func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patienceForLooks)
		defer cancel()
		return nil, d.looks.PingContext(ctx)
	})
	late := time.NewTimer(patienceForLooks)
	defer late.Stop()
	select {
	case said := <-answer:
		return said.Err
	case <-late.C:
		d.noteSilence()
		return ErrSilent
	case <-ctx.Done():
		return ctx.Err()
	}
}

// answers reports whether the database answers, and has since a statement began:
// a connection may be dead while others are not.
func (d *Database) answers(since time.Time) bool {
	return d.Ping(context.Background()) == nil && !d.silentSince(since)
}

func (d *Database) noteSilence() {
	now := time.Now()
	d.silent.Store(&now)
	if d.dropIdle != nil {
		d.dropIdle()
	}
}

func (d *Database) silentSince(since time.Time) bool {
	last := d.silent.Load()
	return last != nil && last.After(since)
}

// Times between tries.
const (
	firstPause = 50 * time.Millisecond
	longPause  = 2 * time.Second
)

// retry tries something again and again while the connection is lost, with
// longer and longer pauses, for as long as most.
func retry[T any](ctx context.Context, most time.Duration, try func() (T, error)) (T, error) {
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval, pauses.MaxInterval = firstPause, longPause
	return backoff.Retry(ctx, func() (T, error) {
		result, err := try()
		if err != nil && (most <= 0 || !isLost(err)) { // a limit of 0 would be none to backoff
			return result, backoff.Permanent(err)
		}
		return result, err
	}, backoff.WithBackOff(pauses), backoff.WithMaxElapsedTime(most))
}

// isLost reports whether a server could not be reached, went away or turned
// the connection down for now. One that answers too late is not among these.
func isLost(err error) bool {
	var network *net.OpError
	if errors.As(err, &network) {
		return !network.Timeout()
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, driver.ErrBadConn) ||
		pq.As(err, pqerror.AdminShutdown, pqerror.CrashShutdown, pqerror.CannotConnectNow, pqerror.TooManyConnections) != nil
}

// Poll reads the catalogue for a server that follows it, and remembers whether
// the database could be read.
func (d *Database) Poll(ctx context.Context) ([]Entry, error) {
	entries, err := d.Catalogue(ctx, d.looks)
	if errors.Is(err, ErrSilent) { // perhaps only this connection is dead
		entries, err = d.Catalogue(ctx, d.looks)
	}
	switch {
	case err == nil:
		d.note(nil)
	case !errors.Is(err, context.Canceled): // whatever the cause is, nobody knows what is to be served
		d.lose()
	}
	return entries, err
}

// Stale says since when the database cannot be read, or its catalogue, so that
// what is in memory may be out of date.
func (d *Database) Stale() (since time.Time, stale bool) {
	if lost := d.lost.Load(); lost != nil {
		return *lost, true
	}
	return time.Time{}, false
}

// note remembers from when on the database does not answer, until it does.
func (d *Database) note(err error) {
	switch {
	case err == nil:
		d.lost.Store(nil)
		d.silent.Store(nil)
	case isUnreachable(err):
		d.lose()
	}
}

func (d *Database) lose() {
	now := time.Now().UTC().Truncate(time.Second)
	d.lost.CompareAndSwap(nil, &now)
}

// isUnreachable reports whether an error says that a database does not answer,
// and not that it does not like the question or that a request has ended.
func isUnreachable(err error) bool {
	var network *net.OpError
	return isLost(err) || errors.As(err, &network)
}
