package generate

import (
	"fmt"
	"math/rand/v2"

	"doichieu/data"
	"doichieu/vocab"
)

// Sizes of the registers, which do not depend on the options.
const (
	indicatorsPerConcept = 3
	indicatorsPerPillar  = 20
	functions            = 12 // agencies of each province
	initiativesPerTheme  = 5
	legalDocumentCount   = 2_000
)

func header(o Options) data.Header {
	return data.Header{
		Release: fmt.Sprintf("synthetic-%dx%d-%d", o.Provinces, o.Years, o.Seed),
		Title: data.Text{
			VI: fmt.Sprintf("Dữ liệu giả định, không có thật: %d tỉnh, %d năm", o.Provinces, o.Years),
			EN: fmt.Sprintf("Synthetic data, not real: %d provinces, %d years", o.Provinces, o.Years),
		},
		Description: data.Text{
			VI: "Mọi tỉnh, cơ quan, văn bản và con số đều do máy tạo ra để thử tốc độ; không được trích dẫn.",
			EN: "Every province, agency, document and figure was generated to try the program's speed; not to be cited.",
		},
		Licence:   "CC0-1.0",
		Citation:  "Not to be cited: synthetic data, nothing in it is real.",
		Synthetic: true,
	}
}

func provinceSlug(n int) string { return fmt.Sprintf("mau-%04d", n+1) }

func provinceName(n int) data.Text {
	return data.Text{VI: fmt.Sprintf("Tỉnh mẫu %04d", n+1), EN: fmt.Sprintf("Sample Province %04d", n+1)}
}

var regions = []string{"sample-north", "sample-centre", "sample-highlands", "sample-coast", "sample-south", "sample-delta"}

func provinces(o Options) []data.Province {
	out := make([]data.Province, o.Provinces)
	for n := range out {
		out[n] = data.Province{
			Slug: provinceSlug(n), Code: fmt.Sprintf("X%04d", n+1), Name: provinceName(n), Region: regions[n%len(regions)],
		}
	}
	return out
}

var pillars = []vocab.Pillar{
	vocab.PillarGovernment, vocab.PillarEconomy, vocab.PillarSociety,
	vocab.PillarInfrastructure, vocab.PillarSecurity, vocab.PillarGeneral,
}

var indicatorCount = len(pillars) * indicatorsPerPillar

func indicatorCode(n int) string { return fmt.Sprintf("sample.indicator_%03d", n+1) }

func conceptCode(n int) string { return fmt.Sprintf("sample_concept_%02d", n/indicatorsPerConcept+1) }

func concepts() []data.Concept {
	var out []data.Concept
	for n := 0; n < indicatorCount; n += indicatorsPerConcept {
		out = append(out, data.Concept{Code: conceptCode(n), Name: data.Text{
			VI: fmt.Sprintf("Khái niệm mẫu %d", n/indicatorsPerConcept+1),
			EN: fmt.Sprintf("Sample concept %d", n/indicatorsPerConcept+1),
		}})
	}
	return out
}

func indicators() []data.Indicator {
	out := make([]data.Indicator, indicatorCount)
	for n := range out {
		unit, direction := unitOf(n)
		out[n] = data.Indicator{
			Code: indicatorCode(n),
			Name: data.Text{
				VI: fmt.Sprintf("Tỷ lệ hồ sơ, dịch vụ công, hạ tầng số chỉ tiêu mẫu %d", n+1),
				EN: fmt.Sprintf("Sample indicator %d", n+1),
			},
			Pillar: pillars[n/indicatorsPerPillar], Unit: unit, Direction: direction,
			Base:    data.Text{VI: fmt.Sprintf("đối tượng mẫu %d", n%4+1), EN: fmt.Sprintf("sample population %d", n%4+1)},
			Concept: conceptCode(n),
		}
	}
	return out
}

// unitOf gives most indicators per cent, some a count and some a rank.
func unitOf(indicator int) (vocab.Unit, vocab.Direction) {
	switch indicator % 10 {
	case 0:
		return vocab.UnitRank, vocab.LowerIsBetter
	case 1, 2:
		return vocab.UnitCount, vocab.HigherIsBetter
	default:
		return vocab.UnitPercent, vocab.HigherIsBetter
	}
}

func agencySlug(province, function int) string {
	return fmt.Sprintf("%s.so-mau-%02d", provinceSlug(province), function+1)
}

func agencies(o Options) []data.Agency {
	var out []data.Agency
	for province := range o.Provinces {
		for function := range functions {
			out = append(out, data.Agency{
				Slug: agencySlug(province, function),
				Name: data.Text{
					VI: fmt.Sprintf("Sở mẫu %d %s", function+1, provinceName(province).VI),
					EN: fmt.Sprintf("Sample Department %d of %s", function+1, provinceName(province).EN),
				},
				Kind: vocab.AgencyDepartment, Province: provinceSlug(province),
				Function: fmt.Sprintf("sample-function-%02d", function+1),
				Aliases:  []string{fmt.Sprintf("Sở M%d", function+1)},
			})
		}
	}
	return out
}

func legalID(n int) string { return fmt.Sprintf("sample-%04d", n+1) }

// legalDocuments makes documents that are all older than the first plan.
func legalDocuments(o Options) []data.LegalDocument {
	r := rand.New(rand.NewPCG(o.Seed, 0))
	out := make([]data.LegalDocument, legalDocumentCount)
	for n := range out {
		year := o.firstYear() - 1 - n%15
		out[n] = data.LegalDocument{
			ID: legalID(n), Number: fmt.Sprintf("%d/QĐ-MẪU", n+1), Type: vocab.LegalDecision,
			Issuer: "Cơ quan mẫu", IssuerLevel: vocab.IssuerCentral, Year: year,
			IssuedOn: fmt.Sprintf("%d-%02d-%02d", year, 1+r.IntN(12), 1+r.IntN(28)),
			Title:    fmt.Sprintf("Quyết định mẫu thứ %d về việc phê duyệt chương trình, đề án chuyển đổi số", n+1),
		}
	}
	return out
}

var themes = vocab.Theme("").Values()

var initiativeCount = len(themes) * initiativesPerTheme

func initiativeSlug(n int) string { return fmt.Sprintf("sample-initiative-%02d", n+1) }

func initiatives() []data.Initiative {
	out := make([]data.Initiative, initiativeCount)
	for n := range out {
		out[n] = data.Initiative{
			Slug:  initiativeSlug(n),
			Name:  data.Text{VI: fmt.Sprintf("Sáng kiến mẫu %d", n+1), EN: fmt.Sprintf("Sample initiative %d", n+1)},
			Theme: vocab.Theme(themes[n/initiativesPerTheme]),
		}
	}
	return out
}
