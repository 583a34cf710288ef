package textsearch_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
	"pgregory.net/rapid"

	"doichieu/textsearch"
	"doichieu/vocab"
)

// Generators: Vietnamese syllables and abbreviations with separators between them, in
// any Unicode form; and arbitrary text.

var (
	syllables = strings.Fields("chữ ký kí số Chuyển ĐỔI đường quyết định thông tin và truyền " +
		"Sở dịch vụ công trực tuyến CKS DVC DVCTT TT TTTT CĐS QĐ TTg 411 UBND ai x")
	separators = []string{" ", "-", "/", "&", ", ", " (", ") ", "\u00a0", "|", "%"}
	forms      = []func(string) string{
		func(s string) string { return s },
		norm.NFC.String, norm.NFD.String, strings.ToUpper, strings.ToLower, width.Widen.String,
		func(s string) string { return width.Widen.String(norm.NFD.String(s)) },
	}
	vietnamese = rapid.Custom(func(t *rapid.T) string {
		var out strings.Builder
		for range rapid.IntRange(0, 12).Draw(t, "words") {
			form := forms[rapid.IntRange(0, len(forms)-1).Draw(t, "form")]
			out.WriteString(form(rapid.SampledFrom(syllables).Draw(t, "syllable")))
			out.WriteString(rapid.SampledFrom(separators).Draw(t, "separator"))
		}
		return out.String()
	})
	anyText = rapid.OneOf(vietnamese, rapid.String())
)

func TestFoldingIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := textsearch.Fold(anyText.Draw(t, "text"))
		if twice := textsearch.Fold(once); twice != once {
			t.Fatalf("%q, then %q", once, twice)
		}
	})
}

func TestFormAndCaseMakeNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := vietnamese.Draw(t, "text")
		want := textsearch.Fold(text)
		for _, form := range forms {
			if got := textsearch.Fold(form(text)); got != want {
				t.Fatalf("%q, and %q in another form", want, got)
			}
		}
	})
}

func TestPartsMakeUpTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, query := anyText.Draw(t, "text"), parse(anyText.Draw(t, "query"))
		var whole strings.Builder
		parts := textsearch.Mark(text, query)
		for i, part := range parts {
			if part.Text == "" || i > 0 && part.Marked == parts[i-1].Marked {
				t.Fatalf("part %d of %+v", i, parts)
			}
			whole.WriteString(part.Text)
		}
		if want := string([]rune(norm.NFC.String(text))); whole.String() != want {
			t.Fatalf("%q, want %q", whole.String(), want)
		}
	})
}

func search(titles []string, query string) []textsearch.Hit {
	entries := make([]textsearch.Entry, len(titles))
	for i, title := range titles {
		id := string(rune('a' + i))
		entries[i] = textsearch.Entry{Kind: vocab.SearchTask, ID: id, SortKey: id, Title: title}
	}
	return textsearch.NewIndex(entries).Find(parse(query), vocab.SearchKinds)
}

func TestEveryHitIsMarked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		titles, query := rapid.SliceOfN(vietnamese, 1, 5).Draw(t, "titles"), anyText.Draw(t, "query")
		for _, hit := range search(titles, query) {
			parts := hit.MarkTitle(parse(query))
			if !slices.ContainsFunc(parts, func(p textsearch.Part) bool { return p.Marked }) {
				t.Fatalf("%q found %q but marks nothing", query, hit.Title)
			}
		}
	})
}

func TestATitleFindsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title := anyText.Draw(t, "title")
		query := parse(title)
		hits := search([]string{title}, title)
		if len(hits) != 1 && !query.Empty() {
			t.Fatalf("%q does not find itself", title)
		}
	})
}

func TestEveryBeginningOfAWordFindsIt(t *testing.T) {
	words := slices.DeleteFunc(slices.Clone(syllables), func(word string) bool {
		return strings.ToUpper(word) == word // abbreviations match their full forms instead
	})
	rapid.Check(t, func(t *rapid.T) {
		chosen := rapid.SliceOfN(rapid.SampledFrom(words), 1, 8).Draw(t, "title")
		word := []rune(rapid.SampledFrom(chosen).Draw(t, "word"))
		typed := string(word[:rapid.IntRange(1, len(word)).Draw(t, "letters")])
		if len(search([]string{strings.Join(chosen, " ")}, typed)) != 1 {
			t.Fatalf("%q does not find %q", typed, chosen)
		}
	})
}

