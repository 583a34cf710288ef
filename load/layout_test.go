package load

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"doichieu/data"
)

type conceptWithRemark struct {
	Code   string
	Name   data.Text
	Remark string `yaml:"remark"`
}

type conceptWithoutName struct{ Code string }

type conceptWithWeight struct {
	Code string
	Name float64 `yaml:"name"`
}

type conceptOfAgencies struct {
	Code     string
	Name     data.Text
	Agencies []string `yaml:"agencies" refers:"agency"`
}

// TestWhatHasNoColumn tells by name what a layout lacks.
func TestWhatHasNoColumn(t *testing.T) {
	for _, c := range []struct {
		concept any
		problem string
	}{
		{conceptWithRemark{}, "conceptWithRemark, remark: the table concepts has no column remark"},
		{conceptWithoutName{}, "conceptWithoutName: nothing fills the column name of concepts"},
		{conceptWithWeight{}, "conceptWithWeight, name: no column holds a float64"},
		{conceptOfAgencies{}, "conceptOfAgencies, agencies: no table links it"},
	} {
		if got := layoutProblem(c.concept); !strings.HasSuffix(got, c.problem) {
			t.Errorf("%T: %s, want %s", c.concept, got, c.problem)
		}
	}
}

func layoutProblem(concept any) (problem string) {
	defer func() { problem = fmt.Sprint(recover()) }()
	made := layoutsByType{}
	made.add("concept", reflect.TypeOf(concept))
	made.checkColumns()
	return ""
}
