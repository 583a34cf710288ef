package table

import (
	"slices"
	"strings"
)

// trackers are parameters that sites and mail programs add to the links that
// people follow. They ask for nothing.
var trackers = []string{
	"_ga", "_gl", "_hsenc", "_hsmi", "dclid", "fb_action_ids", "fb_action_types", "fbclid", "gad_campaignid", "gad_source",
	"gbraid", "gclid", "gclsrc", "hsCtaTracking", "igsh", "igshid", "li_fat_id", "mc_cid", "mc_eid", "mibextid", "mkt_tok",
	"msclkid", "oly_anon_id", "oly_enc_id", "s_cid", "scid", "srsltid", "ttclid", "twclid", "vero_conv", "vero_id", "wbraid",
	"wickedid", "yclid", "ysclid", "zanpid", "zarsrc",
}

// isTracking reports whether a parameter only follows people around.
func isTracking(parameter string) bool {
	return strings.HasPrefix(parameter, "utm_") || slices.Contains(trackers, parameter)
}
