package wording_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"doichieu/wording"
)

func TestSameWords(t *testing.T) {
	same := map[string][2]string{
		"composed and decomposed":    {"hộ gia đình có điện", norm.NFD.String("hộ gia đình có điện")},
		"place of the tone":          {"số hóa hồ sơ", "số hoá hồ sơ"},
		"tone on a capital":          {"ỦY BAN", "uỷ ban"},
		"tone of a decomposed word":  {norm.NFD.String("thủy lợi"), "thuỷ lợi"},
		"case":                       {"Hồ sơ đủ điều kiện", "hồ sơ đủ điều kiện"},
		"two spaces":                 {"hồ sơ  đủ điều kiện", "hồ sơ đủ điều kiện"},
		"no-break and thin spaces":   {"hồ\u00a0sơ\u2009đủ\u202fđiều\u3000kiện", "hồ sơ đủ điều kiện"},
		"spaces at the ends":         {" hồ sơ\t\n", "hồ sơ"},
		"a line break":               {"hồ sơ\nđủ", "hồ sơ đủ"},
		"zero-width space":           {"hồ\u200b sơ đi\u200bện", "hồ sơ điện"},
		"byte order mark":            {"\ufeffhồ sơ", "hồ sơ"},
		"soft hyphen":                {"hồ\u00ad sơ", "hồ sơ"},
		"marks of direction":         {"\u202ahồ sơ\u202c\u200f\u2066", "hồ sơ"},
		"variation selector":         {"hồ\ufe0f sơ\U000e0101", "hồ sơ"},
		"zero-width joiner in marks": {"ho\u0302\u200d\u0300 sơ", "hồ sơ"},
		"Icelandic eth for đ":        {"QÐ-TTg và ðiện", "QĐ-TTg và điện"},
		"African d for đ":            {"QƉ-TTg", "QĐ-TTg"},
		"no-break hyphen":            {"67/KH\u2011UBND", "67/KH-UBND"},
		"dashes":                     {"2022–2025", "2022-2025"},
		"quotes":                     {"“một cửa”", `"một cửa"`},
	}
	for name, pair := range same {
		if !wording.Same(pair[0], pair[1]) || !wording.Same(pair[1], pair[0]) {
			t.Errorf("%s: %q and %q have the keys %q and %q", name, pair[0], pair[1], wording.Key(pair[0]), wording.Key(pair[1]))
		}
	}
}

func TestOtherWordsAreOther(t *testing.T) {
	for _, pair := range [][2]string{
		{"cấp huyện", "cấp xã"}, {"hòa", "hóa"}, {"ma", "mà"}, {"quy", "quý"}, {"điện", "diện"}, {"mùa", "múa"},
		{"hồ sơ", "hồsơ"}, {"quy định", "qui định"}, {"m²", "m2"}, {"1,5", "1.5"}, {"", "x"},
	} {
		if wording.Same(pair[0], pair[1]) {
			t.Errorf("%q and %q were taken for the same words", pair[0], pair[1])
		}
	}
}

func TestOneTonePlace(t *testing.T) {
	for in, want := range map[string]string{
		"hòa": "hoà", "hoà": "hoà", "hóa": "hoá", "HÓA": "HOÁ", "Ủy": "Uỷ", "thúy": "thuý", "khỏe": "khoẻ", "loè": "loè", "lòe": "loè",
		"quý": "quý", "qúy": "quý", "quả": "quả", "qủa": "quả", "quỹ": "quỹ", "quyết": "quyết", "qúi": "quí",
		"hoàn": "hoàn", "hòan": "hoàn", "toán": "toán", "tóan": "toán", "ngoài": "ngoài", "ngòai": "ngoài", "ngoéo": "ngoéo",
		"của": "của", "cuả": "của", "uả": "ủa", "mùa": "mùa", "muà": "mùa", "chìa": "chìa", "cửa": "cửa", "cưả": "cửa", "tài": "tài", "taì": "tài",
		"già": "già", "gìa": "già", "gì": "gì", "gìn": "gìn", "giải": "giải", "giếng": "giếng", "giữa": "giữa",
		"thuở": "thuở", "thủơ": "thuở", "huế": "huế", "húê": "huế", "đường": "đường", "khuỷu": "khuỷu", "khủyu": "khuỷu", "người": "người", "yếu": "yếu",
		"huýt": "huýt", "xoóng": "xoóng", "số hóa, thủy lợi và hòa bình": "số hoá, thuỷ lợi và hoà bình",
		"áa": "áa", "áá": "áá", "a": "a", "": "", "abc": "abc", "áo aóo": "áo aóo",
	} {
		if got := wording.OneTonePlace(in); got != want {
			t.Errorf("the tone of %q was placed as %q, want %q", in, got, want)
		}
	}
}

