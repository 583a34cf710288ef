package table

import (
	"slices"
	"strings"
)

// trackingParameters are parameters that sites and mail programs add to links.
// They are ignored.
var trackingParameters = []string{
	"_ga", "_gl", "_hsenc", "_hsmi", "dclid", "fb_action_ids", "fb_action_types", "fbclid", "gad_campaignid", "gad_source",
	"gbraid", "gclid", "gclsrc", "hsCtaTracking", "igsh", "igshid", "li_fat_id", "mc_cid", "mc_eid", "mibextid", "mkt_tok",
	"msclkid", "oly_anon_id", "oly_enc_id", "s_cid", "scid", "srsltid", "ttclid", "twclid", "vero_conv", "vero_id", "wbraid",
	"wickedid", "yclid", "ysclid", "zanpid", "zarsrc",
}

// isTracking reports whether a parameter only serves to track people.
func isTracking(parameter string) bool {
	return strings.HasPrefix(parameter, "utm_") || slices.Contains(trackingParameters, parameter)
}
