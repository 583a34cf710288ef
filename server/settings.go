package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/dustin/go-humanize"

	"doichieu/db"
	"doichieu/download"
	"doichieu/graph"
	"doichieu/limit"
	"doichieu/load"
	"doichieu/observe"
	"doichieu/store"
	"doichieu/traffic"
)

// settings are chosen by operators, each by a flag or by an environment variable. The
// flag takes precedence.
type settings struct {
	addr             string
	databaseURL      string
	readURL          string
	noticeURL        string
	databaseSchema   string
	readers          []string
	databaseWait     time.Duration
	statementTimeout time.Duration
	connections      int
	idleConnections  int
	connectionAge    time.Duration
	keep             int

	bodyBytes   int
	limits      limit.Limits
	values      int
	operations  int
	waiting     int
	answerBytes int
	unsentBytes int
	execution   string
	downloads   int
	headerBytes int

	recordsBytes   int
	cacheBytes     int
	cacheMaxAge    time.Duration
	compressFrom   int
	persisted      int
	persistedBytes int
	parsedBytes    int

	rateLimit      int
	rateBurst      int
	trustedProxies []netip.Prefix
	corsOrigins    []string

	logFormat      string
	logLevel       slog.Level
	tracesEndpoint string // base URL, to which /v1/traces is appended
	tracesURL      string // complete URL, which takes precedence
	tracesExporter string
	tracesDisabled bool

	headerTimeout   time.Duration
	readTimeout     time.Duration
	requestTimeout  time.Duration
	downloadTimeout time.Duration
	turnTimeout     time.Duration
	idleTimeout     time.Duration
	drainPeriod     time.Duration
	shutdownTimeout time.Duration
	refreshInterval time.Duration
}

