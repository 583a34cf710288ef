package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"doichieu/graph"
	"doichieu/store/storetest"
)

// TestUnknownNamesAreErrors tries an unknown name in every filter and argument that
// takes a name, and checks the suggestion.
func TestUnknownNamesAreErrors(t *testing.T) {
	a := newAPI(t, storetest.Open(t, storetest.SQLiteURL(t)))
	for query, want := range map[string]string{
		`provinces(where:{region:"mekong-delt"})`:                      "where.region mekong-delta",
		`provinces(where:{code:"00"})`:                                 "where.code ",
		`provinces(where:{code:"Bình Định"})`:                          "where.code 52",
		`planYears(where:{province:"Sài Gòn"})`:                        "where.province ho-chi-minh-city",
		`documents(where:{province:"binh-dihn"})`:                      "where.province binh-dinh",
		`indicators(where:{concept:"smartphones"})`:                    "where.concept smartphone",
		`targets(where:{province:"BRVT"})`:                             "where.province ba-ria-vung-tau",
		`targets(where:{document:"quang-nam-2024"})`:                   "where.document quang-nam-2024-plan",
		`targets(where:{indicator:"society.adult_smartphon"})`:         "where.indicator society.adult_smartphone",
		`targets(where:{agency:"quang-nam.so-noi-v"})`:                 "where.agency quang-nam.so-noi-vu",
		`outcomes(where:{province:""})`:                                "where.province ",
		`outcomes(where:{indicator:"x"})`:                              "where.indicator ",
		`tasks(where:{initiative:"virtual-asistant"})`:                 "where.initiative virtual-assistant",
		`tasks(where:{agency:"Sở KHĐT Quảng Nam"})`:                    "where.agency quang-nam.so-ke-hoach-va-dau-tu",
		`agencies(where:{function:"financ"})`:                          "where.function finance",
		`legalDocuments(where:{number:"411/qd-ttg"})`:                  "where.number 411/QĐ-TTg",
		`citations(where:{legalDocument:"67-kh-ubnd-2023-binh-dihn"})`: "where.legalDocument 67-kh-ubnd-2023-binh-dinh",
		`legalDocuments(where:{number:"99999/QĐ-TTg"})`:                "where.number ",
		`legalDocuments(where:{number:"749/QD TTg"})`:                  "where.number 749/QĐ-TTg",
		`legalDocuments(where:{number:"749"})`:                         "where.number 749/QĐ-TTg",
		`citations(where:{legalDocument:"4111-qd-ttg-2022"})`:          "where.legalDocument ",
		`citations(where:{legalDocument:"411-qd-ttg-202"})`:            "where.legalDocument 411-qd-ttg-2022",
		`targets(where:{province:"HN"})`:                               "where.province ha-noi",
		`targets(where:{province:"hcmc"})`:                             "where.province ho-chi-minh-city",
		`targets(where:{province:"Thủ đô Hà Nội"})`:                    "where.province ha-noi",
		`targets(where:{province:"Lao Kay"})`:                          "where.province lao-cai",
		`targets(where:{province:"Công Tum"})`:                         "where.province kon-tum",
		`targets(where:{province:"Binh Dihn"})`:                        "where.province binh-dinh",
		`targets(where:{province:"BD"})`:                               "where.province ",
		`targets(where:{province:"HP"})`:                               "where.province hai-phong",
		`budgets(where:{document:"x"})`:                                "where.document ",
		`findings(where:{province:"Thừa Thiên Huế"})`:                  "where.province thua-thien-hue",
	} {
		refuses(t, a, "{ "+query+" { totalCount } }", strings.Split(query, "(")[0], want)
	}
}

func refuses(t *testing.T, a api, query, path, want string) {
	t.Helper()
	got := a.firstError(t, query, nil)
	argument, suggestion, _ := strings.Cut(want, " ")
	listed := got.Extensions["unknownNames"].([]any)[0].(map[string]any)
	told, _ := listed["suggestion"].(string)
	if got.Extensions["code"] != "BAD_USER_INPUT" || got.Extensions["argument"] != argument ||
		listed["argument"] != argument || told != suggestion {
		t.Errorf("%s: %+v", query, got)
	}
	if suggestion != "" && !strings.Contains(got.Message, fmt.Sprintf("Did you mean %q?", suggestion)) {
		t.Errorf("%s: %s", query, got.Message)
	}
	if len(got.Path) == 0 || fmt.Sprint(got.Path[len(got.Path)-1]) != path {
		t.Errorf("%s: the path is %v", query, got.Path)
	}
}

func TestUnknownIndicatorsOfAPlanYear(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, field := range []string{"targets", "outcomes"} {
			query := `{ planYear(province: "binh-dinh", year: 2024) { ` + field + `(indicator: "society.adult_smartphon") { id } } }`
			refuses(t, a, query, field, "indicator society.adult_smartphone")
		}
	})
}

func TestSeveralUnknownNamesAreAllTold(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		got := a.firstError(t, `{ tasks(where: {document: "quang-nam-2024", agency: "nobody", province: "ha-noi"}) { totalCount } }`, nil)
		if names := got.Extensions["unknownNames"].([]any); len(names) != 2 {
			t.Errorf("%v", names)
		}
		if !strings.Contains(got.Message, `"quang-nam-2024"`) || !strings.Contains(got.Message, `"nobody"`) {
			t.Error(got.Message)
		}
	})
}

// TestKnownNamesWithoutRecordsFindNothing: a known name is not an error, even when
// no record matches.
func TestKnownNamesWithoutRecordsFindNothing(t *testing.T) {
	onBothDatabases(t, func(t *testing.T, a api) {
		for _, list := range []string{
			`budgets(where: {document: "quang-nam-2024-plan"})`, `targets(where: {province: "ha-noi"})`,
			`planYears(where: {province: "binh-dinh", year: 1999})`, `targets(where: {province: null})`,
		} {
			a.ask(t, "{ "+list+" { totalCount } }", nil)
		}
	})
}

// TestEveryNameInAFilterIsChecked fails when a new filter field takes text that is
// not checked as a name.
func TestEveryNameInAFilterIsChecked(t *testing.T) {
	plans := storetest.Fill(t, storetest.Open(t, storetest.SQLiteURL(t)))
	release, err := plans.Release(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	filters := 0
	for name, of := range graph.NewSchema(plans).Schema().Types {
		if of.Kind != ast.InputObject || !strings.HasSuffix(name, "Where") {
			continue
		}
		filters++
		for _, field := range of.Fields {
			if field.Type.Name() == "String" && release.Names(field.Name) == nil {
				t.Errorf("%s.%s: nothing knows which names there are", name, field.Name)
			} else if field.Type.Name() == "String" && release.Names(field.Name).Has("") {
				t.Errorf("%s.%s: an empty name is taken", name, field.Name)
			}
		}
	}
	if filters < 12 {
		t.Errorf("only %d filters were found", filters)
	}
}
