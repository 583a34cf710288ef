package transport

import (
	"testing"

	"doichieu/content"
)

func TestNegotiation(t *testing.T) {
	for accept, want := range map[string]string{
		"":                             content.JSON,
		" ":                            content.JSON,
		"*/*":                          content.JSON,
		"application/*":                content.JSON,
		"application/json;q=0, */*":    MediaType,
		"*/*, application/json;q=0":    MediaType,
		"application/json;q=0":         "",
		"*/*;q=0":                      "",
		"text/html":                    "",
		"text/html, */*;q=0.1":         content.JSON,
		MediaType + "," + content.JSON: MediaType,
		content.JSON + "," + MediaType: content.JSON,
		MediaType + ", */*":            MediaType,
		MediaType + ";charset=latin1, application/json;q=0.1": content.JSON,
	} {
		if got, acceptable := negotiate([]string{accept}); got != want || acceptable != (want != "") {
			t.Errorf("%q: %q", accept, got)
		}
	}
}
