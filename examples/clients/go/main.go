// Command go queries the API with the types that genqlient generates from
// queries.graphql.
package main

import (
	"cmp"
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/Khan/genqlient/graphql"
)

//go:generate go tool genqlient

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	url := cmp.Or(os.Getenv("API_URL"), "http://localhost:8080/graphql")
	client := graphql.NewClient(url, http.DefaultClient)
	if err := missedTargets(ctx, client); err != nil {
		log.Fatal(err)
	}
	if err := walk(ctx, client); err != nil {
		log.Fatal(err)
	}
}

// missedTargets prints how far results are from the targets they miss.
func missedTargets(ctx context.Context, client graphql.Client) error {
	answer, err := Progress(ctx, client, "binh-dinh", 2024)
	if err != nil {
		return err
	}
	for _, row := range answer.Progress.Targets {
		for _, m := range row.Measures {
			if m.Status == ProgressStatusNotMet && m.Distance != nil {
				fmt.Printf("%s: %s, distance %s\n", row.Target.Id, row.Indicator.NameEn, *m.Distance)
			}
		}
	}
	return nil
}

// walk counts the targets of a plan year, page by page.
func walk(ctx context.Context, client graphql.Client) error {
	province, year := "quang-nam", 2024
	where := &TargetWhere{Province: &province, Year: &year}
	var after *string
	for found, pages := 0, 1; ; pages++ {
		answer, err := Targets(ctx, client, where, after)
		if err != nil {
			return err
		}
		found += len(answer.Targets.Nodes)
		if !answer.Targets.PageInfo.HasNextPage {
			fmt.Printf("%d of %d targets in %d pages\n", found, answer.Targets.TotalCount, pages)
			return nil
		}
		after = answer.Targets.PageInfo.EndCursor
	}
}
