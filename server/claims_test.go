package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// claims lists what docs/operations.md and SECURITY.md promise about HTTP, settings,
// exit codes and commands, word for word, with the tests that verify each promise. If
// you change a promise, change its tests and this list.
var claims = map[string]map[string][]string{
	"docs/operations.md": {
		// Settings
		"A flag wins over the environment, and an empty variable counts as unset":   {"TestSettings"},
		"Sizes are bytes, or take a unit":                                           {"TestSettings", "TestNotationsOfSettings"},
		"All wrong settings are reported at once at the start, with exit code 2":    {"TestEveryWrongSettingIsReportedAtOnce"},
		"Passwords are never logged":                                                {"TestPasswordsStaySecret", "TestPasswordsAreNotShown"},
		"an address that cannot be listened on":                                     {"TestCommandLine"},
		"a port that another program uses with exit code 1":                         {"TestAddressInUse"},
		"unset: a private SQLite file with the shipped dataset, removed at the end": {"TestSignals"},
		"at the start, for a database that cannot be reached yet":                   {"TestPasswordsStaySecret", "TestStartWaitsForTheDatabase"},
		"`none` turns traces off":                                                   {"TestTracesTurnedOff", "TestTraceEndpoint"},
		"the whole address that takes traces, in the place of the one before":       {"TestTraceEndpoint"},
		"for a client to send a request's headers":                                  {"TestClientTimeouts"},
		"for a client to send a whole request":                                      {"TestClientTimeouts"},
		"for which an idle connection is kept":                                      {"TestClientTimeouts"},
		"for one download, a CSV or the zip file, to be made and sent":              {"TestEveryRequestHasADeadline", "TestDownloadsEnd"},
		"to wait for a turn, after which the answer is 503 with `Retry-After`":      {"TestRequestsWaitForASlot"},
		"networks of proxies whose `X-Forwarded-For` tells who the client is":       {"TestClientOfARequest"},
		"sites whose pages may ask from a browser; never with cookies":              {"TestCrossOrigin"},
		"requests a minute from one client, after which the answer is 429":          {"TestRateLimit", "TestRateLimitOfAClient"},
		"executed: `compiled` to plans, or by the `plain` executor of gqlgen":       {"TestExecutions"},
		"answers of this size are compressed for clients that accept gzip":          {"TestAnswersAreCompressed"},
		"text of persisted queries that is kept, each at most a sixteenth of it":    {"TestAutomaticPersistedQueries", "TestCacheIsBounded"},

		// Commands
		"loads the shipped dataset if the database holds none, and serves until SIGINT or SIGTERM":  {"TestServe", "TestSignals"},
		"does nothing if it is already served":                                                      {"TestLoadTwice"},
		"lists the releases in the database":                                                        {"TestGoingBack"},
		"makes another of them the one to serve":                                                    {"TestGoingBack"},
		"reports every problem with file and line":                                                  {"TestCheckOfASkeleton", "TestLoadOfABadDatasetTouchesNothing"},
		"writes the skeleton of a document file into `data/documents`":                              {"TestNewDocument"},
		"the same flags give the same bytes":                                                        {"TestSameOptionsGiveTheSameBytes", "TestGeneratedDatasetLoads"},
		"asks the server that listens at `ADDR` on this machine":                                    {"TestHealth", "TestHealthWithoutDatabase", "TestLoopback"},
		"writes the dataset of `DATABASE_URL`, which it only reads, or the shipped one, into `DIR`": {"TestExport", "TestExportOfTheShippedDataset"},
		"Flags may stand before, after and between the arguments":                                   {"TestCommandLine"},
		"What looks like a flag is not taken for the value of another":                              {"TestCommandLine"},
		"for an unknown command or flag the error suggests the nearest known one":                   {"TestCommandLine"},
		"Exit codes: 0 done, 1 failed, 2 wrong command line or setting":                             {"TestCommandLine", "TestEveryWrongSettingIsReportedAtOnce", "TestAddressInUse"},
		"A server that is told to end, also during start-up, exits with 0":                          {"TestListeningComesFirst", "TestSignals"},
		"an answer that nobody reads does not count as one":                                         {"TestShutdownDoesNotWaitForStalledClients"},
		"unless running requests had to be cut off":                                                 {"TestShutdownCutsOffSlowRequests"},

		// Releases and backups
		"a damaged release does not count and is removed":                              {"TestARepairKeepsIntactReleases"},
		"On SQLite a change of a single byte in its file is enough":                    {"TestAlteredRows"},
		"altered values are not detected":                                              {"TestAlteredRows"},
		"or that the schema, a table or a column is gone":                              {"TestAMissingColumnIsDamage", "TestADamagedReleaseIsRepaired"},
		"they read a copy in the temporary directory":                                  {"TestReadOnlyCommandsAfterAKilledWriter"},
		"A SQLite file that holds another program's tables is refused and not changed": {"TestAFileOfAnotherProgramIsRefused"},
		"or for the served release if there is nothing to load":                        {"TestLoadingAServedDatasetGrants"},
		"`check` and `load` check the name exactly as typed, and refuse others":        {"TestReleaseNamesAreBounded"},
		"It may be taken while servers run: `cp data.db* BACKUP/`":                     {"TestACopyWhileAServerRuns", "TestReadOnlyCommandsAfterAKilledWriter"},

		// Paths, requests and answers
		"`/graphql/` is the same":                                                     {"TestSlashesAtTheEnd", "TestMethods"},
		"the schema with its descriptions, as text":                                   {"TestServedSchema"},
		"the tables with their parameters and columns: JSON, or a page for browsers":  {"TestListOfTables"},
		"the same release gives the same bytes, with a length and support for ranges": {"TestExport", "TestZipRanges"},
		"the example queries":                                                         {"TestPaths"},
		"200 while the process is alive":                                              {"TestPaths", "TestNotReadyWithoutDataset"},
		"also 503 once the server was told to end":                                    {"TestEnding"},
		"any other method 405 with `Allow`; OPTIONS lists the methods, and HEAD answers like GET without a body": {"TestUnknownAddresses", "TestMethods"},
		"Both errors have a code in JSON, or are a page for a browser":                                           {"TestUnknownAddresses"},
		"An address with a trailing slash too many redirects to the one without it (308)":                        {"TestSlashesAtTheEnd"},
		"with a byte order mark or without, plain or with `Content-Encoding: gzip`":                              {"TestEncodedBodies"},
		"`charset=utf8` is accepted too":                                                                         {"TestCharsets"},
		"**A refusal can be read** also by a client that sends its whole body first":                             {"TestARefusalCanBeReadAfterSending", "TestARefusalBeforeTheBody"},
		"`gzip;q=0` gets none": {"TestEncodingsOfAnswers", "TestEncodingsOfTheAppsFiles"},
		"made for each request and has neither a length nor ranges":                      {"TestZipWithoutTemporaryFiles"},
		"made once for a release and stored in an unlinked file":                         {"TestArchivesAreMadeOnce"},
		"every answer but those of probes and metrics has the headers `RateLimit-Policy": {"TestRateLimitHeaders", "TestRateLimit"},
		"`X-Forwarded-For`** may contain ports":                                          {"TestClientOfARequest"},
		"**Pages of other sites** see":                                                   {"TestCrossOrigin"},
		"A repeated parameter of `/graphql`, or a malformed address, is 400":             {"TestRepeatedAndMalformedParameters"},
		"refused before any of this, with 400 or 431 and in plain text":                  {"TestMalformedRequests"},

		// The browser app
		"a binary that was built without npm shows a plain page":                                    {"TestWithoutTheAppAPlainPageTellsWhereTheAPIIs"},
		"Pages are sent with `no-cache` and an ETag":                                                {"TestBuiltApp", "TestAKnownPageIsNotSentAgain"},
		"all are stored and sent with gzip":                                                         {"TestFilesAreSentCompressed"},
		"Each page has a content security policy: scripts, requests and styles of this server only": {"TestPolicies"},

		// Monitoring
		"Every request has a line":                                {"TestRequestsAreLogged"},
		"Neither queries nor values of variables are logged":      {"TestRequestsAreLogged"},
		"Probes are logged at `DEBUG`":                            {"TestProbesAreNotLogged"},
		"`/metrics` counts requests, operations by type and code": {"TestMetrics"},
		"`deploy/grafana/doichieu.json` is a dashboard of them":   {"TestDashboardAndAlertsUseMetricsThatExist"},
		"A client's `traceparent` is continued. Traces contain the text of queries, never the values of variables": {"TestTraces"},

		// Starting and ending
		"A server listens before it opens the database":                                   {"TestListeningComesFirst", "TestStarting"},
		"`/readyz` answers 503 at once and answers ask clients to close their connection": {"TestEnding"},
		"A second signal ends it at once":                                                 {"TestSecondSignal"},
		"if one is missing it names it at once, with the command that installs it":        {"TestMissingPackagesAreNamed"},

		// CSV by address
		"takes the conditions of its `where` as parameters":                                   {"TestListOfTables"},
		"a repeated parameter may be given up to 100 times":                                   {"TestDownloadErrors"},
		"Files are UTF-8 with a byte order mark":                                              {"TestCSVHeaders"},
		"A wrong parameter, or an unknown name in a filter, answers 400 and `BAD_USER_INPUT`": {"TestDownloadErrors"},
		"(`utm_…`, `fbclid`, `gclid`, `_ga`, `mc_cid` and their like) are ignored":            {"TestTrackingParameters"},
		"The ETag is the same for the same address, release and program":                      {"TestEntityTags"},
		"If a download fails midway the connection is broken off":                             {"TestDownloadThatFails"},

		// Caching
		"The answer to a GET without errors has `Cache-Control: public, max-age=": {"TestAnswersCanBeRevalidated"},
		"Everything else (errors, answers to POST) is `no-store`":                 {"TestAnswersThatMustNotBeStored"},
		"Automatic persisted queries follow Apollo's protocol":                    {"TestAutomaticPersistedQueries"},
		"A reload empties that cache":                                             {"TestReloadEmptiesTheCache"},
		"An answer larger than a sixteenth of it is not cached":                   {"TestCacheIsBounded"},
		"Equal concurrent requests are answered once":                             {"TestEqualRequestsAtOnceAreAnsweredOnce"},

		// Limits and errors
		"A refusal has the code `LIMIT_EXCEEDED`":                                           {"TestEachLimitIsNeeded"},
		"to get its cost and the allowed one in `extensions.cost`":                          {"TestCostExtension"},
		"Each page of a download is subject to `MAX_VALUES` and `MAX_ANSWER` too":           {"TestDownloadsAreMetered"},
		"Every request has `REQUEST_TIMEOUT`, also for pages, probes and metrics":           {"TestEveryRequestHasADeadline", "TestDeadlineEndsSQL"},
		"Every error carries `extensions.code`":                                             {"TestUnknownAddresses", "TestErrorsTellWhatToDo"},
		"An `INTERNAL` error tells users nothing else; the log has its cause under that id": {"TestPanicsRevealNothingInternal", "TestLostDatabaseRevealsNothingInternal"},
	},
	"SECURITY.md": {
		"a deadline for every request that also ends its SQL":                                                  {"TestEveryRequestHasADeadline", "TestDeadlineEndsSQL"},
		"each attack has a test that shows it without its limit":                                               {"TestEachLimitIsNeeded"},
		"503 with `Retry-After` beyond the bound":                                                              {"TestRequestsWaitForASlot", "TestDownloadsAreBounded"},
		"a rate limit for each client (`RATE_LIMIT`), off by default":                                          {"TestRateLimit", "TestRateLimitHeaders"},
		"timeouts for headers, bodies, answers and idling; a bound on header and body":                         {"TestClientTimeouts", "TestMalformedRequests", "TestBodyIsBounded"},
		"unknown errors become `INTERNAL` with a request id; the cause is only in the log":                     {"TestPanicsRevealNothingInternal"},
		"answers are never sniffed, no frames, no referrer":                                                    {"TestPaths", "TestPolicies"},
		"no cookies, no accounts, no mutations; POST only as `application/json`; CORS without credentials":     {"TestNothingCanBeWritten", "TestTransport", "TestCrossOrigin"},
		"believed only from `TRUSTED_PROXIES`, and only as far as they added to it":                            {"TestClientOfARequest"},
		"a cached answer is found by the whole request as it was sent; only answers without errors are cached": {"TestOnlyTheSameRequestIsAnsweredFromTheCache"},
	},
}

// Every promise in the list is in its document, and its tests exist.
func TestClaims(t *testing.T) {
	tests := testsOfTheProject(t)
	for document, promises := range claims {
		content, err := os.ReadFile("../" + document)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(string(content)), " ")
		for promise, held := range promises {
			if !strings.Contains(text, promise) {
				t.Errorf("%s does not say any more: %s", document, promise)
			}
			if len(held) == 0 {
				t.Errorf("%s: no test holds: %s", document, promise)
			}
			for _, name := range held {
				if !tests[name] {
					t.Errorf("%s: there is no %s, which is to hold: %s", document, name, promise)
				}
			}
		}
	}
}

var testFunction = regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)

func testsOfTheProject(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git") {
			return fs.SkipDir
		}
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		content, err := os.ReadFile(path)
		for _, match := range testFunction.FindAllStringSubmatch(string(content), -1) {
			found[match[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
