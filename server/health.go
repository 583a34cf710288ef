package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// maxStatusBytes bounds what is read of an answer, which may come from another program.
const maxStatusBytes = 4 << 10

// checkHealth requests the health of the server that listens on ADDR, and fails if the
// server is not ready. Images without a shell use it as their health check.
func checkHealth(ctx context.Context, cfg config, stdout io.Writer) error {
	address, err := loopback(cfg.addr)
	if err != nil {
		return usageError{err}
	}
	path := "/readyz"
	if cfg.live {
		path = "/healthz"
	}
	ctx, cancel := context.WithTimeout(ctx, cfg.requestTimeout)
	defer cancel()
	status, err := requestStatus(ctx, "http://"+address+path)
	if err != nil {
		return fmt.Errorf("no health: %w", err)
	}
	fmt.Fprintln(stdout, status)
	return nil
}

// requestStatus requests the status of a server. It ignores the proxy settings of the
// environment, because the server is on this machine.
func requestStatus(ctx context.Context, url string) (status string, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	response, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	var health struct{ Status string }
	if err := json.NewDecoder(io.LimitReader(response.Body, maxStatusBytes)).Decode(&health); err != nil {
		return "", fmt.Errorf("%s answers %s and no status of this program", url, response.Status)
	}
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s", response.Status, health.Status)
	}
	return health.Status, nil
}
