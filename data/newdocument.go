package data

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// skeleton is a document file with all keys for an editor to fill in. The checker
// reports what is still missing.
const skeleton = `# yaml-language-server: $schema=../schema/document.schema.json
document:
  slug: %s
  province: # slug from registers/provinces.yaml
  kind: ANNUAL_PLAN # or REPORT, RESOLUTION, STRATEGY
  title:
    vi:
    en:
  numberPrinted: # as printed, for example /KH-UBND
  datePrinted: # as printed
  number: # as known; with knownFrom when it is not printed
  issuedOn: # as known: YYYY, YYYY-MM or YYYY-MM-DD
  issuer:
  signer:
  periodStart: # first year that it speaks of
  periodEnd: # last year that it speaks of
  checksum: %s
  lines: %d

targets: []
# - id: '1.1' # the annex row, or section and bullet
#   year: 2024
#   indicator: society.adult_smartphone # from registers/indicators.yaml
#   wording: as printed
#   leads: [] # slugs from registers/agencies.yaml
#   sources:
#   - {section: II.2.3, lines: [76]} # the body first, then the annex
#   measures:
#   - operator: MORE_THAN # REACH, AT_LEAST, MORE_THAN, BETWEEN, ABOUT, AT_MOST, LESS_THAN, QUALITATIVE
#     value: 80

outcomes: []

tasks: []

citations: []

budgets: []

funding: []

duties: []

findings: []
`

// NewDocument returns the content of a new document file for a slug and the archived
// text that its line numbers will refer to. Without a text, checksum and length have
// to be filled in.
func NewDocument(slug string, text []byte) (string, error) {
	if !slugForm.MatchString(slug) {
		return "", fmt.Errorf("the slug %q is not well formed; write it like \"binh-dinh-2024-plan\"", slug)
	}
	if len(text) == 0 {
		return fmt.Sprintf(skeleton, slug, strings.Repeat("0", 2*sha256.Size), 0), nil
	}
	return fmt.Sprintf(skeleton, slug, fmt.Sprintf("%x", sha256.Sum256(text)), len(splitLines(text))), nil
}

// splitLines splits an archived text into lines.
func splitLines(text []byte) []string {
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}