// declare sets the defaults of s and returns every setting, in the order of the table
// in docs/operations.md, which is generated from them.
func (s *settings) declare() []setting {
	return []setting{
		declare("ADDR", &s.addr, ":8080", address, "where to listen"),
		declare("DATABASE_URL", &s.databaseURL, "", secretURL(db.CheckURL),
			"`sqlite://FILE` or `postgres://…`; unset: a private SQLite file with the shipped dataset, removed at the end"),
		declare("DATABASE_READ_URL", &s.readURL, "", secretURL(db.CheckPostgresURL),
			"PostgreSQL servers to read from, such as standbys; unset: those of `DATABASE_URL`"),
		declare("DATABASE_NOTICE_URL", &s.noticeURL, "", secretURL(checkNoticeURL),
			"PostgreSQL server that tells of new releases, not by way of a pooler; unset: `DATABASE_URL`; `none`: servers only look for them"),
		declare("DATABASE_SCHEMA", &s.databaseSchema, db.DefaultSchema, checked(db.CheckSchema),
			"PostgreSQL schema of the catalogue, whatever the search path; releases get schemas `NAME_release_N`"),
		declare("DATABASE_READ_ROLES", &s.readers, nil, list(readRole, "names of roles like web,reports"),
			"PostgreSQL roles that `load` and `migrate` let read the catalogue and its releases"),
		declare("DATABASE_WAIT", &s.databaseWait, 30*time.Second, durationFrom(0), "at the start, for a database that cannot be reached yet"),
		declare("STATEMENT_TIMEOUT", &s.statementTimeout, 8*time.Second, durationFrom(0),
			"for one statement that reads from PostgreSQL, kept by the server; 0: none"),
		declare("MAX_CONNECTIONS", &s.connections, db.DefaultMaxOpen, count(1), "connections to PostgreSQL, of readers and of loaders each; two more only look at the catalogue"),
		declare("IDLE_CONNECTIONS", &s.idleConnections, db.DefaultMaxOpen, count(1), "of these, kept while nothing runs on them"),
		declare("CONNECTION_AGE", &s.connectionAge, 30*time.Minute, durationFrom(0), "after which a connection is made anew; 0: never"),
		declare("KEEP_RELEASES", &s.keep, load.DefaultKeep, count(1), "releases of the dataset that a load leaves readable, its own among them"),

		declare("MAX_BODY", &s.bodyBytes, limit.DefaultBodyBytes, size(1), "body of a request"),
		declare("MAX_HEADERS", &s.headerBytes, limit.DefaultHeaderBytes, size(1<<10), "headers of a request, with its address"),
		declare("MAX_TOKENS", &s.limits.Tokens, limit.Default.Tokens, count(1), "GraphQL tokens of a document"),
		declare("MAX_NAME_BYTES", &s.limits.NameBytes, limit.Default.NameBytes, count(1), "bytes of a name in a document"),
		declare("MAX_DOCUMENT_OPERATIONS", &s.limits.Operations, limit.Default.Operations, count(1), "operations in a document, of which one is executed"),
		declare("MAX_DEPTH", &s.limits.Depth, limit.Default.Depth, count(1), "fields within fields"),
		declare("MAX_ALIASES", &s.limits.Aliases, limit.Default.Aliases, count(0), "aliased fields, with fragments in place"),
		declare("MAX_ALIAS_BYTES", &s.limits.AliasBytes, limit.Default.AliasBytes, count(1), "bytes of an alias"),
		declare("MAX_ROOT_FIELDS", &s.limits.RootFields, limit.Default.RootFields, count(1), "fields of the query itself"),
		declare("MAX_DIRECTIVES", &s.limits.Directives, limit.Default.Directives, count(0), "directives, with fragments in place"),
		declare("MAX_SPREADS", &s.limits.Spreads, limit.Default.Spreads, count(0), "fragments that are spread or written in place"),
		declare("MAX_FIELDS", &s.limits.Fields, limit.Default.Fields, count(1), "fields, with fragments in place"),
		declare("MAX_PAGE_SIZE", &s.limits.PageSize, limit.Default.PageSize, between(1, limit.MaxPageSize), "`first` and `last`"),
		declare("MAX_INPUT_DEPTH", &s.limits.InputDepth, limit.Default.InputDepth, count(1), "lists and objects within each other, in arguments and variables"),
		declare("MAX_INPUT_LIST", &s.limits.InputList, limit.Default.InputList, count(1), "entries of a list in arguments and variables"),
		declare("MAX_INPUT_VALUES", &s.limits.InputValues, limit.Default.InputValues, count(1), "values in all variables together"),
		declare("MAX_COST", &s.limits.Cost, limit.Default.Cost, count(1), "fields weighted by how many entries the lists around them may have"),
		declare("MAX_VALUES", &s.values, limit.DefaultValues, count(1), "values answered: fields, entries of lists, and each 64 bytes of text"),
		declare("MAX_ANSWER", &s.answerBytes, limit.DefaultAnswerBytes, size(1<<10), "answer of an operation in JSON, before it is compressed"),
		declare("MAX_OPERATIONS", &s.operations, limit.DefaultOperations, count(1),
			"operations that run at once, without those that wait for the database; others wait for their turn"),
		declare("MAX_WAITING", &s.waiting, limit.DefaultWaiting, count(1),
			"operations and downloads that wait for the database at once; others wait for their turn"),
		declare("EXECUTION", &s.execution, compiled, oneOf(compiled, plain),
			"how operations are executed: `compiled` to plans, or by the `plain` executor of gqlgen, which answers the same"),
		declare("MAX_DOWNLOADS", &s.downloads, limit.DefaultDownloads, count(1),
			"downloads that are made at once, without those that wait for the database or for their clients; others wait for their turn"),
		declare("UNSENT_BYTES", &s.unsentBytes, limit.DefaultUnsentBytes, size(1<<20),
			"memory of answers that clients have not read yet; beyond, who does not read loses the connection"),

		declare("REQUEST_TIMEOUT", &s.requestTimeout, 10*time.Second, duration,
			"for one request, after which its SQL and the rest of its work end too; downloads have `DOWNLOAD_TIMEOUT`"),
		declare("DOWNLOAD_TIMEOUT", &s.downloadTimeout, 10*time.Minute, duration,
			"for one download, a CSV or the zip file, to be made and sent, after which it is broken off"),
		declare("TURN_TIMEOUT", &s.turnTimeout, 2*time.Second, duration,
			"to wait for a turn, after which the answer is 503 with `Retry-After`"),
		declare("HEADER_TIMEOUT", &s.headerTimeout, 5*time.Second, duration, "for a client to send a request's headers"),
		declare("READ_TIMEOUT", &s.readTimeout, 15*time.Second, duration, "for a client to send a whole request"),
		declare("IDLE_TIMEOUT", &s.idleTimeout, 2*time.Minute, duration, "for which an idle connection is kept"),
		declare("DRAIN_PERIOD", &s.drainPeriod, 0, durationFrom(0),
			"to go on answering at the end while `/readyz` says not ready; behind a load balancer, longer than it takes to notice"),
		declare("SHUTDOWN_TIMEOUT", &s.shutdownTimeout, 10*time.Second, duration, "for running requests to finish at the end"),
		declare("REFRESH_INTERVAL", &s.refreshInterval, 2*time.Second, duration, "between looks for another release of the dataset"),

		declare("RECORDS_BYTES", &s.recordsBytes, store.DefaultCacheBytes, size(1<<20),
			"plan years and documents that are kept in memory; others are read when they are asked for"),
		declare("CACHE_BYTES", &s.cacheBytes, 64<<20, size(0), "finished answers that are kept, without errors and of one release; 0: none"),
		declare("CACHE_MAX_AGE", &s.cacheMaxAge, time.Minute, durationFrom(0),
			"for which clients and proxies may use the answer to a GET without asking again"),
		declare("COMPRESS_FROM", &s.compressFrom, 1<<10, size(1), "answers of this size are compressed for clients that accept gzip"),
		declare("PERSISTED_QUERIES", &s.persisted, 1_000, count(1), "automatic persisted queries that are kept"),
		declare("PERSISTED_BYTES", &s.persistedBytes, 4<<20, size(0), "text of persisted queries that is kept, each at most a sixteenth of it"),
		declare("PARSED_BYTES", &s.parsedBytes, 32<<20, size(0), "memory for parsed documents"),

		declare("RATE_LIMIT", &s.rateLimit, 0, count(0), "requests a minute from one client, after which the answer is 429 with `Retry-After`; 0: any number"),
		declare("RATE_BURST", &s.rateBurst, limit.DefaultRateBurst, count(1), "requests of one client that may come at once"),
		declare("TRUSTED_PROXIES", &s.trustedProxies, nil, list(netip.ParsePrefix, "networks like 10.0.0.0/8,fd00::/8"),
			"networks of proxies whose `X-Forwarded-For` tells who the client is"),
		declare("CORS_ORIGINS", &s.corsOrigins, []string{"*"}, list(readOrigin, "origins like https://example.org, or *"),
			"sites whose pages may ask from a browser; never with cookies"),

		declare("LOG_FORMAT", &s.logFormat, observe.LogText, oneOf(observe.LogText, observe.LogJSON), "`text` or `json`"),
		declare("LOG_LEVEL", &s.logLevel, slog.LevelInfo, level, "least that is logged: `DEBUG`, `INFO`, `WARN` or `ERROR`"),
		declare("OTEL_EXPORTER_OTLP_ENDPOINT", &s.tracesEndpoint, "", secretURL(checkEndpoint),
			"`http://HOST:4318` that takes traces, at `/v1/traces`; unset: there are none. OpenTelemetry's variables of its exporter, sampler, batches and resource hold too"),
		declare("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", &s.tracesURL, "", secretURL(checkEndpoint),
			"the whole address that takes traces, in the place of the one before"),
		declare("OTEL_TRACES_EXPORTER", &s.tracesExporter, exportOTLP, oneOf(exportOTLP, exportNone), "`none` turns traces off"),
		declare("OTEL_SDK_DISABLED", &s.tracesDisabled, false, boolean, "`true` turns traces off as well"),
	}
}

