package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/collectors"

	"doichieu/data"
	"doichieu/db"
	"doichieu/migrate"
	"doichieu/observe"
	"doichieu/store"
	"doichieu/traffic"
)

// serve answers requests until ctx ends and then lets running requests finish. If ctx
// ends during start-up, that is not a failure either.
func serve(ctx context.Context, cfg config, stdout io.Writer) error {
	listener, err := listen(cfg.addr)
	if err != nil {
		return err
	}
	startup := newStartupHandler(cfg.settings)
	err = serveOn(ctx, listener, startup, cfg, stdout)
	if ctx.Err() != nil && !startup.isDone() {
		return nil
	}
	return err
}

func serveOn(ctx context.Context, listener net.Listener, startup *startupHandler, cfg config, stdout io.Writer) (err error) {
	server := startServing(newServer(startup, cfg.settings), listener)
	defer func() { err = errors.Join(err, server.Close()) }()
	tuneMemory(cfg.settings)
	database, err := openDatabase(ctx, cfg.settings)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	observer, stop, err := newObserver(ctx, cfg.settings, database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	plans := store.NewBounded(database, cfg.recordsBytes)
	observeRelease(observer, plans)
	if err := fillEmpty(ctx, cfg, database, plans); err != nil {
		return err
	}
	ready := &readiness{plans: plans}
	handler, err := newHandler(plans, cfg.settings, observer, ready)
	if err != nil {
		return err
	}
	startup.handOver(handler)
	fmt.Fprintf(stdout, "Đối Chiếu answers at http://%s/ and http://%[1]s/graphql\n", browserHost(listener.Addr()))
	return serveUntil(ctx, server, ready, cfg.settings)
}

func newServer(handler http.Handler, s settings) *http.Server {
	return &http.Server{
		Handler:           traffic.Drain(s.readTimeout, handler),
		MaxHeaderBytes:    s.headerBytes,
		ReadHeaderTimeout: s.headerTimeout,
		ReadTimeout:       s.readTimeout,
		WriteTimeout:      s.writeTimeout(),
		IdleTimeout:       s.idleTimeout,
	}
}

// serveUntil answers requests until ctx ends. It then reports that it is not ready,
// answers for the drain period, in which load balancers stop sending requests, and
// waits for running requests to finish.
func serveUntil(ctx context.Context, server *liveServer, ready *readiness, s settings) error {
	var w warmer
	go ready.plans.Follow(ctx, s.refreshInterval, s.requestTimeout, func(release *store.Release) { w.switchTo(ctx, release) })
	select {
	case err := <-server.failed:
		return err
	case <-ctx.Done():
		ready.end()
		slog.Info("ending", "drain", s.drainPeriod)
		time.Sleep(s.drainPeriod)
		deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.shutdownTimeout)
		defer cancel()
		go server.connections.CloseOthers(deadline)
		if err := server.Shutdown(deadline); err != nil {
			return fmt.Errorf("requests that still ran were cut: %w", err)
		}
		return nil
	}
}

// newObserver returns an observer of the database, which sends traces if an endpoint
// is configured. stop sends the remaining traces.
func newObserver(ctx context.Context, s settings, database *db.Database) (o *observe.Observer, stop func() error, err error) {
	version := readBuild().version
	o = observe.New(version)
	o.Register(collectors.NewDBStatsCollector(database.Reads, database.Dialect))
	database.Wrap = o.Database
	endpoint := s.traceEndpoint()
	if endpoint == "" {
		return o, func() error { return nil }, nil
	}
	shutdown, err := o.Trace(ctx, endpoint, version)
	if err != nil {
		return nil, nil, err
	}
	return o, func() error {
		deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.shutdownTimeout)
		defer cancel()
		return shutdown(deadline)
	}, nil
}

// observeRelease adds the metrics of the served release.
func observeRelease(o *observe.Observer, plans *store.Store) {
	o.Register(observe.ServedRelease(func() (observe.Release, bool) {
		release, ok := plans.Served()
		if !ok {
			return observe.Release{}, false
		}
		_, stale := plans.Stale()
		return observe.Release{ID: release.Info.ID, Checksum: release.Info.Checksum, LoadedAt: release.Info.LoadedAt, Stale: stale}, true
	}))
}

// fillEmpty loads the shipped dataset into a database that has no dataset, not even
// one that an earlier version of the program loaded. It does not replace a damaged
// dataset: an operator loads it again, and the running server notices.
func fillEmpty(ctx context.Context, cfg config, database *db.Database, plans *store.Store) error {
	_, err := plans.Refresh(ctx)
	if errors.Is(err, db.ErrDamaged) {
		slog.ErrorContext(ctx, "no release is whole; server load DIR makes it anew from its dataset", "error", err)
		return nil
	}
	if !errors.Is(err, db.ErrEmpty) {
		return err
	}
	if err := migrate.Earlier(ctx, database); err != nil {
		return err
	}
	set, err := readDataset(data.Shipped())
	if err != nil {
		return fmt.Errorf("the shipped dataset: %w", err)
	}
	if _, err := replaceRelease(ctx, cfg, database, set); err != nil {
		return err
	}
	_, err = plans.Refresh(ctx)
	return err
}

// browserHost returns the host and port by which a browser on this machine reaches a
// listening address.
func browserHost(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return addr.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
