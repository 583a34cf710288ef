package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"doichieu/data"
	"doichieu/observe"
	"doichieu/store"
	"doichieu/store/storetest"
)

// program runs the program with a command line and returns its exit code and output.
func program(t *testing.T, env map[string]string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, func(name string) string { return env[name] }, &out, &errs)
	return code, out.String(), errs.String()
}

func TestCommandLine(t *testing.T) {
	tests := map[string]struct {
		args   []string
		code   int
		stdout string
		stderr string
	}{
		"help":                  {[]string{"help"}, 0, "Usage: server", ""},
		"-h":                    {[]string{"-h"}, 0, "Usage: server", ""},
		"unknown command":       {[]string{"dance"}, 2, "", `unknown command "dance"`},
		"unknown flag":          {[]string{"serve", "-colour"}, 2, "", "-colour"},
		"check without a place": {[]string{"check"}, 2, "", "check needs the dataset's directory"},
		"serve with a place":    {[]string{"serve", "data"}, 2, "", `serve takes no argument "data"`},
		"load without database": {[]string{"load", "../data"}, 2, "", "load needs DATABASE_URL"},
		"activate nothing":      {[]string{"activate"}, 2, "", "activate needs the release's number"},
		"releases of none":      {[]string{"releases"}, 2, "", "releases needs DATABASE_URL"},
		"migrate without one":   {[]string{"migrate"}, 2, "", "migrate needs DATABASE_URL"},
		"a wrong database":      {[]string{"migrate", "-database-url", "mysql://x"}, 2, "", "must begin with sqlite:// or postgres://"},
		"check":                 {[]string{"check", "../data"}, 0, "the dataset is well formed", ""},
		"export without place":  {[]string{"export"}, 2, "", "export needs the directory to write into"},
		"generate no province":  {[]string{"generate", "-provinces", "0", "x"}, 2, "", "0 provinces"},
		"version":               {[]string{"version"}, 0, "doichieu ", ""},
		"check of nothing":      {[]string{"check", "."}, 1, "", "dataset.yaml: is missing"},
		"check of a file":       {[]string{"check", "main.go"}, 1, "", "main.go is not a directory"},

		"a misspelt command":         {[]string{"laod", "../data"}, 2, "", `unknown command "laod"; did you mean load?`},
		"a misspelt flag":            {[]string{"load", "-forec", "../data"}, 2, "", "unknown flag -forec; did you mean -force?"},
		"a misspelt setting":         {[]string{"-adr", ":1"}, 2, "", "unknown flag -adr; did you mean -addr?"},
		"help behind a command":      {[]string{"load", "--help"}, 0, "Usage: server", ""},
		"a flag behind":              {[]string{"load", "../data", "-force"}, 2, "", "load needs DATABASE_URL"},
		"a setting behind":           {[]string{"load", "../data", "-database-url", "mysql://x"}, 2, "", "must begin with sqlite:// or postgres://"},
		"a flag before":              {[]string{"-force", "load", "../data"}, 2, "", "load needs DATABASE_URL"},
		"flags all around":           {[]string{"-max-depth", "7", "check", "--max-cost=9", "../data", "-max-tokens", "8"}, 0, "the dataset is well formed", ""},
		"a flag behind a number":     {[]string{"activate", "7", "-max-depth=7"}, 2, "", "activate needs DATABASE_URL"},
		"a flag of another command":  {[]string{"check", "../data", "-force"}, 2, "", "check has no flag -force"},
		"a flag of no command":       {[]string{"-force"}, 2, "", "serve has no flag -force"},
		"a flag without its value":   {[]string{"check", "../data", "-sources"}, 2, "", "-sources needs a value"},
		"a flag for a value":         {[]string{"check", "-sources", "-force", "../data"}, 2, "", `-sources needs a value, and "-force" looks like a flag; if it is the value, write -sources=-force`},
		"a value like a flag":        {[]string{"check", "-sources=-texts", "../data"}, 1, "", "archived text"},
		"a number below zero":        {[]string{"serve", "-turn-timeout", "-1s"}, 2, "", "TURN_TIMEOUT (-turn-timeout) is -1s; it must be at least 1ms"},
		"no flags any more":          {[]string{"check", "--", "-force"}, 1, "", "stat -force: no such file"},
		"the end of flags alone":     {[]string{"check", "--"}, 2, "", "check needs the dataset's directory"},
		"the end of flags as value":  {[]string{"check", "-sources", "--", "../data"}, 2, "", "-sources needs a value"},
		"two directories":            {[]string{"check", "../data", "-max-depth", "7", "data"}, 2, "", `nothing else; "data" is too much`},
		"an empty directory's name":  {[]string{"check", ""}, 2, "", "check needs the dataset's directory"},
		"a number that is none":      {[]string{"generate", "-years", "many", "x"}, 2, "", `invalid value "many" for flag -years`},
		"years below zero":           {[]string{"generate", "-years", "-5", "x"}, 2, "", "-5 years"},
		"too many provinces":         {[]string{"generate", "-provinces", "99999", "x"}, 2, "", "99999 provinces"},
		"no number of a release":     {[]string{"activate", "x"}, 2, "", `"x" is not the number of a release`},
		"a release below zero":       {[]string{"activate", "-1"}, 2, "", `"-1" is not the number of a release`},
		"release zero":               {[]string{"activate", "0"}, 2, "", `"0" is not the number of a release`},
		"a release beyond numbers":   {[]string{"activate", "99999999999999999999"}, 2, "", `is not the number of a release`},
		"no slug of a document":      {[]string{"new-document", "Bình Định"}, 2, "", `the slug "Bình Định" is not well formed`},
		"a text that is not there":   {[]string{"new-document", "x", "-text", "nowhere.txt"}, 1, "", "nowhere.txt: no such file"},
		"a switch with a value":      {[]string{"load", "../data", "-force=false"}, 2, "", "load needs DATABASE_URL"},
		"a switch with a wrong one":  {[]string{"load", "../data", "-force=maybe"}, 2, "", `invalid boolean value "maybe" for -force`},
		"the health of no server":    {[]string{"health", "-addr", "127.0.0.1:1"}, 1, "", "no health"},
		"the health of any port":     {[]string{"health", "-addr", ":0"}, 2, "", "whose port is chosen when the server starts"},
		"a port that is none":        {[]string{"serve", "-addr", ":99999"}, 2, "", `"99999" is not a port`},
		"a port in words":            {[]string{"serve", "-addr", ":webb"}, 2, "", `"webb" is not a port`},
		"a port left out":            {[]string{"serve", "-addr", "localhost:"}, 2, "", `"" is not a port`},
		"an address that is none":    {[]string{"serve", "-addr", "256.1.1.1:80"}, 2, "", `"256.1.1.1" is neither an IP address nor a name`},
		"an address with a scheme":   {[]string{"serve", "-addr", "http://localhost:80"}, 2, "", "write an address like"},
		"a name that cannot be one":  {[]string{"serve", "-addr", "lo calhost:80"}, 2, "", `"lo calhost" is neither`},
		"an address of another host": {[]string{"serve", "-addr", "192.0.2.1:8080"}, 2, "", "cannot assign requested address"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := program(t, nil, tt.args...)
			if code != tt.code || !strings.Contains(stdout, tt.stdout) || !strings.Contains(stderr, tt.stderr) {
				t.Errorf("exit code %d\nstdout: %s\nstderr: %s", code, stdout, stderr)
			}
		})
	}
}

