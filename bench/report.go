package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// Results are written into a report between one of these marks and endMark.
const (
	figuresMark = "<!-- figures: written by make bench-load -->"
	growthMark  = "<!-- growth: written by make bench-growth -->"
	endMark     = "<!-- end of figures -->"
)

// publish prints results and, if a report is named, writes them there.
func publish(report, mark, text string) error {
	fmt.Print(text)
	if report == "" {
		return nil
	}
	content, err := os.ReadFile(report)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(content), mark)
	_, after, ended := strings.Cut(rest, endMark)
	if !found || !ended {
		return fmt.Errorf("%s has no place for figures", report)
	}
	return os.WriteFile(report, []byte(before+mark+"\n\n"+text+"\n"+endMark+after), 0o644)
}

func figuresReport(o options, b *benchmark, results map[turn][]figures) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%d provinces, %d years; turns of %s, medians of %d.\n", o.scale.provinces, o.scale.years, o.duration, o.rounds)
	for _, l := range b.loads {
		fmt.Fprintf(&out, "\nLoading into %s took %.1f s and at most %d MiB.\n", l.database, l.took.Seconds(), l.memory)
	}
	fmt.Fprintf(&out, "\nWith the dataset loaded, the server answered %.1f s after it was started.\n", b.contestants[0].started.Seconds())
	for _, connections := range o.connections {
		fmt.Fprintf(&out, "\nRequests per second at %d connections, and in parentheses how many times as many %q answers;\nthe 99th percentile in milliseconds:\n\n", connections, b.contestants[0].name)
		fmt.Fprintf(&out, "| | %s | memory, MiB |\n|%s\n", strings.Join(queryNames, " | "), strings.Repeat(" --- |", len(queryNames)+2))
		for _, c := range b.contestants {
			cells := make([]string, len(queryNames))
			for i, query := range queryNames {
				cells[i] = cell(results, turn{query, connections, c.name}, turn{query, connections, b.contestants[0].name})
			}
			name := c.name
			if c.fixed {
				name += ", always the same"
			}
			fmt.Fprintf(&out, "| %s | %s | %d |\n", name, strings.Join(cells, " | "), memory(c.pid))
		}
	}
	return out.String()
}

func cell(results map[turn][]figures, t, reference turn) string {
	perSecond := median(results[t], func(f figures) float64 { return f.perSecond })
	p99 := median(results[t], func(f figures) float64 { return float64(f.p99) / float64(time.Millisecond) })
	ratio := median(results[reference], func(f figures) float64 { return f.perSecond }) / perSecond
	return fmt.Sprintf("%.0f (%.2f), %.1f ms", perSecond, ratio, p99)
}

func median[T any, N cmp.Ordered](list []T, of func(T) N) N {
	values := make([]N, len(list))
	for i, entry := range list {
		values[i] = of(entry)
	}
	slices.Sort(values)
	return values[len(values)/2]
}
