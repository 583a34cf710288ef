package limit

// This file declares every default that bounds a request or an answer. Those
// that an operator may change are settings (server/settings.go); the others are
// constants that resolvers and rules refer to. How long a request may take, and
// how large caches are, stands with the settings.

// Default limits accept the introspection query of common tools and any one
// page of the largest plan years.
var Default = Limits{
	Tokens:      10_000,
	NameBytes:   128, // each unknown name is compared with every known one
	Operations:  20,
	Depth:       20,
	Aliases:     100,
	AliasBytes:  64, // an alias is written once for each object that has the field
	RootFields:  20,
	Directives:  50,
	Spreads:     200,
	Fields:      1_000,
	PageSize:    MaxPageSize,
	InputDepth:  5,
	InputList:   200, // as many as a matrix has indicators
	InputValues: 5_000,
	Cost:        1_000_000, // a page of 100 plan years, each with 100 fields of each of its 100 targets
}

// Bounds of a request before it is read as GraphQL.
const (
	DefaultBodyBytes   = 1 << 20  // of the body, both as sent and decompressed
	DefaultHeaderBytes = 64 << 10 // of the headers and the address
	DefaultRateBurst   = 60       // requests of one client at once, if their rate is limited
)

// Bounds of an answer. Each page of a download has them too.
const (
	// DefaultValues is for fields, entries of lists, and pieces of text together.
	DefaultValues = 300_000

	// DefaultAnswerBytes is for the JSON of an answer before compression. It bounds
	// what DefaultValues does not count: keys, which may be aliases.
	DefaultAnswerBytes = 8 << 20

	// DefaultUnsentBytes is for the answers that clients have not read yet, of all
	// requests together.
	DefaultUnsentBytes = 64 << 20
)

// Bounds of the work at once. More requests than these wait for one to finish.
const (
	DefaultOperations = 16 // operations that run
	DefaultWaiting    = 64 // operations and downloads that wait for the database
	DefaultDownloads  = 8  // downloads that are being made
)

// Page sizes of connections, in entries.
const (
	DefaultPageSize = 20

	// MaxPageSize bounds first and last. A download reads its lists in such pages,
	// since they take the fewest queries.
	MaxPageSize = 100
)

// Bounds of lists and texts among the arguments, beside those of Default.
const (
	MaxNodes            = MaxPageSize // ids of nodes, which answers with as much as a page
	MaxMatrixPlanYears  = 100         // every province in one year
	MaxMatrixIndicators = 200

	MaxSearchCharacters = 10_000 // of the text of a search, of which package textsearch reads the beginning

	MaxParameterValues = 100 // values of one parameter of a table's address
)

// Bounds of the work that validation does, and of what errors repeat.
const (
	// MaxComparedFields bounds the groups of fields of a document that are compared
	// because they may be of different objects. All operations of a document within
	// the Default limits have fewer.
	MaxComparedFields = 30_000

	MaxProblems = 20 // of a document that are reported at once

	MaxMessageCharacters = 500 // of an error's message, since the GraphQL library quotes input of any length
	MaxQuotedCharacters  = 100 // of an unknown name that a message quotes

	MaxSuggestions = 10 // unknown names of a request for which the nearest known name is computed, which takes time
)
