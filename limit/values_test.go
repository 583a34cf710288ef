package limit

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A list among the variables is judged as if it had been read, and has the
// values that it would have had.
func TestListIsAsIfRead(t *testing.T) {
	limits := Limits{InputDepth: 3, InputList: 3, InputValues: 12}
	refused := 0
	rapid.Check(t, func(t *rapid.T) {
		encoded, err := json.Marshal(map[string]any{"before": 1, "list": drawnList(t, 4), "text": "x"})
		if err != nil {
			t.Fatal(err)
		}
		read, wantErr := (&valueReader{in: decoder(encoded), limits: limits, open: -1}).next()
		got, gotErr := ReadJSON(encoded, limits, 1)
		if fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
			t.Fatalf("%s: %v, want %v", encoded, gotErr, wantErr)
		}
		if gotErr != nil {
			refused++
			return
		}
		variables := got.(map[string]any)
		list := variables["list"].(List)
		variables["list"] = list.Values()
		if diff := cmp.Diff(read, got); diff != "" || list.Len != len(list.Values()) {
			t.Fatalf("%s: length %d\n%s", encoded, list.Len, diff)
		}
	})
	if refused == 0 {
		t.Error("nothing passed a limit")
	}
}

func drawnList(t *rapid.T, depth int) []any {
	list := make([]any, rapid.IntRange(0, 4).Draw(t, "length"))
	for i := range list {
		list[i] = drawnValue(t, depth-1)
	}
	return list
}

func drawnValue(t *rapid.T, depth int) any {
	switch kind := rapid.IntRange(0, 5).Draw(t, "kind"); {
	case kind == 0 && depth > 0:
		return drawnList(t, depth)
	case kind == 1 && depth > 0:
		return map[string]any{"a": drawnValue(t, depth-1), "b\n": drawnValue(t, depth-1)}
	default:
		return rapid.SampledFrom([]any{nil, true, 1.5, 20, "", "đối chiếu", "\"\\"}).Draw(t, "value")
	}
}

// What is no JSON within a list is refused with the rest.
func TestBrokenListIsRefused(t *testing.T) {
	for _, broken := range []string{`[1,]`, `[1 2]`, `[{"a"}]`, `[{"a":1,}]`, `["`, `[`, `[}`, "[\"\xff\"]", `[01]`} {
		if got, err := ReadJSON([]byte(`{"list":`+broken+`}`), Default, 1); err == nil {
			t.Errorf("%s: %v", broken, got)
		}
	}
}

// What is no JSON is told with its place, and never repeated.
func TestWhatIsNoJSON(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "no value at byte offset 0",
		"secret":                     "an unexpected character at byte offset 0",
		`{'a':1}`:                    "an unexpected character at byte offset 1",
		`{"a":1,}`:                   "an unexpected character at byte offset 6",
		`{"a" 1}`:                    "an unexpected character at byte offset 5",
		`{"a":01}`:                   "an unexpected character at byte offset 6",
		`{"a":"\ud800"}`:             "half of a surrogate pair at byte offset 6",
		`{"a":"x\uDC00b"}`:           "half of a surrogate pair at byte offset 7",
		`{"\ud83d":1}`:               "half of a surrogate pair at byte offset 2",
		`{"v":{"l":["b\udfff"]}}`:    "half of a surrogate pair at byte offset 13",
		`{"a":"\x"}`:                 "an unknown escape at byte offset 6",
		"{\"a\":\"b\nc\"}":           "a control character at byte offset 7",
		"{\"v\":{\"l\":[\"\xff\"]}}": "a byte that is not valid UTF-8 at byte offset 12",
		"{\"a\":1}\xff":              "more text after the value at byte offset 7",
		"{} \n{}":                    "more text after the value at byte offset 4",
		"{}\uFEFF":                   "more text after the value at byte offset 2",
		"\uFEFF{}":                   "a byte order mark at byte offset 0",
		`{"a":"secret`:               "an unexpected end at byte offset 12",
		`{"v":{"a":1`:                "an unexpected end at byte offset 11",
	} {
		if _, err := ReadJSON([]byte(text), Default, 2); !errors.As(err, new(*NotJSON)) || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
