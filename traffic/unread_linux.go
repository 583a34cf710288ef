package traffic

import (
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// readBytes is how many bytes of what was written to a connection its client has
// acknowledged, and whether there are others. Without an answer of the system there
// are none.
func readBytes(conn net.Conn) (read uint64, unread bool) {
	socket, ok := conn.(syscall.Conn)
	if !ok {
		return 0, false
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return 0, false
	}
	err = raw.Control(func(fd uintptr) {
		if info, failed := unix.GetsockoptTCPInfo(int(fd), unix.IPPROTO_TCP, unix.TCP_INFO); failed == nil {
			read, unread = info.Bytes_acked, info.Unacked > 0 || info.Notsent_bytes > 0
		}
	})
	return read, unread && err == nil
}