// databaseURLs runs a test with an empty database of either kind.
func databaseURLs(t *testing.T, test func(t *testing.T, url string)) {
	t.Run("SQLite", func(t *testing.T) { test(t, storetest.SQLiteURL(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, storetest.PostgresURL(t)) })
}

func TestLoadTwice(t *testing.T) {
	databaseURLs(t, func(t *testing.T, url string) {
		env := map[string]string{"DATABASE_URL": url}
		code, stdout, stderr := program(t, env, "load", "../data")
		if code != 0 || !strings.Contains(stdout, "is loaded\n") {
			t.Fatalf("exit code %d: %s%s", code, stdout, stderr)
		}
		code, stdout, stderr = program(t, env, "load", "../data")
		if code != 0 || !strings.Contains(stdout, "nothing changed") {
			t.Fatalf("exit code %d: %s%s", code, stdout, stderr)
		}
		code, stdout, stderr = program(t, env, "load", "-force", "../data")
		if code != 0 || !strings.Contains(stdout, "is loaded\n") {
			t.Fatalf("exit code %d: %s%s", code, stdout, stderr)
		}
	})
}

// The releases in a database can be listed, and an earlier one activated.
func TestGoingBack(t *testing.T) {
	databaseURLs(t, func(t *testing.T, url string) {
		database := storetest.Open(t, url)
		storetest.Fill(t, database)
		storetest.Load(t, database, storetest.Another(t, "next"), storetest.LoadedAt)
		env := map[string]string{"DATABASE_URL": url}
		steps := []struct {
			args           []string
			code           int
			stdout, stderr string
		}{
			{[]string{"releases"}, 0, `2 +next +2026-01-02T03:04:05Z +yes +[0-9a-f]{64} +whole\n1 +`, ""},
			{[]string{"activate", "1"}, 0, "release 1 is the one to serve", ""},
			{[]string{"releases"}, 0, `2 +next +2026-01-02T03:04:05Z +[0-9a-f]{64} +whole\n1 .* yes `, ""},
			{[]string{"activate", "7"}, 1, "", "release 7: no release of that number is kept"},
			{[]string{"activate", "next"}, 2, "", `"next" is not the number of a release`},
		}
		for _, step := range steps {
			code, stdout, stderr := program(t, env, step.args...)
			if code != step.code || !regexp.MustCompile(step.stdout).MatchString(stdout) || !strings.Contains(stderr, step.stderr) {
				t.Errorf("%v: exit code %d\n%s%s", step.args, code, stdout, stderr)
			}
		}
	})
}

func TestLoadOfABadDatasetTouchesNothing(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../data")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "documents", "quang-nam-2024-plan.yaml")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	bad := bytes.Replace(content, []byte("operator: MORE_THAN"), []byte("operator: OVER"), 1)
	if err := os.WriteFile(file, bad, 0o644); err != nil {
		t.Fatal(err)
	}
	databaseURLs(t, func(t *testing.T, url string) {
		code, _, stderr := program(t, map[string]string{"DATABASE_URL": url}, "load", dir)
		if code != 1 || !strings.Contains(stderr, "documents/quang-nam-2024-plan.yaml:") || !strings.Contains(stderr, `operator "OVER"`) {
			t.Errorf("exit code %d: %s", code, stderr)
		}
		database := storetest.Open(t, url)
		if _, err := database.SQL.Exec("SELECT 1 FROM " + database.Table("catalogue")); err == nil {
			t.Error("the database was touched")
		}
	})
}

// The program loads the shipped dataset into an empty database, answers, and ends when
// its context does.
func TestServe(t *testing.T) {
	databaseURLs(t, func(t *testing.T, url string) {
		ctx, stop := context.WithCancel(t.Context())
		reader, writer := io.Pipe()
		ended := make(chan int, 1)
		var stderr bytes.Buffer
		go func() {
			env := map[string]string{"ADDR": "127.0.0.1:0", "DATABASE_URL": url}
			ended <- run(ctx, nil, func(name string) string { return env[name] }, writer, &stderr)
			_ = writer.Close()
		}()
		line, err := bufio.NewReader(reader).ReadString('\n')
		if err != nil {
			t.Fatalf("it did not start: %v %s", err, stderr.String())
		}
		_, address, _ := strings.Cut(line, "http://")
		address, _, _ = strings.Cut(address, "/")

		body := `{"query":"{ dataset { documents { slug } } }"}`
		response, err := http.Post("http://"+address+"/graphql", "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		answer, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if !strings.Contains(string(answer), "binh-dinh-2024-plan") {
			t.Errorf("answered %s", answer)
		}
		stop()
		if code := <-ended; code != 0 {
			t.Errorf("ended with %d: %s", code, stderr.String())
		}
	})
}

// A server that is told to end reports that it is not ready while it still answers,
// lets running requests finish, and then stops.
func TestEnding(t *testing.T) {
	plans := shippedStore(t)
	ready := &readiness{plans: plans}
	s := defaultSettings()
	handler, err := newHandler(plans, s, observe.New("test"), ready)
	if err != nil {
		t.Fatal(err)
	}
	slow, started := make(chan struct{}), make(chan struct{})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			close(started)
			<-slow
		}
		handler.ServeHTTP(w, r)
	})}
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	s.drainPeriod = 200 * time.Millisecond
	go func() { ended <- serveUntil(ctx, startServing(server, listener), ready, s) }()

	cut := make(chan error, 1)
	go func() {
		response, err := http.Get(address + "/slow")
		if err == nil {
			_, err = io.ReadAll(response.Body)
		}
		cut <- err
	}()
	<-started
	end()
	for !ready.ending.Load() {
		time.Sleep(time.Millisecond)
	}
	for path, want := range map[string]int{"/readyz": 503, "/healthz": 200, "/graphql?query=%7Bdataset%7Brelease%7D%7D": 200} {
		response, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != want || !response.Close {
			t.Errorf("%s: %d, connection closed: %t", path, response.StatusCode, response.Close)
		}
	}
	close(slow)
	if err := <-cut; err != nil {
		t.Errorf("a request that ran was cut: %v", err)
	}
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	if _, err := http.Get(address + "/healthz"); err == nil {
		t.Error("it still answers")
	}
}

