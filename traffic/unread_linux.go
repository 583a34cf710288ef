package main

import (
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// takenBytes is how much of what was written to a connection its client has
// taken, and whether there is more for it to take. When that is not known there
// is not.
func takenBytes(conn net.Conn) (taken uint64, more bool) {
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
			taken, more = info.Bytes_acked, info.Unacked > 0 || info.Notsent_bytes > 0
		}
	})
	return taken, more && err == nil
}
