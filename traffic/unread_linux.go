package traffic

import (
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// readBytes returns how many of the bytes written to a connection the client has
// acknowledged, and whether others are not acknowledged yet. It returns false if the
// operating system does not say.
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
