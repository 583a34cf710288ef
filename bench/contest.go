package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"doichieu/data/generate"
)

// contestant is a server that takes part in the benchmark.
type contestant struct {
	name     string
	address  string
	pid      int                 // 0: its memory is not measured
	started  time.Duration       // time until it listened
	requests map[string][][]byte // by query
	fixed    bool                // it always gets the same request
}

// contest prepares the contestants, measures each in turns, and reports.
func contest(ctx context.Context, o options) error {
	b := &benchmark{options: o, ctx: ctx}
	defer b.close()
	if err := b.prepare(); err != nil {
		return err
	}
	if err := b.start(); err != nil {
		return err
	}
	if err := b.leaveFirstCore(); err != nil {
		return err
	}
	time.Sleep(o.settle)
	results, err := b.measure()
	if err != nil {
		return err
	}
	return publish(o.report, figuresMark, figuresReport(o, b, results))
}

// leaveFirstCore moves every thread of this program off the contestants' core.
func (b *benchmark) leaveFirstCore() error {
	if err := b.command("taskset", "-a", "-c", "-p", "1", strconv.Itoa(os.Getpid())).Run(); err != nil {
		return fmt.Errorf("pin the load to the second core: %w", err)
	}
	return nil
}

// benchmark is one run: its options, the built server and the running contestants.
type benchmark struct {
	options
	ctx         context.Context
	server      string // the built server
	loads       []loadResult
	contestants []*contestant
	running     []*exec.Cmd
}

// loadResult is what loading the dataset into a database took.
type loadResult struct {
	database string
	took     time.Duration
	memory   int // maximum, in MiB
}

func (b *benchmark) sqlite() string { return "sqlite://" + filepath.Join(b.work, "plans.db") }

// prepare builds the server, makes the dataset and loads it.
func (b *benchmark) prepare() error {
	if err := b.build(); err != nil {
		return err
	}
	dataset := filepath.Join(b.work, fmt.Sprintf("dataset-%dx%d", b.scale.provinces, b.scale.years))
	if _, err := os.Stat(dataset); errors.Is(err, os.ErrNotExist) {
		o := generate.Options{Provinces: b.scale.provinces, Years: b.scale.years, Seed: 1}
		if err := generate.Write(dataset, o); err != nil {
			return err
		}
	}
	for _, url := range b.databases() {
		if err := b.load(url, dataset); err != nil {
			return err
		}
	}
	return nil
}

func (b *benchmark) build() error {
	b.server = filepath.Join(b.work, "server")
	if err := b.command("go", "build", "-o", b.server, "./server").Run(); err != nil {
		return fmt.Errorf("build the server: %w", err)
	}
	return nil
}

func (b *benchmark) load(url, dataset string) error {
	cmd := b.command(b.server, "load", "-force", "-database-url", url, dataset)
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("load: %w", err)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	b.loads = append(b.loads, loadResult{databaseKind(url), time.Since(start), int(usage.Maxrss >> 10)})
	return nil
}

func (b *benchmark) databases() []string {
	if b.postgres == "" {
		return []string{b.sqlite()}
	}
	return []string{b.sqlite(), b.postgres}
}

func databaseKind(url string) string {
	if strings.HasPrefix(url, "sqlite:") {
		return "SQLite"
	}
	return "PostgreSQL"
}

// command is a program whose standard error is shown.
func (b *benchmark) command(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(b.ctx, name, args...)
	cmd.Stderr = os.Stderr
	return cmd
}

// start starts every contestant on the first core.
func (b *benchmark) start() error {
	draws := b.scale.draws()
	random, fixed := map[string][][]byte{}, map[string][][]byte{}
	for _, name := range queryNames {
		built, err := requests(b.scale, draws, "/graphql", ownQuery(name), name, draw.ownVariables)
		if err != nil {
			return err
		}
		random[name], fixed[name] = built, built[:1]
	}
	plain := map[string][][]byte{}
	for _, name := range queryNames {
		plain[name] = random[queryForOthers(name)]
	}
	for _, url := range b.databases() {
		serve := b.serve(url)
		kind := databaseKind(url)
		if err := errors.Join(
			b.add("this server, "+kind, random, append(serve, "-cache-bytes", "0")...),
			b.add("SQL by hand, "+kind, plain, b.self("sql", url)...),
		); err != nil {
			return err
		}
	}
	serve := b.serve(b.sqlite())
	if err := errors.Join(
		b.add("gqlgen's own execution", random, append(serve, "-cache-bytes", "0", "-execution", "plain")...),
		b.add("finished answers", fixed, serve...),
	); err != nil {
		return err
	}
	answers, err := b.answers(fixed)
	if err != nil {
		return err
	}
	if err := b.add("the answer's bytes ready", fixed, b.self("floor", answers...)...); err != nil {
		return err
	}
	for _, c := range b.contestants[len(b.contestants)-2:] {
		c.fixed = true
	}
	return b.addPeers(draws)
}

