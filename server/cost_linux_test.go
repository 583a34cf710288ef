package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Limits of a single request.
const (
	maxCPU          = 2 * time.Second
	maxMemory       = 200 << 20
	maxCPUOfRefusal = 50 * time.Millisecond // of CPU
)

// The most expensive requests that are known are sent one after the other. Measured are
// the CPU time of the process, which does not depend on the load of the machine, and
// the growth of its peak resident memory.
func TestNoRequestTakesTooMuch(t *testing.T) {
	s := defaultSettings()
	handler := handlerWith(t, shippedStore(t), s)
	for _, a := range attacks() {
		t.Run(a.name, func(t *testing.T) {
			if len(a.request) > s.bodyBytes {
				t.Fatalf("%d bytes would not be read", len(a.request))
			}
			got, cpu, memory := measure(t, handler, a)
			t.Logf("%d %v, %d MB, %d bytes answered", got.Code, cpu.Round(time.Millisecond), memory>>20, got.Body.Len())
			if got.Code >= http.StatusInternalServerError {
				t.Errorf("%d %.300s", got.Code, got.Body)
			}
			if cpu > maxCPU || memory > maxMemory {
				t.Errorf("took %v of CPU and %d MB", cpu, memory>>20)
			}
			if got.Code != http.StatusBadRequest {
				return
			}
			// Other goroutines may have used CPU time too, but hardly three times in a row.
			for range 2 {
				_, again, _ := measure(t, handler, a)
				cpu = min(cpu, again)
			}
			if cpu > maxCPUOfRefusal {
				t.Errorf("refused after %v of CPU", cpu)
			}
		})
	}
}

func measure(t *testing.T, handler http.Handler, a attack) (answer *httptest.ResponseRecorder, cpu time.Duration, memory int) {
	t.Helper()
	debug.FreeOSMemory()
	resetPeakMemory(t)
	memory, cpu = peakMemory(t), cpuTime(t)
	answer = a.send(handler)
	return answer, cpuTime(t) - cpu, peakMemory(t) - memory
}

func cpuTime(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// resetPeakMemory resets the peak to the memory that is resident now.
func resetPeakMemory(t *testing.T) {
	t.Helper()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Skip("the peak of memory cannot be reset here:", err)
	}
}

func peakMemory(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, peak, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, err := strconv.Atoi(strings.Fields(peak)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}
