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

// shipped is the dataset's directory in the repository, in whose root bench runs.
const shipped = "data"

// measured is the comparison whose cost is measured, others are those that are
// requested in between when only the shipped dataset is loaded.
var (
	measured = variables{"left": variables{"province": "binh-dinh", "year": 2024}, "right": variables{"province": "quang-nam", "year": 2024}}
	others   = []variables{
		{"left": variables{"province": "binh-dinh", "year": 2023}, "right": variables{"province": "binh-duong", "year": 2022}},
		{"left": variables{"province": "quang-nam", "year": 2023}, "right": variables{"province": "binh-dinh", "year": 2025}},
	}
)

// growth measures what a comparison costs with the shipped dataset alone, and as part
// of a far larger one. Other comparisons in between evict its records from the CPU's
// caches, as real traffic would.
func growth(ctx context.Context, o options) error {
	b := &benchmark{options: o, ctx: ctx}
	defer b.close()
	if err := b.build(); err != nil {
		return err
	}
	large, err := b.withShipped()
	if err != nil {
		return err
	}
	var random []variables
	for _, d := range o.scale.draws() {
		random = append(random, d.ownVariables(o.scale, "q1"))
	}
	if err := errors.Join(
		b.addMeasured("alone", shipped, others),
		b.addMeasured("among", large, random),
		b.leaveFirstCore(),
	); err != nil {
		return err
	}
	times := map[string][]time.Duration{}
	for range o.rounds {
		for _, c := range b.contestants {
			took, err := c.measureComparison(o.comparisons)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			times[c.name] = append(times[c.name], took)
		}
	}
	return publish(o.report, growthMark, b.growthReport(median(times["alone"], identity), median(times["among"], identity)))
}

// growthReport describes the results of the two contestants.
func (b *benchmark) growthReport(alone, among time.Duration) string {
	larger := b.contestants[1]
	return fmt.Sprintf(
		"Bình Định 2024 beside Quảng Nam 2024 took %.3f ms with the five documents alone and %.3f ms among\n"+
			"%d synthetic plan years more (%+.0f %%): medians of %d, one at a time, other comparisons in between.\n"+
			"The larger server started in %.1f s and used at most %d MiB.\n",
		milliseconds(alone), milliseconds(among), b.scale.provinces*b.scale.years, 100*(milliseconds(among)/milliseconds(alone)-1),
		b.rounds*b.comparisons, larger.started.Seconds(), memory(larger.pid))
}

// addMeasured starts a server with a dataset, and waits until it has preloaded it.
func (b *benchmark) addMeasured(name, dataset string, others []variables) error {
	url := "sqlite://" + filepath.Join(b.work, name+".db")
	if err := b.load(url, dataset); err != nil {
		return err
	}
	requests := map[string][][]byte{}
	for name, list := range map[string][]variables{"measured": {measured}, "others": others} {
		built, err := comparisons(list)
		if err != nil {
			return err
		}
		requests[name] = built
	}
	if err := b.add(name, requests, append(b.serve(url), "-cache-bytes", "0", "-records-bytes", "4GiB")...); err != nil {
		return err
	}
	return b.awaitIdle()
}

func comparisons(list []variables) ([][]byte, error) {
	out := make([][]byte, len(list))
	for i, v := range list {
		body, err := request(ownQuery("q1"), "q1", v)
		if err != nil {
			return nil, err
		}
		out[i] = post("/graphql", body)
	}
	return out, nil
}

// withShipped makes a dataset of synthetic records and the shipped ones.
func (b *benchmark) withShipped() (dir string, err error) {
	dir = filepath.Join(b.work, fmt.Sprintf("dataset-%dx%d-and-shipped", b.scale.provinces, b.scale.years))
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		return dir, err
	}
	if err := generate.Write(dir, generate.Options{Provinces: b.scale.provinces, Years: b.scale.years, Seed: 1}); err != nil {
		return "", err
	}
	registers, err := filepath.Glob(filepath.Join(shipped, "registers", "*.yaml"))
	if err != nil {
		return "", err
	}
	for _, file := range registers { // a register is a list, so that files can be concatenated
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

// awaitIdle waits until the contestant that was started last has preloaded its
// records.
func (b *benchmark) awaitIdle() error {
	pid := b.contestants[len(b.contestants)-1].pid
	before := time.Duration(-1)
	for {
		used, err := cpuTime(pid)
		if err != nil || used == before {
			return err
		}
		before = used
		select {
		case <-b.ctx.Done():
			return b.ctx.Err()
		case <-time.After(2 * time.Second):
		}
	}
}

// cpuTime is the CPU time of a process, to a hundredth of a second.
func cpuTime(pid int) (time.Duration, error) {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := bytes.Cut(content, []byte(") ")) // after the name, which may contain spaces
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

// measureComparison requests the measured comparison a number of times, another one
// before each, and returns the median of its times.
func (c *contestant) measureComparison(times int) (time.Duration, error) {
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
	others := c.requests["others"]
	for i := range took {
		if _, err := ask(others[i%len(others)]); err != nil {
			return 0, err
		}
		if took[i], err = ask(c.requests["measured"][0]); err != nil {
			return 0, err
		}
	}
	return median(took, identity), nil
}

func identity[T any](value T) T { return value }

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
