package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doichieu/store"
	"doichieu/store/storetest"
)

const comparisonPath = "/csv/compare?left=binh-dinh/2024&right=quang-nam/2024"

// shippedHandler returns the program's handler over the shipped dataset.
func shippedHandler(t *testing.T) http.Handler {
	t.Helper()
	return handlerOver(t, shippedStore(t))
}

func TestCSVHeaders(t *testing.T) {
	got := get(t, shippedHandler(t), comparisonPath)
	for name, want := range map[string]string{
		"Content-Type":           "text/csv; charset=utf-8; header=present",
		"Content-Disposition":    `attachment; filename="compare-binh-dinh-2024-quang-nam-2024.csv"`,
		"Cache-Control":          "public, no-cache",
		"X-Content-Type-Options": "nosniff",
	} {
		if got.Header().Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header().Get(name), want)
		}
	}
	lines := strings.Split(got.Body.String(), "\r\n")
	if got.Code != http.StatusOK || !strings.HasPrefix(lines[0], "\uFEFFindicator.pillar,") || len(lines) < 50 || lines[len(lines)-1] != "" {
		t.Errorf("%d: %.300q", got.Code, got.Body)
	}
}

func TestEntityTags(t *testing.T) {
	handler := shippedHandler(t)
	tag := get(t, handler, comparisonPath).Header().Get("ETag")
	same := "/csv/compare?right=quang-nam%2F2024&left=binh-dinh%2F2024"
	if got := get(t, handler, same).Header().Get("ETag"); got != tag || tag == "" {
		t.Errorf("the same question has the tags %s and %s", tag, got)
	}
	swapped := "/csv/compare?right=binh-dinh/2024&left=quang-nam/2024"
	if got := get(t, handler, swapped).Header().Get("ETag"); got == tag {
		t.Error("another question has the same tag")
	}
	forth := get(t, handler, "/csv/matrix?planYear=binh-dinh/2024&planYear=quang-nam/2024").Header().Get("ETag")
	if back := get(t, handler, "/csv/matrix?planYear=quang-nam/2024&planYear=binh-dinh/2024").Header().Get("ETag"); back == forth {
		t.Error("the order of a matrix's plan years does not tell in its tag")
	}
	for known, want := range map[string]int{
		tag: http.StatusNotModified, `"x", W/` + tag: http.StatusNotModified, `"x"`: http.StatusOK,
	} {
		request := httptest.NewRequest(http.MethodGet, comparisonPath, nil)
		request.Header.Set("If-None-Match", known)
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		if recorder.Code != want || recorder.Header().Get("ETag") != tag || want == http.StatusNotModified && recorder.Body.Len() > 0 {
			t.Errorf("%s: %d %v", known, recorder.Code, recorder.Header())
		}
	}
}

func TestDownloadErrors(t *testing.T) {
	handler := shippedHandler(t)
	for path, want := range map[string]struct {
		status         int
		code, argument string
	}{
		"/csv/nothing": {404, "NOT_FOUND", "table"},
		"/csv/compare": {400, "BAD_USER_INPUT", "left"},
		"/csv/compare?left=binh-dinh/1999&right=quang-nam/2024":  {404, "NOT_FOUND", "left"},
		"/csv/targets?pillar=X":                                  {400, "BAD_USER_INPUT", "pillar"},
		"/csv/targets?colour=red":                                {400, "BAD_USER_INPUT", "colour"},
		"/csv/matrix?planYear=binh-dinh/2024&planYear=x/2024":    {404, "NOT_FOUND", "planYear"},
		"/csv/matrix?" + strings.Repeat("planYear=x/2024&", 101): {400, "LIMIT_EXCEEDED", "planYear"},
		"/csv/targets?province=binh-dihn":                        {400, "BAD_USER_INPUT", "province"},
		"/csv/agencies?function=x":                               {400, "BAD_USER_INPUT", "function"},
		"/csv/targets?province=%zz":                              {400, "BAD_USER_INPUT", ""},
	} {
		got := get(t, handler, path)
		var answer struct {
			Errors []struct {
				Message    string
				Extensions struct{ Code, Argument string }
			}
		}
		if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil || len(answer.Errors) != 1 {
			t.Errorf("%s: %s", path, got.Body)
			continue
		}
		e := answer.Errors[0]
		if got.Code != want.status || e.Extensions.Code != want.code || e.Extensions.Argument != want.argument || e.Message == "" {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
		if got.Header().Get("ETag") != "" || got.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: an error can be cached: %v", path, got.Header())
		}
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodPost, comparisonPath, nil))
	if recorder.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", recorder.Code)
	}
}

