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

// contestant is a server that takes part.
type contestant struct {
	name     string
	address  string
	pid      int                 // 0: its memory is not looked at
	started  time.Duration       // until it listened
	requests map[string][][]byte // by query
	fixed    bool                // it is always asked the same
}

// contest prepares the contestants, gives each its turns, and reports.
func contest(ctx context.Context, o options) error {
	stage := &stage{options: o, ctx: ctx}
	defer stage.close()
	if err := stage.prepare(); err != nil {
		return err
	}
	if err := stage.start(); err != nil {
		return err
	}
	if err := stage.leaveFirstCore(); err != nil {
		return err
	}
	time.Sleep(o.settle)
	results, err := stage.measure()
	if err != nil {
		return err
	}
	return publish(o.report, figuresMark, tables(o, stage, results))
}

// leaveFirstCore moves every thread of this program off the contestants' core.
func (s *stage) leaveFirstCore() error {
	if err := s.command("taskset", "-a", "-c", "-p", "1", strconv.Itoa(os.Getpid())).Run(); err != nil {
		return fmt.Errorf("pin the load to the second core: %w", err)
	}
	return nil
}

// stage is where contestants run.
type stage struct {
	options
	ctx         context.Context
	server      string // the built server
	loads       []loading
	contestants []*contestant
	running     []*exec.Cmd
}

// loading is how long it took to load the dataset into a database.
type loading struct {
	database string
	took     time.Duration
	memory   int // MiB at most
}

func (s *stage) sqlite() string { return "sqlite://" + filepath.Join(s.work, "plans.db") }

// prepare builds the server, and makes and loads the dataset.
func (s *stage) prepare() error {
	if err := s.build(); err != nil {
		return err
	}
	dataset := filepath.Join(s.work, fmt.Sprintf("dataset-%dx%d", s.scale.provinces, s.scale.years))
	if _, err := os.Stat(dataset); errors.Is(err, os.ErrNotExist) {
		o := generate.Options{Provinces: s.scale.provinces, Years: s.scale.years, Seed: 1}
		if err := generate.Write(dataset, o); err != nil {
			return err
		}
	}
	for _, url := range s.databases() {
		if err := s.load(url, dataset); err != nil {
			return err
		}
	}
	return nil
}

func (s *stage) build() error {
	s.server = filepath.Join(s.work, "server")
	if err := s.command("go", "build", "-o", s.server, "./server").Run(); err != nil {
		return fmt.Errorf("build the server: %w", err)
	}
	return nil
}

func (s *stage) load(url, dataset string) error {
	cmd := s.command(s.server, "load", "-force", "-database-url", url, dataset)
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("load: %w", err)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	s.loads = append(s.loads, loading{kindOf(url), time.Since(start), int(usage.Maxrss >> 10)})
	return nil
}

func (s *stage) databases() []string {
	if s.postgres == "" {
		return []string{s.sqlite()}
	}
	return []string{s.sqlite(), s.postgres}
}

func kindOf(url string) string {
	if strings.HasPrefix(url, "sqlite:") {
		return "SQLite"
	}
	return "PostgreSQL"
}

// command is a program whose complaints are shown.
func (s *stage) command(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(s.ctx, name, args...)
	cmd.Stderr = os.Stderr
	return cmd
}

// start starts every contestant on the first core.
func (s *stage) start() error {
	draws := s.scale.draws()
	random, fixed := map[string][][]byte{}, map[string][][]byte{}
	for _, name := range names {
		built, err := requests(s.scale, draws, "/graphql", ownQuery(name), name, draw.ours)
		if err != nil {
			return err
		}
		random[name], fixed[name] = built, built[:1]
	}
	plain := map[string][][]byte{}
	for _, name := range names {
		plain[name] = random[plainOf(name)]
	}
	for _, url := range s.databases() {
		serve := s.serve(url)
		kind := kindOf(url)
		if err := errors.Join(
			s.add("this server, "+kind, random, append(serve, "-cache-bytes", "0")...),
			s.add("SQL by hand, "+kind, plain, s.self("sql", url)...),
		); err != nil {
			return err
		}
	}
	serve := s.serve(s.sqlite())
	if err := errors.Join(
		s.add("gqlgen's own execution", random, append(serve, "-cache-bytes", "0", "-execution", "plain")...),
		s.add("finished answers", fixed, serve...),
	); err != nil {
		return err
	}
	answers, err := s.answers(fixed)
	if err != nil {
		return err
	}
	if err := s.add("the answer's bytes ready", fixed, s.self("floor", answers...)...); err != nil {
		return err
	}
	for _, c := range s.contestants[len(s.contestants)-2:] {
		c.fixed = true
	}
	return s.addPeers(draws)
}