func TestOrderDoesNotDependOnTheOrderOfEntries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		titles, query := rapid.SliceOfN(vietnamese, 2, 8).Draw(t, "titles"), vietnamese.Draw(t, "query")
		entries := make([]textsearch.Entry, len(titles))
		for i, title := range titles {
			key := string(rune('a' + i))
			entries[i] = textsearch.Entry{Kind: vocab.SearchTask, ID: key, SortKey: key, Title: title}
		}
		ids := func(entries []textsearch.Entry) []string {
			var out []string
			hits := textsearch.NewIndex(entries).Find(parse(query), vocab.SearchKinds)
			for i, hit := range hits {
				if i > 0 && hits[i-1].Place.Compare(hit.Place) >= 0 {
					t.Fatalf("%+v comes before %+v", hits[i-1].Place, hit.Place)
				}
				out = append(out, hit.ID)
			}
			return out
		}
		want := ids(slices.Clone(entries))
		slices.Reverse(entries)
		if got := ids(entries); !slices.Equal(got, want) {
			t.Fatalf("%v, reversed %v", want, got)
		}
	})
}

// TestDiacriticsOnlyChangeTheOrder holds for Vietnamese titles only: words with
// diacritics are not searched for in English titles.
func TestDiacriticsOnlyChangeTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		titles, query := rapid.SliceOfN(vietnamese, 1, 8).Draw(t, "titles"), vietnamese.Draw(t, "query")
		ids := func(query string) []string {
			var out []string
			for _, hit := range search(titles, query) {
				out = append(out, hit.ID)
			}
			slices.Sort(out)
			return out
		}
		if typed, folded := ids(query), ids(textsearch.Fold(query)); !slices.Equal(typed, folded) {
			t.Fatalf("%q finds %v, without diacritics %v", query, typed, folded)
		}
	})
}

func TestTheSameDiacriticsComeFirst(t *testing.T) {
	alike := strings.Fields("số sở so sổ sống đất dạt data")
	rapid.Check(t, func(t *rapid.T) {
		titles := rapid.SliceOfN(rapid.Map(rapid.SliceOfN(rapid.SampledFrom(alike), 1, 4),
			func(words []string) string { return strings.Join(words, " ") }), 1, 8).Draw(t, "titles")
		query := rapid.SampledFrom([]string{"số", "sở", "sổ", "đất", "dạt"}).Draw(t, "query")
		others := false
		for _, hit := range search(titles, query) {
			same := strings.Contains(" "+hit.Title, " "+query)
			if same && others {
				t.Fatalf("%q finds %q after others", query, hit.Title)
			}
			others = others || !same
		}
	})
}

// respell replaces spellings of words by other correct ones: i for y, y for i, and
// the tone mark on the other vowel.
var respell = strings.NewReplacer(
	"ý", "í", "í", "ý", "quy", "qui", "qui", "quy", "Quy", "Qui", "hoá", "hóa", "hóa", "hoá", "uỷ", "ủy", "ủy", "uỷ", "Ủy", "Uỷ", "tỷ", "tỉ", "kỹ", "kĩ", "sỹ", "sĩ")

var respelt = strings.Fields("quy định xử lý quản lí kỹ thuật tỷ lệ bác sĩ số hóa Ủy ban Quy Nhơn qui mô thuỷ lợi chữ ký hỗ trợ mỹ")

func TestSpellingsOfAWordAreOneWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(respelt), 1, 8).Draw(t, "words")
		other := make([]string, len(words))
		for i, word := range words {
			form := forms[rapid.IntRange(0, len(forms)-1).Draw(t, "form")]
			if other[i] = form(word); rapid.Bool().Draw(t, "respell") {
				other[i] = form(respell.Replace(word))
			}
		}
		between := rapid.SampledFrom([]string{" ", "\u200b", "\ufeff", "\u200d", "\u00a0", ", "}).Draw(t, "between")
		title, typed := strings.Join(words, " "), strings.Join(other, between)
		if a, b := parse(title).Key(), parse(typed).Key(); a != b {
			t.Fatalf("%q is %q, %q is %q", title, a, typed, b)
		}
		if len(search([]string{title}, typed)) != 1 {
			t.Fatalf("%q does not find %q", typed, title)
		}
		if parts := textsearch.Mark(title, parse(typed)); len(parts) != 1 || !parts[0].Marked {
			t.Fatalf("%q marks %+v", typed, parts)
		}
	})
}

// TestBeginningsOfWordsWithEitherVowel types words letter by letter: every prefix
// finds the word.
func TestBeginningsOfWordsWithEitherVowel(t *testing.T) {
	for _, word := range strings.Fields("quyết quyền system hydro tỉnh kinh lịch Kyoto type myanmar vỹ") {
		letters := []rune(word)
		for n := range letters {
			if typed := string(letters[:n+1]); len(search([]string{"x " + word}, typed)) != 1 {
				t.Errorf("%q does not find %q", typed, word)
			}
		}
	}
}
