package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// outcome is what came of a request.
type outcome string

const (
	right    outcome = "right"
	refused  outcome = "refused"  // 503 with Retry-After
	internal outcome = "internal" // an error INTERNAL
	failed   outcome = "failed"   // no answer, or one of a proxy that had none
	wrong    outcome = "wrong"    // anything else
)

var outcomes = []outcome{right, refused, internal, failed, wrong}

// result adds up what came.
type result struct {
	mu     sync.Mutex
	began  time.Time
	ended  time.Time
	counts map[outcome]int
	told   map[outcome]string // the first of each kind
	took   []time.Duration    // of right answers

	firstTrouble, lastTrouble time.Time // requests that began then got no right answer
}

func newResult() *result {
	return &result{began: time.Now(), counts: map[outcome]int{}, told: map[outcome]string{}}
}

func (r *result) add(began time.Time, o outcome, told string) {
	now := time.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counts[o]++
	if o == right {
		r.took = append(r.took, now.Sub(began))
		return
	}
	if _, known := r.told[o]; !known {
		r.told[o] = fmt.Sprintf("after %.1f s: %s", began.Sub(r.began).Seconds(), told)
	}
	if r.firstTrouble.IsZero() {
		r.firstTrouble = began
	}
	r.lastTrouble = now
}

func (r *result) String() string {
	var out strings.Builder
	for _, o := range outcomes {
		fmt.Fprintf(&out, "%s=%d ", o, r.counts[o])
	}
	fmt.Fprintf(&out, "in %.1f s", r.ended.Sub(r.began).Seconds())
	if len(r.took) > 0 {
		slices.Sort(r.took)
		fmt.Fprintf(&out, "; right answers took %s in the middle, %s for 99 of 100, %s at most",
			short(r.took[len(r.took)/2]), short(r.took[len(r.took)*99/100]), short(r.took[len(r.took)-1]))
	}
	out.WriteString("\n")
	if !r.firstTrouble.IsZero() {
		fmt.Fprintf(&out, "trouble began after %.1f s and was over %.1f s later\n",
			r.firstTrouble.Sub(r.began).Seconds(), r.lastTrouble.Sub(r.firstTrouble).Seconds())
	}
	for _, o := range outcomes {
		if told, any := r.told[o]; any {
			fmt.Fprintf(&out, "the first that was %s, %s\n", o, told)
		}
	}
	return out.String()
}

func short(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }

// judge says what came that should not have.
func (r *result) judge(o options) error {
	var problems []error
	for _, rule := range []struct {
		outcome outcome
		most    int
	}{
		{wrong, 0}, {failed, o.maxFailed}, {internal, o.maxInternal},
	} {
		if r.counts[rule.outcome] > rule.most {
			problems = append(problems, fmt.Errorf("%d answers were %s, and at most %d may be", r.counts[rule.outcome], rule.outcome, rule.most))
		}
	}
	if !o.mayRefuse && r.counts[refused] > 0 {
		problems = append(problems, fmt.Errorf("%d requests were refused", r.counts[refused]))
	}
	if r.counts[right] == 0 {
		problems = append(problems, errors.New("no answer was right"))
	}
	return errors.Join(problems...)
}
