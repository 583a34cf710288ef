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

	"doichieu/data"
	"doichieu/store"
)

// serve answers requests until ctx ends, then lets running requests finish.
func serve(ctx context.Context, cfg config, stdout io.Writer) (err error) {
	database, err := openDatabase(ctx, cfg.databaseURL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	plans := store.New(database)
	if err := fillEmpty(ctx, database, plans); err != nil {
		return err
	}
	handler, err := newHandler(plans, cfg.settings)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cfg.addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", cfg.addr, err)
	}
	server := &http.Server{
		Handler:           handler,
		MaxHeaderBytes:    cfg.headerBytes,
		ReadHeaderTimeout: cfg.headerTimeout,
		ReadTimeout:       cfg.readTimeout,
		WriteTimeout:      cfg.writeTimeout(),
		IdleTimeout:       cfg.idleTimeout,
	}
	fmt.Fprintf(stdout, "Đối Chiếu answers at http://%s/ and http://%[1]s/graphql\n", browsable(listener.Addr()))
	return serveUntil(ctx, server, listener, plans, cfg.settings)
}

func serveUntil(ctx context.Context, server *http.Server, listener net.Listener, plans *store.Store, s settings) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	go refreshUntil(ctx, plans, s)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.shutdownTimeout)
		defer cancel()
		return server.Shutdown(deadline)
	}
}

func refreshUntil(ctx context.Context, plans *store.Store, s settings) {
	refresh := time.NewTicker(s.refreshInterval)
	defer refresh.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-refresh.C:
			refreshOnce(ctx, plans, s.requestTimeout)
		}
	}
}

// refreshOnce looks for another release, for no longer than a request may take.
func refreshOnce(ctx context.Context, plans *store.Store, most time.Duration) {
	deadline, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	if _, err := plans.Refresh(deadline); err != nil && ctx.Err() == nil {
		slog.Warn("the database cannot be read; the release read before is served", "error", err)
	}
}

// fillEmpty loads the shipped dataset into a database that holds none.
func fillEmpty(ctx context.Context, database *store.Database, plans *store.Store) error {
	_, err := plans.Refresh(ctx)
	if !errors.Is(err, store.ErrEmpty) {
		return err
	}
	set, err := readDataset(data.Shipped())
	if err != nil {
		return fmt.Errorf("the shipped dataset: %w", err)
	}
	if _, err := load(ctx, database, set, false); err != nil {
		return err
	}
	_, err = plans.Refresh(ctx)
	return err
}

// browsable writes a listening address as a browser on this machine takes it.
func browsable(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return addr.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
