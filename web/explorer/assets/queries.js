// The queries that this page asks. COMPARE is also what a reader gets to see
// and change, so it is laid out to be read.

export const PLAN_YEARS = `query PlanYears($after: String) {
  planYears(first: 100, after: $after) {
    nodes { id year province { slug name nameEn } }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const DATASET = `query Dataset {
  dataset { release title titleEn licence citation checksum synthetic counts { kind count } }
}`;

export const COMPARE = `query Compare($left: PlanYearRef!, $right: PlanYearRef!, $pillar: Pillar, $verdict: Verdict) {
  compare(left: $left, right: $right) {
    left { id year province { slug name nameEn } }
    right { id year province { slug name nameEn } }
    summary { total verdicts { verdict count } pillars { pillar total } }
    targets(pillar: $pillar, verdict: $verdict) {
      indicator { code name nameEn pillar unit }
      verdict
      measures {
        level
        verdict
        difference
        left { ...Figure }
        right { ...Figure }
      }
      left { ...Set }
      right { ...Set }
      otherLeft { ...Set }
      otherRight { ...Set }
      near { ...Set }
      caveats { kind message messageEn }
      national { id year level operator value confidence decision { number title } }
    }
  }
}

fragment Figure on Measure {
  id
  level
  operator
  value
  upper
  unit
  rank
  condition
  source { section row lines }
}

fragment Set on Target {
  id
  indicator { name nameEn }
  measures { ...Figure }
  findings { id severity message messageEn }
}
`;

export const TARGET = `query Target($id: ID!) {
  node(id: $id) {
    ... on Target {
      id
      wording
      indicator { name nameEn base baseEn definition definitionEn }
      document { title titleEn number numberPrinted issuedOn lines }
      measures { id condition printed rank sources { section row lines } }
      leads { name nameEn }
      performers { name nameEn }
      citations { id printedNumber legalDocument { number title } }
      task { row title }
      findings { id severity message messageEn }
    }
  }
}`;

export const INTROSPECTION = `query Introspection {
  __schema {
    queryType { name }
    types {
      kind
      name
      description
      fields(includeDeprecated: true) { name description type { ...Type } args { ...Input } }
      inputFields { ...Input }
      enumValues(includeDeprecated: true) { name description }
      possibleTypes { name }
    }
  }
}

fragment Input on __InputValue { name description defaultValue type { ...Type } }

fragment Type on __Type {
  kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
}`;

// FIRST_QUERY stands in the editor until a reader puts something else there.
export const FIRST_QUERY = {
  query: `query Stricter($left: PlanYearRef!, $right: PlanYearRef!) {
  compare(left: $left, right: $right) {
    summary { total verdicts { verdict count } }
    targets(pillar: ECONOMY) {
      indicator { code name nameEn }
      verdict
      measures {
        level
        difference
        left { operator value unit source { lines } }
        right { operator value unit source { lines } }
      }
      caveats { kind messageEn }
    }
  }
}
`,
  variables: {
    left: { province: "binh-dinh", year: 2024 },
    right: { province: "quang-nam", year: 2024 },
  },
};
