package main

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"syscall"
)

// address is the kind of the setting of the address to listen on.
var address = kind[string]{
	read: func(text string) (string, error) {
		host, port, err := net.SplitHostPort(text)
		switch {
		case err != nil:
			return "", fmt.Errorf("is %q; write an address like :8080 or 127.0.0.1:8080", text)
		case !isHost(host):
			return "", fmt.Errorf("is %q; %q is neither an IP address nor a name", text, host)
		case !isPort(port):
			return "", fmt.Errorf("is %q; %q is not a port: write a number from 0 to 65535", text, port)
		}
		return text, nil
	},
	format: unchanged,
}

// isPort reports whether a text is a port number or the name of a service.
func isPort(port string) bool {
	if n, err := strconv.ParseUint(port, 10, 16); err == nil {
		return n <= 65535
	}
	_, err := net.LookupPort("tcp", port)
	return port != "" && err == nil
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\.?$`)

// isHost reports whether a text can be an IP address or a host name. A text of digits
// and dots only is a mistyped address, not a name.
func isHost(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil || host == "" {
		return true
	}
	return hostName.MatchString(host) && strings.Trim(host, "0123456789.") != ""
}

// listen listens on an address. An address that cannot be listened on is a usage
// error; an address that another program uses is not.
func listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if err == nil {
		return listener, nil
	}
	err = fmt.Errorf("ADDR (-addr) is %q: %w", addr, err)
	var unresolved *net.DNSError
	if errors.As(err, &unresolved) && unresolved.IsNotFound || errors.Is(err, syscall.EADDRNOTAVAIL) {
		return nil, usageError{err}
	}
	return nil, err
}

// loopback returns the address by which a program on the same machine reaches a server
// that listens on addr.
func loopback(addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", err
	}
	if n, err := net.LookupPort("tcp", port); err != nil || n == 0 {
		return "", fmt.Errorf("ADDR (-addr) is %q, whose port is chosen when the server starts; name the port", addr)
	}
	switch ip, err := netip.ParseAddr(host); {
	case host == "" || err == nil && ip == netip.IPv4Unspecified():
		host = "127.0.0.1"
	case err == nil && ip.IsUnspecified():
		host = "::1"
	}
	return net.JoinHostPort(host, port), nil
}
