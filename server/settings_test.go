package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the table of settings into docs/operations.md")

func TestSettings(t *testing.T) {
	env := map[string]string{
		"ADDR": ":1", "DATABASE_URL": "sqlite://x", "MAX_BODY": "64KiB", "MAX_DEPTH": "7", "REQUEST_TIMEOUT": "1m30s", "MAX_COST": "",
	}
	cfg, err := parse([]string{"serve", "-addr", ":2", "-max-aliases=0"}, func(name string) string { return env[name] })
	if err != nil {
		t.Fatal(err)
	}
	want := defaultSettings()
	want.addr, want.databaseURL, want.bodyBytes, want.requestTimeout = ":2", "sqlite://x", 64<<10, 90*time.Second
	want.limits.Depth, want.limits.Aliases = 7, 0
	if diff := cmp.Diff(want, cfg.settings, cmp.AllowUnexported(settings{})); diff != "" {
		t.Error(diff)
	}
}

// Sizes and durations can be written in the usual ways.
func TestNotationsOfSettings(t *testing.T) {
	for text, want := range map[string]int{"4096": 4096, "64KiB": 64 << 10, "2MiB": 2 << 20, "2 MiB": 2 << 20, "1kB": 1000} {
		cfg, err := parse([]string{"-max-body", text}, func(string) string { return "" })
		if err != nil || cfg.bodyBytes != want {
			t.Errorf("%s: %d, %v", text, cfg.bodyBytes, err)
		}
	}
	if _, err := parse([]string{"-max-body", "1,5MiB"}, func(string) string { return "" }); err == nil {
		t.Error("a comma is read past")
	}
	for text, want := range map[string]time.Duration{"10s": 10 * time.Second, "1m30s": 90 * time.Second, "250ms": 250 * time.Millisecond} {
		cfg, err := parse([]string{"-request-timeout=" + text}, func(string) string { return "" })
		if err != nil || cfg.requestTimeout != want {
			t.Errorf("%s: %s, %v", text, cfg.requestTimeout, err)
		}
	}
}

// All wrong settings are reported at once, so that an operator need not find them one
// by one.
func TestEveryWrongSettingIsReportedAtOnce(t *testing.T) {
	env := map[string]string{
		"ADDR": "8080", "DATABASE_URL": "postgres://me:hunter2@host:high/plans", "DATABASE_READ_URL": "sqlite://plans.db",
		"DATABASE_NOTICE_URL": "never", "OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4318",
		"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "here", "OTEL_TRACES_EXPORTER": "zipkin", "OTEL_SDK_DISABLED": "yes",
		"MAX_DEPTH": "deep", "MAX_TOKENS": "0", "MAX_BODY": "much", "REQUEST_TIMEOUT": "10", "TURN_TIMEOUT": "-1s",
	}
	code, _, stderr := program(t, env, "serve", "-max-fields", "9999999999")
	want := `ADDR (-addr) is "8080"; write an address like :8080 or 127.0.0.1:8080
DATABASE_URL (-database-url) cannot be used: the database URL is not a well-formed URL
DATABASE_READ_URL (-database-read-url) cannot be used: the URL must begin with postgres://
DATABASE_NOTICE_URL (-database-notice-url) cannot be used: the URL must begin with postgres://
MAX_BODY (-max-body) is "much"; write a size like 4096, 64KiB or 2MiB
MAX_TOKENS (-max-tokens) is 0; it must be at least 1
MAX_DEPTH (-max-depth) is "deep"; write a whole number
MAX_FIELDS (-max-fields) is "9999999999"; write a whole number
REQUEST_TIMEOUT (-request-timeout) is "10"; write a duration like 10s or 1m30s
TURN_TIMEOUT (-turn-timeout) is -1s; it must be at least 1ms
OTEL_EXPORTER_OTLP_ENDPOINT (-otel-exporter-otlp-endpoint) cannot be used: the address must be like http://HOST:4318
OTEL_EXPORTER_OTLP_TRACES_ENDPOINT (-otel-exporter-otlp-traces-endpoint) cannot be used: the address must be like http://HOST:4318
OTEL_TRACES_EXPORTER (-otel-traces-exporter) is "zipkin"; write otlp or none
OTEL_SDK_DISABLED (-otel-sdk-disabled) is "yes"; write true or false
server help tells every command, flag and setting.
`
	if diff := cmp.Diff(want, stderr); diff != "" || code != 2 {
		t.Errorf("exit code %d\n%s", code, diff)
	}
}

// The endpoint of traces follows the rules of OpenTelemetry's environment variables.
func TestTraceEndpoint(t *testing.T) {
	const endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT"
	for want, envs := range map[string][]map[string]string{
		"": {
			{}, {"OTEL_TRACES_EXPORTER": "otlp"}, {endpoint: "http://c:4318", "OTEL_TRACES_EXPORTER": "none"},
			{endpoint: "http://c:4318", "OTEL_SDK_DISABLED": "true"}, {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c/t", "OTEL_SDK_DISABLED": "TRUE"},
		},
		"http://c:4318/v1/traces": {
			{endpoint: "http://c:4318"}, {endpoint: "http://c:4318/"}, {endpoint: "http://c:4318", "OTEL_TRACES_EXPORTER": "otlp", "OTEL_SDK_DISABLED": "false"},
		},
		"http://c/t": {{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c/t"}, {endpoint: "http://d:4318", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c/t"}},
	} {
		for _, env := range envs {
			cfg, err := parse(nil, func(name string) string { return env[name] })
			if got := cfg.traceEndpoint(); got != want || err != nil {
				t.Errorf("%v: to %q, want %q, %v", env, got, want, err)
			}
		}
	}
}

func TestPasswordsAreNotShown(t *testing.T) {
	for url, want := range map[string]string{
		"postgres://me:hunter2@host:5432/plans?sslmode=disable": "postgres://host:5432/plans",
		"postgres://host/plans?password=hunter2":                "postgres://host/plans",
		"postgres://me:hunter2%@host":                           "set",
		"sqlite:///var/lib/plans.db":                            "sqlite:///var/lib/plans.db",
		"":                                                      "",
	} {
		if got := withoutSecrets(url); got != want {
			t.Errorf("%q is shown for %q", got, url)
		}
	}
}

// The table of settings in docs/operations.md is up to date.
func TestSettingsTable(t *testing.T) {
	const (
		page  = "../docs/operations.md"
		begin = "<!-- The table of settings is written by `make generate`. -->\n"
	)
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(content), begin)
	table, after, _ := strings.Cut(rest, "\n\n")
	if !found {
		t.Fatalf("%s has no line %q", page, begin)
	}
	want := settingsTable()
	if *update {
		if err := os.WriteFile(page, []byte(before+begin+want+"\n\n"+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, table); diff != "" {
		t.Errorf("%s is stale; run make generate\n%s", page, diff)
	}
}

func settingsTable() string {
	rows := []string{"| environment | flag | default | meaning |", "| --- | --- | --- | --- |"}
	for _, setting := range new(settings).declare() {
		fallback := "unset"
		if value := setting.value(); value != "" {
			fallback = "`" + value + "`"
		}
		rows = append(rows, fmt.Sprintf("| `%s` | `-%s` | %s | %s |", setting.name, setting.flag(), fallback, setting.meaning))
	}
	return strings.Join(rows, "\n")
}
