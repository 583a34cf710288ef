package data

import _ "embed"

// LicenceID is the SPDX identifier of the shipped dataset's licence.
const LicenceID = "CC-BY-4.0"

// Licence is the notice for data under that licence.
//
//go:embed LICENSE
var Licence string
