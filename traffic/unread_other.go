//go:build !linux

package main

import "net"

// takenBytes is how much of what was written to a connection its client has
// taken, and whether there is more for it to take, which is not known here.
func takenBytes(net.Conn) (taken uint64, more bool) { return 0, false }
