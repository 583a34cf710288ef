package store

import (
	"context"

	"doichieu/record"
)

// memory is what is kept of a release besides its registers.
type memory struct {
	planYears *cached[*record.PlanYear]
	bodies    *cached[*record.Body]
}

// bodyShare is the part of the bound that documents get: they hold little more
// than citations, which are about as much as a tenth of a plan year.
const bodyShare = 8

func newMemory(bytes int) *memory {
	return &memory{
		planYears: newCached[*record.PlanYear](bytes - bytes/bodyShare),
		bodies:    newCached[*record.Body](bytes / bodyShare),
	}
}

// warmBatch is how many plan years or documents are read at once ahead of time.
const warmBatch = 16

// Warm reads ahead what requests will ask for, as far as the bound allows:
// plan years, documents and the indexes of lists.
func (r *Release) Warm(ctx context.Context) error {
	for kind := range kinds {
		if _, err := r.List(ctx, kind); err != nil {
			return err
		}
	}
	for start := 0; start < len(r.PlanYears) && !r.memory.planYears.held.Full(); start += warmBatch {
		var ids []string
		for _, py := range r.PlanYears[start:min(start+warmBatch, len(r.PlanYears))] {
			ids = append(ids, py.ID)
		}
		if _, err := r.WholePlanYears(ctx, ids); err != nil {
			return err
		}
	}
	for start := 0; start < len(r.Documents) && !r.memory.bodies.held.Full(); start += warmBatch {
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