// serve is the command of this project's server. Logging every request would cost as
// much as the request, and on a busy machine a request may wait long for a slot.
func (b *benchmark) serve(url string) []string {
	return []string{b.server, "serve", "-log-level", "WARN", "-turn-timeout", "10s", "-database-url", url}
}

// self is the command of this program as a contestant.
func (b *benchmark) self(command string, args ...string) []string {
	return append([]string{os.Args[0], "-listen", "ADDRESS", command}, args...)
}

// add starts a contestant and waits until it listens.
func (b *benchmark) add(name string, requests map[string][][]byte, command ...string) error {
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(b.port+len(b.running)))
	if i := slices.Index(command, "ADDRESS"); i >= 0 {
		command = slices.Clone(command)
		command[i] = address
	} else {
		command = append(slices.Clone(command), "-addr", address)
	}
	cmd := b.command("taskset", append([]string{"-c", "0"}, command...)...)
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	b.running = append(b.running, cmd)
	c := &contestant{name: name, address: address, pid: cmd.Process.Pid, requests: requests}
	b.contestants = append(b.contestants, c)
	err := awaitListener(b.ctx, address)
	c.started = time.Since(began)
	return err
}

func awaitListener(ctx context.Context, address string) error {
	for range 6_000 {
		if conn, err := net.Dial("tcp", address); err == nil {
			return conn.Close()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
	return fmt.Errorf("nothing listens on %s", address)
}

// answers writes the first contestant's answer to each query into a file.
func (b *benchmark) answers(requests map[string][][]byte) ([]string, error) {
	var files []string
	for _, name := range queryNames {
		body, err := ask(b.contestants[0].address, requests[name][0])
		if err != nil {
			return nil, err
		}
		file := filepath.Join(b.work, name+".json")
		if err := os.WriteFile(file, body, 0o644); err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

func ask(address string, request []byte) ([]byte, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if _, err := conn.Write(request); err != nil {
		return nil, err
	}
	return readAnswer(bufio.NewReaderSize(conn, 64<<10), nil)
}

// addPeers adds the peers, which are running already.
func (b *benchmark) addPeers(draws []draw) error {
	if b.peers == "" {
		return nil
	}
	content, err := os.ReadFile(filepath.Join(b.peers, "peers.json"))
	if err != nil {
		return err
	}
	var listed struct {
		Peers map[string]struct {
			Port    int
			Dialect string
			Path    string
		}
	}
	if err := json.Unmarshal(content, &listed); err != nil {
		return fmt.Errorf("peers.json: %w", err)
	}
	pids, err := b.peerProcesses()
	if err != nil {
		return err
	}
	for name, peer := range listed.Peers {
		c := &contestant{name: name, address: fmt.Sprintf("127.0.0.1:%d", peer.Port), pid: pids[name], requests: map[string][][]byte{}}
		for _, query := range queryNames {
			plain := queryForOthers(query)
			text, err := peerQuery(b.peers, peer.Dialect, plain)
			if err != nil {
				return err
			}
			path := "/graphql"
			if peer.Path != "" {
				path = strings.ReplaceAll(peer.Path, "{Q}", strings.ToUpper(plain))
			}
			if c.requests[query], err = requests(b.scale, draws, path, text, plain, draw.peerVariables); err != nil {
				return err
			}
		}
		b.contestants = append(b.contestants, c)
	}
	return nil
}

func (b *benchmark) peerProcesses() (pids map[string]int, err error) {
	content, err := os.ReadFile(filepath.Join(b.peers, "out", "pids.json"))
	if err != nil {
		return nil, err
	}
	return pids, json.Unmarshal(content, &pids)
}

// turn identifies one measurement.
type turn struct {
	query       string
	connections int
	contestant  string
}

// measure measures every contestant in every round, one after the other.
func (b *benchmark) measure() (map[turn][]figures, error) {
	results := map[turn][]figures{}
	for _, query := range queryNames {
		for _, connections := range b.connections {
			for round := range b.rounds + 1 { // one more to warm up
				for _, c := range b.contestants {
					l := workload{address: c.address, requests: c.requests[query], connections: connections, duration: b.duration}
					if round == 0 {
						l.duration = b.warmUp
					}
					got, err := runWorkload(l)
					if err != nil {
						return nil, fmt.Errorf("%s, %s: %w", c.name, query, err)
					}
					if round > 0 {
						t := turn{query, connections, c.name}
						results[t] = append(results[t], got)
					}
				}
			}
		}
	}
	return results, nil
}

// memory is the maximum resident memory of a process, in MiB.
func memory(pid int) int {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(content) {
		if rest, found := bytes.CutPrefix(line, []byte("VmHWM:")); found {
			kib, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(string(rest)), " kB"))
			return kib >> 10
		}
	}
	return 0
}

// close ends the contestants that were started.
func (b *benchmark) close() {
	for _, cmd := range b.running {
		_ = cmd.Process.Kill() // contestants have no state to save
		_ = cmd.Wait()
	}
}