// The values of EXECUTION.
const (
	compiled = "compiled"
	plain    = "plain"
)

// The values of OTEL_TRACES_EXPORTER.
const (
	exportOTLP = "otlp"
	exportNone = "none"
)

// traceEndpoint returns the URL that traces are sent to, or nothing if they are turned
// off.
func (s *settings) traceEndpoint() string {
	switch {
	case s.tracesDisabled || s.tracesExporter == exportNone:
		return ""
	case s.tracesURL != "" || s.tracesEndpoint == "":
		return s.tracesURL
	default:
		return strings.TrimRight(s.tracesEndpoint, "/") + "/v1/traces"
	}
}

// schema returns the schema with the chosen executor.
func (s *settings) schema(plans *store.Store) graphql.ExecutableSchema {
	if s.execution == plain {
		return graph.NewPlainSchema(plans)
	}
	return graph.NewSchema(plans)
}

// writeTimeout returns how long an answer may take to be made and sent.
func (s *settings) writeTimeout() time.Duration { return s.requestTimeout + 5*time.Second }

// timeoutOf returns how long a request may take. Downloads may take longer than others.
func (s *settings) timeoutOf(r *http.Request) time.Duration {
	if download.HasPath(r.URL.Path) {
		return s.downloadTimeout
	}
	return s.requestTimeout
}