func TestForbiddenCharacters(t *testing.T) {
	for _, text := range []string{"a\x00b", "\x1b[1m", "a\x7f", "\u0080", "\ufffd", "\uf0b7", "\ufffe", "\U0010ffff"} {
		if _, found := wording.Forbidden(text); !found {
			t.Errorf("%q was let pass", text)
		}
	}
	for _, text := range []string{"", "hồ sơ", "a\tb\nc", "a\u00a0\u2003b\u200b", "“đ” – m²"} {
		if r, found := wording.Forbidden(text); found {
			t.Errorf("%U in %q was refused", r, text)
		}
	}
}

// anyText draws text with what Vietnamese texts are troubled with.
func anyText() *rapid.Generator[string] {
	letters := rapid.SampledFrom([]rune("aăâeêioôơuưyàáảãạòóùúỳýqgđĐÐHn \u00a0\u200b\u00ad\u0300\u0301\u0323\u0302\u031b\u200d\ufe0f–“\n2/-"))
	return rapid.OneOf(rapid.StringOfN(letters, 0, 24, -1), rapid.String())
}

func TestCleaningTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText().Draw(t, "text")
		clean, key := wording.Clean(text), wording.Key(text)
		if again := wording.Clean(clean); again != clean {
			t.Fatalf("%q is clean as %q and then as %q", text, clean, again)
		}
		if again := wording.Key(key); again != key {
			t.Fatalf("%q has the key %q, and that %q", text, key, again)
		}
		if wording.Key(clean) != key {
			t.Fatalf("cleaning %q changed its key", text)
		}
		if !norm.NFC.IsNormalString(clean) || strings.Contains(clean, "  ") || strings.TrimSpace(clean) != clean {
			t.Fatalf("%q is not clean: %q", text, clean)
		}
	})
}

func TestSpellingsOfOneTextHaveOneKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText().Draw(t, "text")
		if other := norm.NFD.String(text); wording.Key(other) != wording.Key(text) {
			t.Fatalf("decomposing %q changed its key from %q to %q", text, wording.Key(text), wording.Key(other))
		}
	})
}

func TestMovingTonesKeepsPositions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := norm.NFC.String(anyText().Draw(t, "text"))
		moved := wording.OneTonePlace(text)
		if utf8.RuneCountInString(moved) != utf8.RuneCountInString(text) || wording.OneTonePlace(moved) != moved {
			t.Fatalf("%q became %q", text, moved)
		}
	})
}

func TestSameIsOfEqualKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyText().Draw(t, "a")
		b := rapid.OneOf(anyText(), rapid.SampledFrom([]string{
			norm.NFD.String(a), strings.ToUpper(a), " " + a, a + "\u0301", a + "\u200d\u0302", a + " n", wording.OneTonePlace(norm.NFC.String(a)),
		})).Draw(t, "b")
		if same := wording.Key(a) == wording.Key(b); wording.Same(a, b) != same || wording.Same(b, a) != same {
			t.Fatalf("%q and %q: the keys are the same: %t", a, b, same)
		}
	})
}

func BenchmarkSame(b *testing.B) {
	for b.Loop() {
		wording.Same("Thủ tục hành chính đủ điều kiện cung cấp trực tuyến toàn trình", "Thủ tục hành chính")
	}
}

func BenchmarkKey(b *testing.B) {
	for b.Loop() {
		wording.Key("Thủ tục hành chính đủ điều kiện cung cấp trực tuyến toàn trình")
	}
}
