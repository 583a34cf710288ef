package store

import (
	"context"

	"doichieu/record"
)

// memory caches what is read of a release besides its registers.
type memory struct {
	planYears *readCache[*record.PlanYear]
	bodies    *readCache[*record.Body]
}

// bodyShare is the fraction of the memory that documents get: they hold little more
// than citations, about a tenth of what a plan year takes.
const bodyShare = 8

func newMemory(bytes int) *memory {
	return &memory{
		planYears: newReadCache[*record.PlanYear](bytes - bytes/bodyShare),
		bodies:    newReadCache[*record.Body](bytes / bodyShare),
	}
}

// warmBatch is how many plan years or documents Warm reads at once.
const warmBatch = 16

// Warm reads plan years, documents and the indexes of lists before requests ask for
// them, until the caches are full.
func (r *Release) Warm(ctx context.Context) error {
	for kind := range kinds {
		if _, err := r.List(ctx, kind); err != nil {
			return err
		}
	}
	for start := 0; start < len(r.PlanYears) && !r.memory.planYears.cached.Full(); start += warmBatch {
		var ids []string
		for _, py := range r.PlanYears[start:min(start+warmBatch, len(r.PlanYears))] {
			ids = append(ids, py.ID)
		}
		if _, err := r.WholePlanYears(ctx, ids); err != nil {
			return err
		}
	}
	for start := 0; start < len(r.Documents) && !r.memory.bodies.cached.Full(); start += warmBatch {
		var ids []string
		for _, d := range r.Documents[start:min(start+warmBatch, len(r.Documents))] {
			ids = append(ids, d.ID)
		}
		if _, err := r.Bodies(ctx, ids); err != nil {
			return err
		}
	}
	return nil
}
