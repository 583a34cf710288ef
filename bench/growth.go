package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"doichieu/data/generate"
)

// shipped is the dataset of the repository, from whose root bench is run.
const shipped = "data"

// The comparison whose cost is followed, and others that are asked in between
// where there is nothing but the shipped dataset.
var (
	followed = variables{"left": variables{"province": "binh-dinh", "year": 2024}, "right": variables{"province": "quang-nam", "year": 2024}}
	between  = []variables{
		{"left": variables{"province": "binh-dinh", "year": 2023}, "right": variables{"province": "binh-duong", "year": 2022}},
		{"left": variables{"province": "quang-nam", "year": 2023}, "right": variables{"province": "binh-dinh", "year": 2025}},
	}
)

// growth measures what a comparison costs with the shipped dataset alone, and
// what the same one costs among a far larger dataset, other comparisons coming
// in between, so that nothing is near at hand but what always is.
func growth(ctx context.Context, o options) error {
	s := &stage{options: o, ctx: ctx}
	defer s.close()
	if err := s.build(); err != nil {
		return err
	}
	large, err := s.withShipped()
	if err != nil {
		return err
	}
	var random []variables
	for _, d := range o.scale.draws() {
		random = append(random, d.ours(o.scale, "q1"))
	}
	if err := errors.Join(
		s.addFollowed("alone", shipped, between),
		s.addFollowed("among", large, random),
		s.leaveFirstCore(),
	); err != nil {
		return err
	}
	times := map[string][]time.Duration{}
	for range o.rounds {
		for _, c := range s.contestants {
			took, err := c.follow(o.comparisons)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			times[c.name] = append(times[c.name], took)
		}
	}
	return publish(o.report, growthMark, s.grown(median(times["alone"], asIs), median(times["among"], asIs)))
}

// grown tells what was measured of the two contestants.
func (s *stage) grown(alone, among time.Duration) string {
	larger := s.contestants[1]
	return fmt.Sprintf(
		"Bình Định 2024 beside Quảng Nam 2024 took %.3f ms with the five documents alone and %.3f ms among\n"+
			"%d synthetic plan years more (%+.0f %%): medians of %d, one at a time, other comparisons in between.\n"+
			"The larger server started in %.1f s and used at most %d MiB.\n",
		milliseconds(alone), milliseconds(among), s.scale.provinces*s.scale.years, 100*(milliseconds(among)/milliseconds(alone)-1),
		s.rounds*s.comparisons, larger.started.Seconds(), memory(larger.pid))
}

// addFollowed starts a server over a dataset, and waits until it has read ahead.
func (s *stage) addFollowed(name, dataset string, between []variables) error {
	url := "sqlite://" + filepath.Join(s.work, name+".db")
	if err := s.load(url, dataset); err != nil {
		return err
	}
	requests := map[string][][]byte{}
	for name, list := range map[string][]variables{"followed": {followed}, "between": between} {
		built, err := comparisons(list)
		if err != nil {
			return err
		}
		requests[name] = built
	}
	if err := s.add(name, requests, append(s.serve(url), "-cache-bytes", "0", "-records-bytes", "4GiB")...); err != nil {
		return err
	}
	return s.awaitIdle()
}

func comparisons(list []variables) ([][]byte, error) {
	out := make([][]byte, len(list))
	for i, each := range list {
		body, err := request(ownQuery("q1"), "q1", each)
		if err != nil {
			return nil, err
		}
		out[i] = post("/graphql", body)
	}
	return out, nil
}

// withShipped makes the synthetic dataset and puts the shipped one into it.
func (s *stage) withShipped() (dir string, err error) {
	dir = filepath.Join(s.work, fmt.Sprintf("dataset-%dx%d-and-shipped", s.scale.provinces, s.scale.years))
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		return dir, err
	}
	if err := generate.Write(dir, generate.Options{Provinces: s.scale.provinces, Years: s.scale.years, Seed: 1}); err != nil {
		return "", err
	}
	registers, err := filepath.Glob(filepath.Join(shipped, "registers", "*.yaml"))
	if err != nil {
		return "", err
	}
	for _, file := range registers { // lists, of which one may follow another
		if err := appendFile(filepath.Join(dir, "registers", filepath.Base(file)), file); err != nil {
			return "", err
		}
	}
	return dir, os.CopyFS(filepath.Join(dir, "documents"), os.DirFS(filepath.Join(shipped, "documents")))
}

func appendFile(to, from string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = out.Write(content)
	return errors.Join(err, out.Close())
}

// awaitIdle waits until the contestant that was started last has read ahead
// what it keeps in memory.
func (s *stage) awaitIdle() error {
	pid := s.contestants[len(s.contestants)-1].pid
	before := time.Duration(-1)
	for {
		used, err := cpuTime(pid)
		if err != nil || used == before {
			return err
		}
		before = used
		select {
		case <-s.ctx.Done():
			return s.ctx.Err()
		case <-time.After(2 * time.Second):
		}
	}
}

// cpuTime is how long a process has run, to a hundredth of a second.
func cpuTime(pid int) (time.Duration, error) {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := bytes.Cut(content, []byte(") ")) // after the name, which may have blanks
	fields := bytes.Fields(rest)
	const user, system = 14 - 3, 15 - 3 // as proc(5) counts, from the third field
	ticks := 0
	for _, field := range [][]byte{fields[user], fields[system]} {
		n, err := strconv.Atoi(string(field))
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil
}

// follow asks for the comparison that is followed so often, another one before
// each, and returns the median of its times.
func (c *contestant) follow(times int) (time.Duration, error) {
	conn, err := net.Dial("tcp", c.address)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	in := bufio.NewReaderSize(conn, 64<<10)
	var body []byte
	ask := func(request []byte) (took time.Duration, err error) {
		asked := time.Now()
		if _, err := conn.Write(request); err != nil {
			return 0, err
		}
		body, err = readAnswer(in, body[:0])
		return time.Since(asked), err
	}
	took := make([]time.Duration, times)
	others := c.requests["between"]
	for i := range took {
		if _, err := ask(others[i%len(others)]); err != nil {
			return 0, err
		}
		if took[i], err = ask(c.requests["followed"][0]); err != nil {
			return 0, err
		}
	}
	return median(took, asIs), nil
}

func asIs[T any](value T) T { return value }

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