func handlerOver(t *testing.T, plans *store.Store) http.Handler {
	t.Helper()
	return handlerWith(t, plans, defaultSettings())
}

func handlerWith(t testing.TB, plans *store.Store, s settings) http.Handler {
	t.Helper()
	handler, err := newHandler(plans, s, observe.New("test"), &readiness{plans: plans})
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

// get requests a path by GET.
func get(t testing.TB, handler http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	return recorder
}

func TestPaths(t *testing.T) {
	handler := shippedHandler(t)
	for path, want := range map[string]struct {
		code        int
		contentType string
		part        string
	}{
		"/":              {200, "text/html; charset=utf-8", "Đối Chiếu"},
		"/examples.json": {200, "application/json; charset=utf-8", "Bình Định 2024"},
		"/healthz":       {200, "application/json; charset=utf-8", "alive"},
		"/readyz":        {200, "application/json; charset=utf-8", "is served"},
		"/metrics":       {200, "text/plain; version=0.0.4; charset=utf-8; escaping=underscores", "doichieu_build_info"},
		"/graphql?query=%7Bdataset%7Brelease%7D%7D": {200, "application/json; charset=utf-8", `"release"`},
		"/nowhere": {404, "application/json; charset=utf-8", "NOT_FOUND"},
	} {
		got := get(t, handler, path)
		if got.Code != want.code || got.Header().Get("Content-Type") != want.contentType || !strings.Contains(got.Body.String(), want.part) {
			t.Errorf("%s: %d %s\n%.300s", path, got.Code, got.Header().Get("Content-Type"), got.Body)
		}
		for _, name := range []string{"X-Request-Id", "X-Content-Type-Options", "Referrer-Policy"} {
			if got.Header().Get(name) == "" {
				t.Errorf("%s: no header %s", path, name)
			}
		}
		if !strings.Contains(got.Header().Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("%s: may be shown in a frame: %v", path, got.Header())
		}
	}
}

func TestNotReadyWithoutDataset(t *testing.T) {
	database := storetest.Open(t, storetest.SQLiteURL(t))
	storetest.Migrate(t, database)
	handler := handlerOver(t, store.New(database))
	if got := get(t, handler, "/readyz"); got.Code != http.StatusServiceUnavailable {
		t.Errorf("ready: %d %s", got.Code, got.Body)
	}
	if got := get(t, handler, "/healthz"); got.Code != http.StatusOK {
		t.Errorf("alive: %d %s", got.Code, got.Body)
	}
	got := get(t, handler, "/graphql?query=%7Bdataset%7Brelease%7D%7D")
	if !strings.Contains(got.Body.String(), `"code":"INTERNAL"`) || !strings.Contains(got.Body.String(), "No dataset has been loaded yet.") {
		t.Errorf("answered %s", got.Body)
	}
}

func TestLostDatabaseRevealsNothingInternal(t *testing.T) {
	database := storetest.Open(t, storetest.SQLiteURL(t))
	plans := storetest.Fill(t, database)
	if _, err := plans.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	_ = database.Close()
	handler := handlerOver(t, plans)
	got := get(t, handler, "/graphql?query=%7Btargets%7Bnodes%7Bid%7D%7D%7D")
	var answer struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code, RequestID string }
		}
	}
	if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil || len(answer.Errors) != 1 {
		t.Fatalf("answered %s", got.Body)
	}
	e := answer.Errors[0]
	if e.Message != "Internal error." || e.Extensions.Code != "INTERNAL" || e.Extensions.RequestID != got.Header().Get("X-Request-Id") {
		t.Errorf("answered %s", got.Body)
	}
	if ready := get(t, handler, "/readyz"); ready.Code != http.StatusServiceUnavailable {
		t.Errorf("ready: %d", ready.Code)
	}
}