// serve is this project's server. A line of log for each request would cost as
// much as the request; and on a busy machine a turn may be long in coming.
func (s *stage) serve(url string) []string {
	return []string{s.server, "serve", "-log-level", "WARN", "-turn-timeout", "10s", "-database-url", url}
}

// self is this program as a contestant.
func (s *stage) self(command string, args ...string) []string {
	return append([]string{os.Args[0], "-listen", "ADDRESS", command}, args...)
}

// add starts a contestant and waits until it listens.
func (s *stage) add(name string, requests map[string][][]byte, command ...string) error {
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port+len(s.running)))
	if at := slices.Index(command, "ADDRESS"); at >= 0 {
		command = slices.Clone(command)
		command[at] = address
	} else {
		command = append(slices.Clone(command), "-addr", address)
	}
	cmd := s.command("taskset", append([]string{"-c", "0"}, command...)...)
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	s.running = append(s.running, cmd)
	c := &contestant{name: name, address: address, pid: cmd.Process.Pid, requests: requests}
	s.contestants = append(s.contestants, c)
	err := awaitListener(s.ctx, address)
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
func (s *stage) answers(requests map[string][][]byte) ([]string, error) {
	var files []string
	for _, name := range names {
		body, err := ask(s.contestants[0].address, requests[name][0])
		if err != nil {
			return nil, err
		}
		file := filepath.Join(s.work, name+".json")
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

// addPeers takes the peers in that were started already.
func (s *stage) addPeers(draws []draw) error {
	if s.peers == "" {
		return nil
	}
	content, err := os.ReadFile(filepath.Join(s.peers, "peers.json"))
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
	pids, err := s.peerProcesses()
	if err != nil {
		return err
	}
	for name, peer := range listed.Peers {
		c := &contestant{name: name, address: fmt.Sprintf("127.0.0.1:%d", peer.Port), pid: pids[name], requests: map[string][][]byte{}}
		for _, query := range names {
			plain := plainOf(query)
			text, err := peerQuery(s.peers, peer.Dialect, plain)
			if err != nil {
				return err
			}
			path := "/graphql"
			if peer.Path != "" {
				path = strings.ReplaceAll(peer.Path, "{Q}", strings.ToUpper(plain))
			}
			if c.requests[query], err = requests(s.scale, draws, path, text, plain, draw.peers); err != nil {
				return err
			}
		}
		s.contestants = append(s.contestants, c)
	}
	return nil
}

func (s *stage) peerProcesses() (pids map[string]int, err error) {
	content, err := os.ReadFile(filepath.Join(s.peers, "out", "pids.json"))
	if err != nil {
		return nil, err
	}
	return pids, json.Unmarshal(content, &pids)
}

// turn is what is measured at once.
type turn struct {
	query       string
	connections int
	contestant  string
}

// measure gives every contestant its turns, one after the other in every round.
func (s *stage) measure() (map[turn][]figures, error) {
	results := map[turn][]figures{}
	for _, query := range names {
		for _, connections := range s.connections {
			for round := range s.rounds + 1 { // one to warm up
				for _, c := range s.contestants {
					l := load{address: c.address, requests: c.requests[query], connections: connections, duration: s.duration}
					if round == 0 {
						l.duration = s.warmUp
					}
					got, err := drive(l)
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

// memory is how much of a process is in memory at most, in MiB.
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

// close ends what was started.
func (s *stage) close() {
	for _, cmd := range s.running {
		_ = cmd.Process.Kill() // they keep nothing
		_ = cmd.Wait()
	}
}
