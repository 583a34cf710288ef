package document

import (
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// text is a document as the parser is given it. The parser takes more than
// GraphQL does, and reads block strings in another way; reading the text before
// it finds the first and keeps what is needed to mend the second.
type text struct {
	source string

	// blocks are what stands between the quotes of block strings, by the place
	// of their first quote in the source, counted in characters.
	blocks map[int]string
}

// reader goes through a document once.
type reader struct {
	document string
	tokens   int // that are allowed; of more block strings none is kept
	at       int // in bytes

	out     strings.Builder // the source up to copied, when it differs from the document
	copied  int
	spaces  int // that were added to the source
	blocks  map[int]string
	counted int // bytes of the document whose characters were counted
	chars   int

	spread bool // the last token was "..."
}

// readText finds what is no GraphQL though the parser would take it, in a
// document that may have so many tokens.
func readText(document string, tokens int) (text, *gqlerror.Error) {
	if !utf8.ValidString(document) {
		return text{}, syntaxError(document, invalidAt(document), "The document is not valid UTF-8.")
	}
	r := &reader{document: document, tokens: tokens}
	for r.at < len(document) {
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

func (r *reader) token() *gqlerror.Error {
	spread := r.spread
	switch c := r.document[r.at]; {
	case c == ' ', c == '\t', c == '\n', c == '\r', c == ',', c >= utf8.RuneSelf: // a byte order mark is ignored too
		r.at++
		return nil
	case c == '#':
		r.skip(func(c byte) bool { return c != '\n' && c != '\r' })
		return nil
	case c == '"' && spread: // the parser compares only what the string says with "on"
		return syntaxError(r.document, r.at, "Expected Name, found String")
	case c == '"':
		return r.str()
	case isNameStart(c):
		r.skip(isNamePart)
	case c == '-', isDigit(c):
		return r.number()
	case strings.HasPrefix(r.document[r.at:], "..."):
		r.at += 3
		r.spread = true
		return nil
	default:
		r.at++
	}
	r.spread = false
	return nil
}

// skip goes on while bytes are of a kind.
func (r *reader) skip(while func(byte) bool) {
	for r.at < len(r.document) && while(r.document[r.at]) {
		r.at++
	}
}

// number refuses numbers that end in a name or a point, which the parser takes
// for two tokens.
func (r *reader) number() *gqlerror.Error {
	r.at++
	r.skip(isDigit)
	if r.next() == '.' {
		r.at++
		r.skip(isDigit)
	}
	if c := r.next(); c == 'e' || c == 'E' {
		r.at++
		if c := r.next(); c == '+' || c == '-' {
			r.at++
		}
		r.skip(isDigit)
	}
	if c := r.next(); c == '.' || isNameStart(c) {
		return syntaxError(r.document, r.at, "Invalid number, expected digit but got: "+quoted(string(c))+".")
	}
	r.spread = false
	return nil
}

// next is the byte at hand, 0 at the end.
func (r *reader) next() byte {
	if r.at == len(r.document) {
		return 0
	}
	return r.document[r.at]
}

const blockQuote = `"""`

// str goes past a string. One that is not ended is left to the parser.
func (r *reader) str() *gqlerror.Error {
	if strings.HasPrefix(r.document[r.at:], blockQuote) {
		r.block()
		return nil
	}
	r.at++
	for {
		switch r.next() {
		case 0, '\n', '\r':
			r.at = min(r.at+1, len(r.document))
			return nil
		case '"':
			r.at++
			return nil
		case '\\':
			if err := r.escape(); err != nil {
				return err
			}
		default:
			r.at++
		}
	}
}

// escape refuses half of a character that UTF-16 writes in two.
func (r *reader) escape() *gqlerror.Error {
	rest := r.document[r.at:]
	unit, ok := escapedUnit(rest)
	switch {
	case !ok || unit < 0xD800 || unit > 0xDFFF:
		r.at = min(r.at+2, len(r.document))
		return nil
	case unit < 0xDC00:
		if low, ok := escapedUnit(rest[len(`\uXXXX`):]); ok && low >= 0xDC00 && low <= 0xDFFF {
			r.at += 2 * len(`\uXXXX`)
			return nil
		}
	}
	return syntaxError(r.document, r.at, "Invalid Unicode escape sequence: "+quoted(rest[:len(`\uXXXX`)])+".")
}

// escapedUnit reads \uXXXX.
func escapedUnit(text string) (unit int, ok bool) {
	if len(text) < len(`\uXXXX`) || text[:2] != `\u` {
		return 0, false
	}
	for _, c := range []byte(text[2:6]) {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if digit < 0 || c|0x20 != c && !isNameStart(c) { // 0x10 to 0x19 are no digits
			return 0, false
		}
		unit = unit<<4 | digit
	}
	return unit, true
}

// block goes past a block string. It ends at the first three quotes; the parser
// goes on to the last, which a space before the others prevents.
func (r *reader) block() {
	start := r.at
	for end := start + len(blockQuote); ; end += len(blockQuote) {
		found := strings.Index(r.document[end:], blockQuote)
		if found < 0 {
			r.at = len(r.document)
			return
		}
		end += found
		if found > 0 && r.document[end-1] == '\\' {
			continue
		}
		r.at = end + len(blockQuote)
		r.keep(start, r.document[start+len(blockQuote):end])
		break
	}
	if r.next() == '"' {
		r.out.WriteString(r.document[r.copied:r.at])
		r.out.WriteByte(' ')
		r.copied = r.at
		r.spaces++
	}
}

func (r *reader) keep(start int, content string) {
	if len(r.blocks) == r.tokens {
		return
	}
	r.chars += utf8.RuneCountInString(r.document[r.counted:start])
	r.counted = start
	if r.blocks == nil {
		r.blocks = map[int]string{}
	}
	r.blocks[r.chars+r.spaces] = content
}

// blockValue is what a block string says: without the indentation that its lines
// share, which the first has no part in, and without blank lines around it.
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

func invalidAt(document string) int {
	for i, c := range document {
		if c == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(document[i:]); size == 1 {
				return i
			}
		}
	}
	return len(document)
}

// syntaxError tells what is wrong at a byte of a document.
func syntaxError(document string, at int, message string) *gqlerror.Error {
	before := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(document[:at])
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return gqlerror.ErrorLocf("", strings.Count(before, "\n")+1, utf8.RuneCountInString(line)+1, "%s", message)
}
