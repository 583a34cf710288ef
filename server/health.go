package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// maxStatusBytes is more than a server says of its health.
const maxStatusBytes = 4 << 10

// checkHealth asks the server that listens at ADDR how it is. It is for images
// without a shell, and fails when the server is not ready.
func checkHealth(ctx context.Context, cfg config, stdout io.Writer) error {
	at, err := loopback(cfg.addr)
	if err != nil {
		return wrongUse{err}
	}
	path := "/readyz"
	if cfg.live {
		path = "/healthz"
	}
	ctx, cancel := context.WithTimeout(ctx, cfg.requestTimeout)
	defer cancel()
	status, err := askHealth(ctx, "http://"+at+path)
	if err != nil {
		return fmt.Errorf("no health: %w", err)
	}
	fmt.Fprintln(stdout, status)
	return nil
}

// askHealth does not go through a proxy, whatever the environment says.
func askHealth(ctx context.Context, url string) (status string, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	response, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	var told struct{ Status string }
	if err := json.NewDecoder(io.LimitReader(response.Body, maxStatusBytes)).Decode(&told); err != nil {
		return "", fmt.Errorf("%s answers %s and no status of this program", url, response.Status)
	}
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s", response.Status, told.Status)
	}
	return told.Status, nil
}
