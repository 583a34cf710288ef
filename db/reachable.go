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

// Wait returns when the database answers. While it cannot be reached it is tried
// again until the timeout; an error in the settings is returned at once.
func (d *Database) Wait(ctx context.Context, timeout time.Duration) error {
	pool := d.Reads
	if _, err := os.Stat(d.File); d.File != "" && errors.Is(err, fs.ErrNotExist) {
		pool = d.SQL // which creates the file; on a file of another program it would change the journal mode
	}
	_, err := retry(ctx, timeout, func() (struct{}, error) {
		err := pool.PingContext(ctx)
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

const (
	// probeTimeout is how long the database has to answer a ping. A longer query
	// is waited for as long as pings are answered meanwhile.
	probeTimeout = time.Second

	// maxProbes is how many connections are kept for pings and polls.
	maxProbes = 2
)

// ErrUnresponsive means that the database does not answer, not even that it cannot.
var ErrUnresponsive error = unresponsive{}

type unresponsive struct{}

func (unresponsive) Error() string { return "the database does not answer" }

// Timeout and Temporary make it a net.Error.
func (unresponsive) Timeout() bool   { return true }
func (unresponsive) Temporary() bool { return true }

// Ping asks whether the database answers, within a second whatever it does.
// Callers at the same time share one question. The driver does not return when
// its context ends, but the connection has a timeout of its own.
func (d *Database) Ping(ctx context.Context) error {
	ping := d.pings.DoChan("", func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), probeTimeout)
		defer cancel()
		return nil, d.probes.PingContext(ctx)
	})
	timeout := time.NewTimer(probeTimeout)
	defer timeout.Stop()
	select {
	case result := <-ping:
		return result.Err
	case <-timeout.C:
		d.setUnresponsive()
		return ErrUnresponsive
	case <-ctx.Done():
		return ctx.Err()
	}
}

// answers reports whether the database answers now, and did so since a statement
// began: one connection may be dead while others are not.
func (d *Database) answers(since time.Time) bool {
	return d.Ping(context.Background()) == nil && !d.wasUnresponsiveSince(since)
}

func (d *Database) setUnresponsive() {
	now := time.Now()
	d.unresponsive.Store(&now)
	if d.dropIdle != nil {
		d.dropIdle()
	}
}

func (d *Database) wasUnresponsiveSince(since time.Time) bool {
	last := d.unresponsive.Load()
	return last != nil && last.After(since)
}

// Times between tries.
const (
	firstPause = 50 * time.Millisecond
	longPause  = 2 * time.Second
)

// retry calls try again, with longer and longer pauses, while its error is a lost
// connection, until the timeout.
func retry[T any](ctx context.Context, timeout time.Duration, try func() (T, error)) (T, error) {
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval, pauses.MaxInterval = firstPause, longPause
	return backoff.Retry(ctx, func() (T, error) {
		result, err := try()
		if err != nil && (timeout <= 0 || !isLost(err)) { // to backoff, 0 means no limit
			return result, backoff.Permanent(err)
		}
		return result, err
	}, backoff.WithBackOff(pauses), backoff.WithMaxElapsedTime(timeout))
}

// isLost reports whether a server could not be reached, went away, or refused the
// connection for now. A timeout is not a lost connection.
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
	entries, err := d.Catalogue(ctx, d.probes)
	if errors.Is(err, ErrUnresponsive) { // perhaps only this connection is dead
		entries, err = d.Catalogue(ctx, d.probes)
	}
	switch {
	case err == nil:
		d.observe(nil)
	case !errors.Is(err, context.Canceled): // whatever the cause is, nobody knows what is to be served
		d.setLost()
	}
	return entries, err
}

// Stale reports whether the database or its catalogue cannot be read, and since
// when, so that what is in memory may be out of date.
func (d *Database) Stale() (since time.Time, stale bool) {
	if lost := d.lost.Load(); lost != nil {
		return *lost, true
	}
	return time.Time{}, false
}

// observe remembers since when the database has not answered, until it answers.
func (d *Database) observe(err error) {
	switch {
	case err == nil:
		d.lost.Store(nil)
		d.unresponsive.Store(nil)
	case isUnreachable(err):
		d.setLost()
	}
}

func (d *Database) setLost() {
	now := time.Now().UTC().Truncate(time.Second)
	d.lost.CompareAndSwap(nil, &now)
}

// isUnreachable reports whether an error means that the database does not answer,
// rather than that it rejects the query or that the request has ended.
func isUnreachable(err error) bool {
	var network *net.OpError
	return isLost(err) || errors.As(err, &network)
}