// clientRate returns the rate limit of clients. Probes and metrics are exempt.
func (s *settings) clientRate() traffic.RateLimit {
	return traffic.RateLimit{
		PerMinute: s.rateLimit, Burst: s.rateBurst, TrustedProxies: s.trustedProxies,
		Exempt: []string{"/healthz", "/readyz", "/metrics"},
	}
}

// answerBudget returns the budget for the memory of answers that clients have not read
// yet.
func (s *settings) answerBudget() *traffic.Budget {
	return traffic.NewBudget(s.unsentBytes, max(1, s.operations/4), s.turnTimeout)
}

// meter returns the meter that aborts an operation, or a page of a download, whose
// answer is too large.
func (s *settings) meter() limit.Meter {
	return limit.Meter{Values: s.values, Bytes: s.answerBytes, Present: graph.Present}
}

// defaultSettings returns the settings with their defaults.
func defaultSettings() settings {
	var s settings
	s.declare()
	return s
}

// register adds a flag for each setting. The returned function must be called after
// the flags are parsed; it reads the settings and returns all their errors at once.
func (s *settings) register(flags *flag.FlagSet, env func(string) string) (read func() error) {
	declared := s.declare()
	flagValues := map[string]string{}
	for _, setting := range declared {
		flags.Func(setting.flag(), "", func(text string) error {
			flagValues[setting.name] = text
			return nil
		})
	}
	return func() error {
		var problems []error
		for _, setting := range declared {
			if text := cmp.Or(flagValues[setting.name], env(setting.name)); text != "" {
				problems = append(problems, setting.set(text))
			}
		}
		return errors.Join(problems...)
	}
}

// setting describes a setting.
type setting struct {
	name    string // of the environment variable
	meaning string
	read    func(text string) error
	value   func() string // the value without secrets
}

// flag returns the name of the flag: max-depth for MAX_DEPTH.
func (s setting) flag() string {
	return strings.ReplaceAll(strings.ToLower(s.name), "_", "-")
}

func (s setting) set(text string) error {
	if err := s.read(text); err != nil {
		return fmt.Errorf("%s (-%s) %w", s.name, s.flag(), err)
	}
	return nil
}

// kind parses and formats the values of a kind of setting.
type kind[T any] struct {
	read   func(string) (T, error)
	format func(T) string
}

func declare[T any](name string, into *T, fallback T, of kind[T], meaning string) setting {
	*into = fallback
	return setting{
		name: name, meaning: meaning,
		value: func() string { return of.format(*into) },
		read: func(text string) error {
			value, err := of.read(text)
			if err == nil {
				*into = value
			}
			return err
		},
	}
}

func unchanged(text string) string { return text }

// oneOf is the kind of a setting that is one of a few words.
func oneOf(words ...string) kind[string] {
	return kind[string]{
		read: func(text string) (string, error) {
			if !slices.Contains(words, text) {
				return "", fmt.Errorf("is %q; write %s", text, strings.Join(words, " or "))
			}
			return text, nil
		},
		format: unchanged,
	}
}

// checked is the kind of a text that check accepts.
func checked(check func(text string) error) kind[string] {
	return kind[string]{
		read: func(text string) (string, error) {
			if err := check(text); err != nil {
				return "", fmt.Errorf("is %q; %w", text, err)
			}
			return text, nil
		},
		format: unchanged,
	}
}

// readRole accepts any name that is not empty.
func readRole(text string) (string, error) {
	if text == "" {
		return "", errors.New("no name")
	}
	return text, nil
}

// boolean is true or false in upper or lower case, as OpenTelemetry specifies.
var boolean = kind[bool]{
	read: func(text string) (bool, error) {
		switch strings.ToLower(text) {
		case "true":
			return true, nil
		case "false":
			return false, nil
		default:
			return false, fmt.Errorf("is %q; write true or false", text)
		}
	},
	format: strconv.FormatBool,
}