func TestDownloadsWithoutDataset(t *testing.T) {
	database := storetest.Open(t, storetest.SQLiteURL(t))
	storetest.Migrate(t, database)
	handler := handlerOver(t, store.New(database))
	for _, path := range []string{"/csv/targets", "/download/dataset.zip"} {
		got := get(t, handler, path)
		if got.Code != http.StatusInternalServerError || !strings.Contains(got.Body.String(), "No dataset has been loaded yet.") {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
}

func TestDownloadOfADatabaseThatIsGone(t *testing.T) {
	database := storetest.Open(t, storetest.SQLiteURL(t))
	handler := handlerOver(t, storetest.Fill(t, database))
	_ = database.Close()
	got := get(t, handler, "/csv/targets")
	if got.Code != http.StatusInternalServerError || !strings.Contains(got.Body.String(), `"Internal error."`) ||
		!strings.Contains(got.Body.String(), got.Header().Get("X-Request-Id")) {
		t.Errorf("%d %s", got.Code, got.Body)
	}
}

func unzip(t *testing.T, content []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range archive.File {
		reader, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(reader)
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name] = string(text)
	}
	return files
}

// The export command writes the same files as the zip file to download, which is the
// same to the byte for both databases.
func TestExport(t *testing.T) {
	first := ""
	databaseURLs(t, func(t *testing.T, url string) {
		env := map[string]string{"DATABASE_URL": url}
		if code, _, stderr := program(t, env, "migrate"); code != 0 {
			t.Fatal(stderr)
		}
		if code, _, stderr := program(t, env, "export", t.TempDir()); code != 1 || !strings.Contains(stderr, "No dataset has been loaded yet.") {
			t.Errorf("an empty database: exit code %d: %s", code, stderr)
		}
		archive := get(t, handlerOver(t, storetest.Fill(t, storetest.Open(t, url))), "/download/dataset.zip")
		if archive.Header().Get("Content-Type") != "application/zip" ||
			!strings.HasPrefix(archive.Header().Get("Content-Disposition"), `attachment; filename="doi-chieu-`) {
			t.Errorf("headers %v", archive.Header())
		}
		if first == "" {
			first = archive.Body.String()
		}
		if archive.Body.String() != first {
			t.Error("the zip file differs from that of the other database")
		}
		dir := filepath.Join(t.TempDir(), "new", "folder")
		if code, stdout, stderr := program(t, env, "export", dir); code != 0 || !strings.Contains(stdout, "is exported to "+dir) {
			t.Fatalf("exit code %d: %s%s", code, stdout, stderr)
		}
		if diff := cmp.Diff(unzip(t, archive.Body.Bytes()), readDirectory(t, dir)); diff != "" {
			t.Errorf("(-zip +directory):\n%s", diff)
		}
	})
}

func TestExportOfTheShippedDataset(t *testing.T) {
	dir := t.TempDir()
	if code, _, stderr := program(t, nil, "export", dir); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	files := readDirectory(t, dir)
	for line := range strings.Lines(files["SHA256SUMS"]) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(files[name]))); got != sum {
			t.Errorf("%s: checksum %s, listed as %s", name, got, sum)
		}
		delete(files, name)
	}
	delete(files, "SHA256SUMS")
	for name := range files {
		t.Errorf("%s has no checksum", name)
	}
	for name, part := range map[string]string{
		"README.md": "How to cite: Đối Chiếu contributors", "LICENSE": "CC BY 4.0", "data-dictionary.md": "### Measure",
		"targets.csv": "society.adult_smartphone", "provinces.csv": "Bình Định",
	} {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !strings.Contains(string(content), part) {
			t.Errorf("%s: %v, %.300s", name, err, content)
		}
	}
}

func readDirectory(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = string(content)
	}
	return files
}
