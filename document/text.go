package document

import (
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// text is a document in the form that the parser gets. The parser accepts more than
// GraphQL allows, and decodes block strings differently. Therefore the text is scanned
// first, to refuse the former and to record what is needed to correct the latter.
type text struct {
	source string

	// blocks holds the text between the quotes of block strings, by the position of
	// their first quote in the source, in characters.
	blocks map[int]string
}

// reader scans a document once.
type reader struct {
	document  string
	maxTokens int // limit on tokens, and so on the blocks that are recorded
	offset    int // of the next byte

	out     strings.Builder // the source, up to the byte copied of the document; empty if they are equal
	copied  int
	spaces  int // number of spaces inserted into the source
	blocks  map[int]string
	counted int // number of bytes whose characters were counted
	chars   int // number of characters in these bytes

	afterSpread bool // the last token was "..."
}

// readText scans a document, and returns an error for what the parser accepts although
// it is not GraphQL. maxTokens is the limit on tokens of the document.
func readText(document string, maxTokens int) (text, *gqlerror.Error) {
	if !utf8.ValidString(document) {
		return text{}, syntaxError(document, firstInvalidByte(document), "The document is not valid UTF-8.")
	}
	r := &reader{document: document, maxTokens: maxTokens}
	for r.offset < len(document) {
		if err := r.token(); err != nil {
			return text{}, err
		}
	}
	if r.copied == 0 {
		return text{document, r.blocks}, nil
	}
	r.out.WriteString(document[r.copied:])
	return text{r.out.String(), r.blocks}, nil
}

// token skips one token, or one ignored character or comment.
func (r *reader) token() *gqlerror.Error {
	spread := r.afterSpread
	switch c := r.document[r.offset]; {
	case c == ' ', c == '\t', c == '\n', c == '\r', c == ',', c >= utf8.RuneSelf: // includes the byte order mark, which is ignored
		r.offset++
		return nil
	case c == '#':
		r.skip(func(c byte) bool { return c != '\n' && c != '\r' })
		return nil
	case c == '"' && spread: // the parser would accept "on" as a string
		return syntaxError(r.document, r.offset, "Expected Name, found String")
	case c == '"':
		return r.stringToken()
	case isNameStart(c):
		r.skip(isNamePart)
	case c == '-', isDigit(c):
		return r.number()
	case strings.HasPrefix(r.document[r.offset:], "..."):
		r.offset += 3
		r.afterSpread = true
		return nil
	default:
		r.offset++
	}
	r.afterSpread = false
	return nil
}

// skip skips bytes while they satisfy a condition.
func (r *reader) skip(while func(byte) bool) {
	for r.offset < len(r.document) && while(r.document[r.offset]) {
		r.offset++
	}
}

// number skips a number. It refuses one that is directly followed by a name or a
// point, which the parser would accept as two tokens.
func (r *reader) number() *gqlerror.Error {
	r.offset++
	r.skip(isDigit)
	if r.next() == '.' {
		r.offset++
		r.skip(isDigit)
	}
	if c := r.next(); c == 'e' || c == 'E' {
		r.offset++
		if c := r.next(); c == '+' || c == '-' {
			r.offset++
		}
		r.skip(isDigit)
	}
	if c := r.next(); c == '.' || isNameStart(c) {
		return syntaxError(r.document, r.offset, "Invalid number, expected digit but got: "+quoted(string(c))+".")
	}
	r.afterSpread = false
	return nil
}

// next returns the next byte, 0 at the end.
func (r *reader) next() byte {
	if r.offset == len(r.document) {
		return 0
	}
	return r.document[r.offset]
}

const blockQuote = `"""`

// stringToken skips a string. The parser reports one that is not terminated.
func (r *reader) stringToken() *gqlerror.Error {
	if strings.HasPrefix(r.document[r.offset:], blockQuote) {
		r.blockString()
		return nil
	}
	r.offset++
	for {
		switch r.next() {
		case 0, '\n', '\r':
			r.offset = min(r.offset+1, len(r.document))
			return nil
		case '"':
			r.offset++
			return nil
		case '\\':
			if err := r.escape(); err != nil {
				return err
			}
		default:
			r.offset++
		}
	}
}

// escape skips an escape sequence, and refuses an unpaired UTF-16 surrogate.
func (r *reader) escape() *gqlerror.Error {
	rest := r.document[r.offset:]
	unit, ok := escapedUnit(rest)
	switch {
	case !ok || unit < 0xD800 || unit > 0xDFFF:
		r.offset = min(r.offset+2, len(r.document))
		return nil
	case unit < 0xDC00:
		if low, ok := escapedUnit(rest[len(`\uXXXX`):]); ok && low >= 0xDC00 && low <= 0xDFFF {
			r.offset += 2 * len(`\uXXXX`)
			return nil
		}
	}
	return syntaxError(r.document, r.offset, "Invalid Unicode escape sequence: "+quoted(rest[:len(`\uXXXX`)])+".")
}

// escapedUnit decodes the UTF-16 unit of \uXXXX.
func escapedUnit(text string) (unit int, ok bool) {
	if len(text) < len(`\uXXXX`) || text[:2] != `\u` {
		return 0, false
	}
	for _, c := range []byte(text[2:6]) {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if digit < 0 || c|0x20 != c && !isNameStart(c) { // excludes 0x10 to 0x19, which c|0x20 maps to digits
			return 0, false
		}
		unit = unit<<4 | digit
	}
	return unit, true
}

// blockString skips a block string. It ends at the first three quotes, but the parser
// would continue to the last quote of a longer row. A space inserted after the third
// quote prevents that.
func (r *reader) blockString() {
	start := r.offset
	for end := start + len(blockQuote); ; end += len(blockQuote) {
		found := strings.Index(r.document[end:], blockQuote)
		if found < 0 {
			r.offset = len(r.document)
			return
		}
		end += found
		if found > 0 && r.document[end-1] == '\\' {
			continue
		}
		r.offset = end + len(blockQuote)
		r.recordBlock(start, r.document[start+len(blockQuote):end])
		break
	}
	if r.next() == '"' {
		r.out.WriteString(r.document[r.copied:r.offset])
		r.out.WriteByte(' ')
		r.copied = r.offset
		r.spaces++
	}
}

// recordBlock records the content of a block string, unless there are too many.
func (r *reader) recordBlock(start int, content string) {
	if len(r.blocks) == r.maxTokens {
		return
	}
	r.chars += utf8.RuneCountInString(r.document[r.counted:start])
	r.counted = start
	if r.blocks == nil {
		r.blocks = map[int]string{}
	}
	r.blocks[r.chars+r.spaces] = content
}

// blockValue returns the value of a block string: the common indentation of all lines
// but the first is removed, and so are blank lines at the beginning and end.
func blockValue(content string) string {
	content = strings.NewReplacer("\r\n", "\n", "\r", "\n", `\"""`, blockQuote).Replace(content)
	lines := strings.Split(content, "\n")
	shared := -1
	first, last := len(lines), -1
	for i, line := range lines {
		indent := len(line) - len(strings.TrimLeft(line, " \t"))
		if indent == len(line) {
			continue
		}
		first, last = min(first, i), i
		if i > 0 && (shared < 0 || indent < shared) {
			shared = indent
		}
	}
	for i := 1; i < len(lines); i++ {
		lines[i] = lines[i][min(max(shared, 0), len(lines[i])):]
	}
	if last < 0 {
		return ""
	}
	return strings.Join(lines[first:last+1], "\n")
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isNameStart(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }

func isNamePart(c byte) bool { return isNameStart(c) || isDigit(c) }

// firstInvalidByte returns the offset of the first byte that is not UTF-8.
func firstInvalidByte(document string) int {
	for i, c := range document {
		if c == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(document[i:]); size == 1 {
				return i
			}
		}
	}
	return len(document)
}

// syntaxError returns an error at a byte offset of a document.
func syntaxError(document string, offset int, message string) *gqlerror.Error {
	before := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(document[:offset])
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return gqlerror.ErrorLocf("", strings.Count(before, "\n")+1, utf8.RuneCountInString(line)+1, "%s", message)
}
