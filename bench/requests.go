package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"

	"doichieu/vocab"
)

//go:embed queries/*.graphql
var queryFiles embed.FS

// queryNames are the queries: two plan years side by side, one indicator in every
// province, a plan year with its records, a filtered page, and the indicator again as
// a matrix, which ranks the provinces.
var queryNames = []string{"q1", "q2", "q3", "q4", "q5"}

// queryForOthers is the query that contestants without a matrix answer instead.
func queryForOthers(query string) string {
	if query == "q5" {
		return "q2"
	}
	return query
}

// scale is the size of the dataset that the queries are about.
type scale struct{ provinces, years int }

func (s scale) firstYear() int { return 2026 - s.years }

// draw is a random set of variables, as numbers that every contestant can use:
// provinces and indicators count from 1.
type draw struct {
	province, year           int
	otherProvince, otherYear int
	indicator, pillar        int
}

const (
	drawCount      = 5_000
	indicatorCount = 120
)

func (s scale) draws() []draw {
	r := rand.New(rand.NewPCG(20260101, 1))
	year := func() int { return s.firstYear() + r.IntN(s.years) }
	out := make([]draw, drawCount)
	for i := range out {
		out[i] = draw{
			province: 1 + r.IntN(s.provinces), year: year(),
			otherProvince: 1 + r.IntN(s.provinces), otherYear: year(),
			indicator: 1 + r.IntN(indicatorCount), pillar: r.IntN(len(pillars)),
		}
	}
	return out
}

// pillars are in the order of the peers' data, where each has a sixth of the indicators.
var pillars = []struct {
	ours  vocab.Pillar
	peers string
}{
	{vocab.PillarGovernment, "government"}, {vocab.PillarEconomy, "economy"}, {vocab.PillarSociety, "society"},
	{vocab.PillarInfrastructure, "infrastructure"}, {vocab.PillarSecurity, "security"}, {vocab.PillarGeneral, "data"},
}

type variables = map[string]any

func province(n int) string { return fmt.Sprintf("mau-%04d", n) }

func indicator(n int) string { return fmt.Sprintf("sample.indicator_%03d", n) }

func planYear(n, year int) variables { return variables{"province": province(n), "year": year} }

// ownVariables are the variables of this project's queries.
func (d draw) ownVariables(s scale, query string) variables {
	switch query {
	case "q1":
		return variables{"left": planYear(d.province, d.year), "right": planYear(d.otherProvince, d.otherYear)}
	case "q2":
		return variables{"year": d.year, "indicator": indicator(d.indicator)}
	case "q5":
		years := make([]variables, min(s.provinces, 100))
		for i := range years {
			years[i] = planYear(i+1, d.year)
		}
		return variables{"planYears": years, "indicators": []string{indicator(d.indicator)}}
	case "q3":
		return variables{"province": province(d.province), "year": d.year, "document": fmt.Sprintf("%s-%d-plan", province(d.province), d.year)}
	default:
		return variables{"pillar": pillars[d.pillar].ours, "year": d.year}
	}
}

// peerVariables are the variables of the peers' queries.
func (d draw) peerVariables(s scale, query string) variables {
	switch query {
	case "q1":
		return variables{"pa": d.province, "ya": d.year, "pb": d.otherProvince, "yb": d.otherYear}
	case "q2":
		return variables{"ind": d.indicator, "year": d.year}
	case "q3":
		return variables{"id": (d.province-1)*s.years + d.year - s.firstYear() + 1}
	default:
		return variables{"pillar": pillars[d.pillar].peers, "year": d.year}
	}
}

// requests makes the requests for a contestant: the same draws in the same order for
// all.
func requests(s scale, draws []draw, path, text, query string, variablesOf func(draw, scale, string) variables) ([][]byte, error) {
	out := make([][]byte, len(draws))
	for i, d := range draws {
		body, err := request(text, query, variablesOf(d, s, query))
		if err != nil {
			return nil, err
		}
		out[i] = post(path, body)
	}
	return out, nil
}

func request(text, query string, of variables) (string, error) {
	body, err := json.Marshal(variables{"operationName": strings.ToUpper(query), "query": text, "variables": of})
	return string(body), err
}

func ownQuery(name string) string {
	text, err := fs.ReadFile(queryFiles, "queries/"+name+".graphql")
	if err != nil { // the files are embedded
		panic(err)
	}
	return strings.Join(strings.Fields(string(text)), " ")
}

func peerQuery(dir, dialect, name string) (string, error) {
	text, err := os.ReadFile(fmt.Sprintf("%s/queries/%s.%s.graphql", dir, dialect, name))
	return strings.Join(strings.Fields(string(text)), " "), err
}
