package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// outcome classifies the answer to a request.
type outcome string

const (
	right    outcome = "right"
	refused  outcome = "refused"  // 503 with Retry-After
	internal outcome = "internal" // the error INTERNAL
	failed   outcome = "failed"   // no answer, or a proxy's error because it got none
	wrong    outcome = "wrong"    // anything else
)

var outcomes = []outcome{right, refused, internal, failed, wrong}

// result adds up outcomes.
type result struct {
	mu          sync.Mutex
	began       time.Time
	ended       time.Time
	counts      map[outcome]int
	firstOfKind map[outcome]string // description of the first of each outcome
	took        []time.Duration    // of right answers

	firstTrouble, lastTrouble time.Time // start of the first request without a right answer, end of the last
}

func newResult() *result {
	return &result{began: time.Now(), counts: map[outcome]int{}, firstOfKind: map[outcome]string{}}
}

func (r *result) add(began time.Time, o outcome, description string) {
	now := time.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.counts[o]++
	if o == right {
		r.took = append(r.took, now.Sub(began))
		return
	}
	if _, known := r.firstOfKind[o]; !known {
		r.firstOfKind[o] = fmt.Sprintf("after %.1f s: %s", began.Sub(r.began).Seconds(), description)
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
			rounded(r.took[len(r.took)/2]), rounded(r.took[len(r.took)*99/100]), rounded(r.took[len(r.took)-1]))
	}
	out.WriteString("\n")
	if !r.firstTrouble.IsZero() {
		fmt.Fprintf(&out, "trouble began after %.1f s and was over %.1f s later\n",
			r.firstTrouble.Sub(r.began).Seconds(), r.lastTrouble.Sub(r.firstTrouble).Seconds())
	}
	for _, o := range outcomes {
		if description, any := r.firstOfKind[o]; any {
			fmt.Fprintf(&out, "the first that was %s, %s\n", o, description)
		}
	}
	return out.String()
}

func rounded(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }

// judge returns an error for outcomes that are not tolerated.
func (r *result) judge(o options) error {
	var problems []error
	for _, rule := range []struct {
		outcome outcome
		allowed int
	}{
		{wrong, 0}, {failed, o.maxFailed}, {internal, o.maxInternal},
	} {
		if r.counts[rule.outcome] > rule.allowed {
			problems = append(problems, fmt.Errorf("%d answers were %s, and at most %d may be", r.counts[rule.outcome], rule.outcome, rule.allowed))
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