func TestBodyIsBounded(t *testing.T) {
	handler := shippedHandler(t)
	recorder := httptest.NewRecorder()
	body := strings.NewReader(`{"query":"{ dataset { release } }` + strings.Repeat(" ", defaultSettings().bodyBytes) + `"}`)
	request := httptest.NewRequest(http.MethodPost, "/graphql", body)
	request.Header.Set("Content-Type", "application/json")
	handler.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusRequestEntityTooLarge || !strings.Contains(recorder.Body.String(), `"code":"LIMIT_EXCEEDED"`) {
		t.Errorf("a body of over %d bytes: %d %.200s", defaultSettings().bodyBytes, recorder.Code, recorder.Body)
	}
}

func TestNewDocument(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll(documentsDir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("plan.txt", []byte("một\nhai\nba"), 0o644); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := program(t, nil, "new-document", "-text", "plan.txt", "hue-2025-plan")
	if code != 0 || !strings.Contains(stdout, "hue-2025-plan.yaml is written") {
		t.Fatalf("exit code %d: %s%s", code, stdout, stderr)
	}
	content, err := os.ReadFile(filepath.Join(documentsDir, "hue-2025-plan.yaml"))
	if err != nil || !strings.Contains(string(content), "  lines: 3\n") {
		t.Errorf("%v: %.600s", err, content)
	}
	if code, _, stderr = program(t, nil, "new-document", "hue-2025-plan"); code != 1 || !strings.Contains(stderr, "exists") {
		t.Errorf("written again: exit code %d: %s", code, stderr)
	}
	if code, _, stderr = program(t, nil, "new-document", "../etc"); code != 2 || !strings.Contains(stderr, "not well formed") {
		t.Errorf("a wrong slug: exit code %d: %s", code, stderr)
	}
}

// A skeleton is well formed except for what the editor must fill in, and check names
// each of these places.
func TestCheckOfASkeleton(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../data")); err != nil {
		t.Fatal(err)
	}
	content, err := data.NewDocument("hue-2025-plan", []byte("một\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "documents", "hue-2025-plan.yaml"), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	_, _, stderr := program(t, nil, "check", dir)
	for _, want := range []string{
		`documents/hue-2025-plan.yaml:4: unknown province ""`,
		"documents/hue-2025-plan.yaml:7: title in Vietnamese is missing",
		"documents/hue-2025-plan.yaml:8: title in English is missing",
		"documents/hue-2025-plan.yaml:13: issuer is missing",
		"documents/hue-2025-plan.yaml:15: expected a whole number such as 2024",
		"documents/hue-2025-plan.yaml:16: expected a whole number such as 2024",
		"\n6 problems",
	} {
		if !strings.Contains(stderr, want) {
			t.Errorf("%q is not told in:\n%s", want, stderr)
		}
	}
}

// A synthetic dataset can be checked and loaded like a real one.
func TestGeneratedDatasetLoads(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "synthetic")
	if code, _, stderr := program(t, nil, "generate", "-provinces", "1", "--years", "2", dir); code != 0 {
		t.Fatal(stderr)
	}
	if code, stdout, stderr := program(t, nil, "check", dir); code != 0 || !strings.Contains(stdout, "3 documents") {
		t.Fatalf("check: %s%s", stdout, stderr)
	}
	databaseURLs(t, func(t *testing.T, url string) {
		code, stdout, stderr := program(t, map[string]string{"DATABASE_URL": url}, "load", dir)
		if code != 0 || stdout != "release synthetic-1x2-1 is loaded\n" {
			t.Errorf("exit code %d: %s%s", code, stdout, stderr)
		}
	})
}

// A mistyped name in a filter is an error, because an empty result would suggest that
// there are no records. The message contains everything, since some clients drop
// extensions.
func TestUnknownNamesInFiltersAreErrors(t *testing.T) {
	handler := shippedHandler(t)
	for name, tt := range map[string]struct{ address, message string }{
		"a province":           {`targets(where:{province:"binh-dihn"}){totalCount}`, `province: There is no province "binh-dihn". Did you mean "binh-dinh"?`},
		"one that people type": {`planYears(where:{province:"TP.HCM"}){totalCount}`, `province: There is no province "TP.HCM". Did you mean "ho-chi-minh-city"?`},
		"an agency":            {`tasks(where:{agency:"quang-nam.so-noi-v"}){totalCount}`, `agency: There is no agency "quang-nam.so-noi-v". Did you mean "quang-nam.so-noi-vu"?`},
	} {
		for range 2 { // the second uses the caches
			got := sendGet(handler, "{"+tt.address+"}").Body.String()
			if !strings.Contains(got, strconv.Quote(tt.message)) || !strings.Contains(got, `"code":"BAD_USER_INPUT"`) {
				t.Errorf("%s: %s", name, got)
			}
		}
	}
	csv := get(t, handler, "/csv/targets?province=binh-dihn")
	if csv.Code != http.StatusBadRequest || !strings.Contains(csv.Body.String(), strconv.Quote(`province: There is no province "binh-dihn". Did you mean "binh-dinh"?`)) {
		t.Errorf("CSV: %d %s", csv.Code, csv.Body)
	}
}
