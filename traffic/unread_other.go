//go:build !linux

package traffic

import "net"

// readBytes is how many bytes of what was written to a connection its client has
// acknowledged, and whether there are others, which is not known on this system.
func readBytes(net.Conn) (read uint64, unread bool) { return 0, false }
