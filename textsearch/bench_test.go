package textsearch_test

import (
	"strings"
	"testing"

	"doichieu/textsearch"
	"doichieu/vocab"
)

// BenchmarkFind runs the most expensive queries on fifty thousand records, as many
// as all provinces would have in ten years.
func BenchmarkFind(b *testing.B) {
	titles := make([]textsearch.Entry, 50_000)
	for i := range titles {
		titles[i] = textsearch.Entry{
			Kind: vocab.SearchTask, SortKey: string(rune(i)),
			Title: "Tỷ lệ dịch vụ công trực tuyến toàn trình trên tổng số thủ tục hành chính của UBND tỉnh",
		}
	}
	index := textsearch.NewIndex(titles)
	for name, text := range map[string]string{
		"one letter":       "t",
		"abbreviation":     "DVCTT",
		"sixteen words":    "ty le dvctt toan trinh tren tong so tthc cua ubnd t t t t t t",
		"ten thousand":     strings.Repeat("a", 10_000),
		"five thousand":    strings.Repeat("t ", 5_000),
		"combining":        "a" + strings.Repeat("\u0301", 9_999),
		"nothing but bars": strings.Repeat("|", 10_000),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				index.Find(parse(text), vocab.SearchKinds)
			}
		})
	}
}