// secretURL is the kind of a URL that may contain a password. Neither logs nor errors
// contain the password, and the errors of check must not either.
func secretURL(check func(url string) error) kind[string] {
	return kind[string]{
		read: func(text string) (string, error) {
			if err := check(text); err != nil {
				return "", fmt.Errorf("cannot be used: %w", err)
			}
			return text, nil
		},
		format: withoutSecrets,
	}
}

func withoutSecrets(text string) string {
	parsed, err := url.Parse(text)
	if err != nil {
		return "set"
	}
	return (&url.URL{Scheme: parsed.Scheme, Host: parsed.Host, Path: parsed.Path}).String()
}

func checkNoticeURL(text string) error {
	if text == db.NoNotices {
		return nil
	}
	return db.CheckPostgresURL(text)
}

func checkEndpoint(text string) error {
	parsed, err := url.Parse(text)
	if err != nil || parsed.Host == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return errors.New("the address must be like http://HOST:4318")
	}
	return nil
}

// duration is a duration long enough for something to succeed within it.
var duration = durationFrom(time.Millisecond)

// durationFrom is a duration of at least a minimum.
func durationFrom(least time.Duration) kind[time.Duration] {
	return kind[time.Duration]{
		read: func(text string) (time.Duration, error) {
			value, err := time.ParseDuration(text)
			if err != nil {
				return 0, fmt.Errorf("is %q; write a duration like 10s or 1m30s", text)
			}
			return atLeast(value, least, text)
		},
		format: time.Duration.String,
	}
}

var level = kind[slog.Level]{
	read: func(text string) (value slog.Level, err error) {
		if value.UnmarshalText([]byte(text)) != nil {
			err = fmt.Errorf("is %q; write DEBUG, INFO, WARN or ERROR", text)
		}
		return value, err
	},
	format: slog.Level.String,
}

// list is the kind of a comma-separated list.
func list[T any](read func(string) (T, error), example string) kind[[]T] {
	return kind[[]T]{
		read: func(text string) ([]T, error) {
			var values []T
			for part := range strings.SplitSeq(text, ",") {
				value, err := read(strings.TrimSpace(part))
				if err != nil {
					return nil, fmt.Errorf("has %q; write %s", part, example)
				}
				values = append(values, value)
			}
			return values, nil
		},
		format: func(values []T) string { return strings.Trim(strings.ReplaceAll(fmt.Sprint(values), " ", ","), "[]") },
	}
}

// readOrigin accepts * for any site, or the origin of a site.
func readOrigin(text string) (string, error) {
	parsed, err := url.Parse(text)
	if text != "*" && (err != nil || parsed.Host == "" || text != parsed.Scheme+"://"+parsed.Host) {
		return "", errors.New("not an origin")
	}
	return text, nil
}

// count is a whole number of at least a minimum.
func count(least int) kind[int] { return between(least, math.MaxInt32) }

// between is a whole number between a minimum and a maximum.
func between(least, most int) kind[int] {
	return kind[int]{
		read: func(text string) (int, error) {
			value, err := strconv.ParseInt(text, 10, 32)
			if err != nil {
				return 0, fmt.Errorf("is %q; write a whole number", text)
			}
			if int(value) > most {
				return 0, fmt.Errorf("is %s; it must be at most %d", text, most)
			}
			return atLeast(int(value), least, text)
		},
		format: strconv.Itoa,
	}
}

// size is a number of bytes of at least a minimum: 4096, 64KiB, 2MiB.
func size(least int) kind[int] {
	return kind[int]{
		read: func(text string) (int, error) {
			value, err := humanize.ParseBytes(text)
			if err != nil || value > math.MaxInt || strings.Contains(text, ",") { // ParseBytes ignores commas
				return 0, fmt.Errorf("is %q; write a size like 4096, 64KiB or 2MiB", text)
			}
			return atLeast(int(value), least, text)
		},
		format: func(value int) string { return humanize.IBytes(uint64(value)) },
	}
}

// atLeast returns value, or an error about its text if it is below a minimum.
func atLeast[T cmp.Ordered](value, least T, text string) (T, error) {
	if value < least {
		return least, fmt.Errorf("is %s; it must be at least %v", text, least)
	}
	return value, nil
}
