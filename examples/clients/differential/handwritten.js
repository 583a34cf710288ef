// Requests written by hand: those that are easily misread, and similar ones.
const year = "query($y: Int!) { planYear(province: \"binh-dinh\", year: $y) { id } }";
const yearOr = "query($y: Int = 2024) { planYear(province: \"binh-dinh\", year: $y) { id } }";
const slug = "query($s: String!) { province(slug: $s) { id } }";
const node = "query($i: ID!) { node(id: $i) { __typename id } }";
const nodes = "query($i: [ID!]!) { nodes(ids: $i) { id } }";
const where = "query($w: TargetWhere) { targets(first: 2, where: $w) { totalCount nodes { id } } }";
const whereYear = "query($y: Int, $p: Pillar) { targets(first: 2, where: { year: $y, pillar: $p }) { totalCount } }";
const order = "query($o: TargetOrder) { targets(first: 2, orderBy: $o) { nodes { id } } }";
const orderField = "query($f: TargetOrderField) { targets(first: 2, orderBy: { field: $f }) { nodes { id } } }";
const orderDefault = "query($f: TargetOrderField = INDICATOR) { targets(first: 2, orderBy: { field: $f }) { nodes { id } } }";
const kinds = 'query($k: [SearchKind!]) { search(text: "chữ ký số", first: 2, kinds: $k) { totalCount } }';
const matrix = "query($p: [PlanYearRef!]!) { matrix(planYears: $p, indicators: []) { planYears { id } } }";
const sides = 'left: { province: "binh-dinh", year: 2024 }, right: { province: "quang-nam", year: 2024 }';
const roles = `query($r: [CitationRole!]) { compare(${sides}) { legalBases(roles: $r) { presence } } }`;
const rolesOr = `query($r: [CitationRole!] = [LEGAL_BASIS]) { compare(${sides}) { legalBases(roles: $r) { presence } } }`;
const condition = "query($c: Boolean!) { dataset { release @skip(if: $c) licence @include(if: $c) } }";
const conditionOr = "query($c: Boolean = true) { dataset { release @skip(if: $c) licence @include(if: $c) } }";
const three = "query A { dataset { release } } query B { dataset { licence } } query C($p: Pillar) { targets(where: { pillar: $p }) { totalCount } }";

/** Documents with one variable, and values for it as JSON. */
const variables = [
  [year, "y", ["2024", "2024.0", "20.24e2", "2.024E+3", '"2024"', "2024.5", "2147483647", "2147483648", "-2147483648", "-2147483649",
    "1e400", "9".repeat(40), "-0", "0.0", "true", "null", "[]", "[2024]", "{}", '""', undefined]],
  [yearOr, "y", ["2025", "null", '"x"', undefined]],
  [slug, "s", ['"binh-dinh"', '"nowhere"', '""', "1", "1.5", "true", "null", "{}", "[]", '["binh-dinh"]', '"bình định"', '"\\u0062inh-dinh"',
    '"\\ud83d\\ude00"', '"\\ud800"', '"\\udc00x"', '"a\\u0000b"', undefined]],
  [node, "i", ['"binh-dinh/2024"', '"x"', "7", "-7", "1.5", "1e3", "7.0", "1234567890123456789012345678901234567890", "true", "null", "{}", "[]", undefined]],
  [nodes, "i", ['["binh-dinh/2024", "x"]', '"binh-dinh/2024"', "[]", "[7, 8.0]", "[1.5]", "[null]", "[[]]", "null", '{"0": "x"}']],
  [where, "w", ["{}", "null", "[]", '"x"', "1", '{"year": 2024}', '{"year": "2024"}', '{"year": null}', '{"pillar": "SOCIETY"}', '{"pillar": "society"}',
    '{"pillar": {}}', '{"provinc": "x"}', '{"province": "binh-dinh", "year": 2024, "pillar": null}', '{"__typename": "TargetWhere"}', '[{"year": 2024}]',
    '{"year": 2024, "year": 2023}', '{"province": 1, "year": "x", "level": "y", "zz": 1}', undefined]],
  [order, "o", ["{}", "null", '{"field": "INDICATOR"}', '{"field": null}', '{"direction": "DESC"}', '{"direction": "desc"}', '{"direction": 1}']],
  [orderField, "f", ['"INDICATOR"', '"indicator"', "null", "1", undefined]],
  [orderDefault, "f", ['"NATURAL"', "null", undefined]],
  [kinds, "k", ['["TASK"]', '"TASK"', "[]", "null", "[null]", '["TASK", "task"]', '[["TASK"]]', undefined]],
  [matrix, "p", ['[{"province": "binh-dinh", "year": 2024}]', '{"province": "binh-dinh", "year": 2024}', '[{"province": "binh-dinh"}]', "[]", "[null]", "[[]]",
    '[{"province": "binh-dinh", "year": "2024"}]', '[{"province": "binh-dinh", "year": 2.024e3}]', '[{"province": 1, "year": 2024, "month": 2}]',
    '[{"province": "nowhere", "year": 2024}]', "null", undefined]],
  [roles, "r", ['["LEGAL_BASIS"]', '"LEGAL_BASIS"', "[]", "null", "[null]", undefined]],
  [rolesOr, "r", ['["TARGET_BASIS"]', "null", undefined]],
  [condition, "c", ["true", "false", "1", '"true"', "null", "{}", undefined]],
  [conditionOr, "c", ["true", "false", "null", undefined]],
].flatMap(([query, name, values]) =>
  values.map((value) => ({ query, variables: value === undefined ? "{}" : `{"${name}": ${value}}` })),
);

/** Documents that use a variable in several places, or not at all. */
const several = [
  [whereYear, '{"y": 2024}'],
  [whereYear, '{"y": null, "p": null}'],
  [whereYear, '{"p": "GENERAL", "other": {"x": [1]}}'],
  [whereYear, "null"],
  ['query($i: ID = "x") { nodes(ids: ["binh-dinh/2024", $i]) { id } }', '{"i": null}'],
  ['query($i: ID = "x") { nodes(ids: ["binh-dinh/2024", $i]) { id } }', "{}"],
  ["query($i: ID) { nodes(ids: [$i]) { id } }", "{}"],
  ["query($i: ID!) { nodes(ids: $i) { id } }", '{"i": "x"}'],
  ["query($k: [SearchKind!] = TASK) { search(text: \"số\", kinds: $k) { totalCount } }", "{}"],
  ["query($k: SearchKind!) { search(text: \"số\", kinds: [$k, TARGET]) { totalCount } }", '{"k": "TASK"}'],
  ["query($w: TargetWhere = { year: 2024, pillar: SOCIETY }) { targets(where: $w) { totalCount } }", "{}"],
  ["query($w: TargetWhere = { year: 2024, pillar: SOCIETY }) { targets(where: $w) { totalCount } }", '{"w": {}}'],
  ["query($w: TargetWhere = { yer: 2024 }) { targets(where: $w) { totalCount } }", "{}"],
  ["query($p: String = \"binh-dinh\", $y: Int = 2024) { planYear(province: $p, year: $y) { id } }", "{}"],
  ["query($p: String!, $y: Int!) { compare(left: { province: $p, year: $y }, right: { province: \"quang-nam\", year: $y }) { left { id } right { id } } }", '{"p": "binh-dinh", "y": 2024}'],
  ["query($n: Int) { targets(first: $n) { totalCount } }", '{"n": null}'],
  ["query($n: Int) { targets(first: $n) { totalCount } }", '{"n": -1}'],
].map(([query, variables]) => ({ query, variables }));

const operations = [undefined, "", "A", "B", "C", "D", "a"].map((operationName) => ({
  query: three,
  operationName,
}));

const shared = `query A($p: Pillar = GOVERNMENT) { ...F } query B($p: Pillar) { ...F } query C($p: Pillar = GENERAL) { ...F } query D($p: Pillar!) { ...F }
  fragment F on Query { targets(where: { pillar: $p }) { totalCount } other: targets(where: { pillar: GOVERNMENT, year: 2024 }) { totalCount } }`;

const byOperation = ["A", "B", "C", "D"].flatMap((operationName) =>
  ["{}", '{"p": "SOCIETY"}', '{"p": null}', '{"p": "society"}'].map((variables) => ({ query: shared, operationName, variables })),
);

/** How fields are merged, omitted and ordered. */
const merged = [
  "query($a: Int, $b: Int) { t: targets(first: $a) { totalCount } t: targets(first: $b) { totalCount } }",
  "query($a: Int, $b: Int) { t: targets(first: $a) { totalCount } t: targets(first: $a) { nodes { id } } u: targets(first: $b) { totalCount } }",
  "query($c: Boolean!) { dataset { ...F @include(if: $c) licence ...G @skip(if: $c) release } } fragment F on Dataset { release title } fragment G on Dataset { title licence }",
  "query($c: Boolean!) { ... @include(if: $c) { dataset { release } } dataset { licence } ... @skip(if: $c) { dataset { title } b: __typename } }",
  "query($c: Boolean!) { dataset { release @include(if: $c) } province(slug: \"binh-dinh\") @skip(if: $c) { slug } }",
  "query($c: Boolean!) { dataset { release @include(if: $c) @skip(if: $c) } }",
  "query($c: Boolean!) { dataset @include(if: $c) { release } }",
  "query($c: Boolean!) { ...F ...F @skip(if: $c) } fragment F on Query { dataset { ... on Dataset @include(if: $c) { release } title } }",
].flatMap((query) => ['{"c": true, "a": 2, "b": 2}', '{"c": false, "a": null}', "{}"].map((variables) => ({ query, variables })));

/** Values within others, or in several places. */
const within = [
  ["query($y: Int, $n: String) { a: planYears(where: { province: $n, year: $y }) { totalCount } b: targets(where: { year: $y }, first: $y) { totalCount } }",
    ["{}", '{"y": 3}', '{"y": null, "n": null}', '{"n": "binh-dinh"}', '{"n": 1, "y": "x"}']],
  ["query($s: String = \"binh-dinh\") { province(slug: $s) { slug } provinces(where: { region: $s }) { totalCount } }", ["{}", '{"s": null}', '{"s": "quang-nam"}']],
  ["query($d: OrderDirection = DESC, $f: ProvinceOrderField) { provinces(first: 2, orderBy: { direction: $d, field: $f }) { nodes { slug } } }",
    ["{}", '{"d": "ASC"}', '{"d": null}', '{"f": null}', '{"f": "NAME", "d": "DESC"}']],
  ["query($l: PlanYearRef!, $r: PlanYearRef! = { province: \"quang-nam\", year: 2024 }) { compare(left: $l, right: $r) { left { id } right { id } } }",
    ["{}", '{"l": {"province": "binh-dinh", "year": 2024}}', '{"l": {"province": "binh-dinh", "year": 2024}, "r": null}', '{"l": [{"province": "binh-dinh", "year": 2024}]}', '{"l": {}}',
      '{"l": {"year": 2024}}', '{"l": {"province": null, "year": 2024}}']],
  ["query($p: [PlanYearRef!]! = [{ province: \"binh-dinh\", year: 2024 }], $i: [String!] = \"x\") { matrix(planYears: $p, indicators: $i) { planYears { id } } }",
    ["{}", '{"i": []}', '{"i": null}', '{"i": ["society.adult_smartphone"]}', '{"i": [null]}', '{"i": [["x"]]}', '{"p": []}']],
  ["query($y: Int!, $p: String!) { matrix(planYears: [{ province: $p, year: $y }, { province: \"quang-nam\", year: $y }], indicators: []) { planYears { id } } }",
    ['{"y": 2024, "p": "binh-dinh"}', '{"y": 2024.0, "p": "binh-dinh"}', '{"y": "2024", "p": 7}', '{"y": 2024}']],
  ["query($a: ID, $b: ID = \"binh-dinh/2024\") { x: node(id: $b) { id } y: nodes(ids: [$b]) { id } z: node(id: \"x\") @include(if: false) { id } w: nodes(ids: [\"x\", $b]) { id } } ",
    ["{}", '{"b": null}']],
  ["query($r: [CitationRole!]! = []) { compare(" + sides + ") { legalBases(roles: $r) { presence } } }", ["{}", '{"r": null}', '{"r": "LEGAL_BASIS"}']],
  ["query($n: String = \"TargetWhere\") { __type(name: $n) { name } }", ["{}", '{"n": null}', '{"n": "Target"}', '{"n": 1}']],
  ["query($d: Boolean = true) { __type(name: \"Target\") { fields(includeDeprecated: $d) { name } } }", ["{}", '{"d": null}', '{"d": false}', '{"d": "x"}']],
  ["{ __type(name: \"Query\") { fields { name args { name defaultValue type { kind name ofType { kind name ofType { kind name } } } } type { kind name ofType { name } } isDeprecated } } }", ["{}"]],
  ["{ __type(name: \"Comparison\") { fields { name args { name defaultValue } } interfaces { name } possibleTypes { name } enumValues { name } } }", ["{}"]],
  ["{ __type(name: \"Pillar\") { enumValues { name isDeprecated } } n: __type(name: \"Node\") { possibleTypes { name } } u: __type(name: \"Decimal\") { kind specifiedByURL } }", ["{}"]],
].flatMap(([query, given]) => given.map((variables) => ({ query, variables })));

const others = ["mutation M { x }", "subscription S { x }", "mutation { dataset { release } }", "query Q { dataset { release } } mutation M { x }"].flatMap((query) =>
  [undefined, "M", "Q"].map((operationName) => ({ query, operationName })),
);

const value = (literal) => [
  `{ planYear(province: "binh-dinh", year: ${literal}) { id } }`,
  `{ province(slug: ${literal}) { id } }`,
  `{ node(id: ${literal}) { id } }`,
  `{ nodes(ids: ${literal}) { id } }`,
  `{ targets(first: 2, where: ${literal}) { totalCount } }`,
  `{ targets(first: 2, where: { year: ${literal} }) { totalCount } }`,
  `{ targets(first: 2, where: { pillar: ${literal} }) { totalCount } }`,
  `{ targets(first: 2, orderBy: { field: ${literal} }) { nodes { id } } }`,
  `{ search(text: "số", kinds: ${literal}) { totalCount } }`,
  `{ dataset { release @skip(if: ${literal}) } }`,
  `query($y: Int = ${literal}) { planYear(province: "binh-dinh", year: $y) { id } }`,
];

/** Literals in every kind of place. */
const literals = [
  "null", "true", "1", "-0", "00", "01", "1.5", "1.", ".5", "1e3", "2147483647", "2147483648", "-2147483648", "-2147483649", "9".repeat(40), "1e400", "1x", "0xF",
  '""', '"x"', '"""x"""', '"""a""""', '"""\\""""""', '"\\u0041"', '"\\u{1F600}"', '"\\u{110000}"', '"\\ud83d\\ude00"', '"\\ud800"', '"\\udc00\\ud800"', '"\\x"', '"a\nb"', '"',
  "SOCIETY", "INDICATOR", "TARGET", "x", "[]", "[1]", "[TARGET, TASK]", '["x", null]', "[[]]", "{}", "{ year: 2024 }", "{ year: 2024, year: 2023 }", "{ x: 1 }", "{ field: x }", "$none",
].flatMap(value).map((query) => ({ query }));

const documents = [
  "", " ", "#", "{", "}", "{}", "{ }", "{ dataset }", "{ dataset { } }", "{ dataset { release } }", "{ dataset { release } } #", "﻿{ dataset { release } }",
  "query { dataset { release } }", "query () { dataset { release } }", "query Q() { dataset { release } }", "query Q { dataset { release } } query Q { dataset { release } }",
  "query { dataset { release } } query Q { dataset { release } }", "{ dataset { release } } { dataset { release } }", "{ dataset { release, release , release } }",
  "{ dataset { a: release b: a } }", "{ dataset { a: release a: licence } }", "{ dataset { a: release } dataset { a: release b: licence } }",
  "{ dataset { release { x } } }", "{ nothing }", "{ datase { release } }", "{ dataset { releas } }", "{ dataset(x: 1) { release } }", "{ province { id } }", "{ province(slug: \"binh-dinh\", slug: \"x\") { id } }",
  "{ __typename }", "{ a: __typename __typename dataset { __typename release __typename } }", "{ dataset { ...on Dataset { release } } }", "{ dataset { ...on Province { id } } }",
  "{ dataset { ...on Nothing { id } } }", "{ dataset { ...on String { id } } }", "{ dataset { ... { release } } }", "{ dataset { ...{ release } ...@include(if: true) { licence } } }",
  "{ ...F } fragment F on Query { dataset { release } }", "{ ...F ...F } fragment F on Query { dataset { ...G } } fragment G on Dataset { release licence }",
  "{ ...F } fragment F on Query { ...F }", "{ ...F } fragment F on Query { dataset { ...G } } fragment G on Dataset { ...G }", "{ ...None }", "{ dataset { release } } fragment F on Query { dataset { release } }",
  "{ ...F } fragment F on Query { dataset { release } } fragment F on Query { dataset { licence } }", "{ ...F } fragment F($a: Int) on Query { dataset { release } }", "{ ...F } fragment on on Query { dataset { release } }",
  "{ ...on } fragment F on Query { dataset { release } }", "fragment F on Query { dataset { release } }", "query Q { dataset { release } } mutation M { x }", "query Q { dataset { release } } subscription S { x }",
  "{ dataset { release @skip(if: true) licence } }", "{ dataset { release @skip } }", "{ dataset { release @skip(if: true, if: false) } }", "{ dataset { release @skip(if: true) @skip(if: false) } }", "{ dataset { release @nothing } }",
  "{ dataset { release @deprecated } }", "query @skip(if: true) { dataset { release } }", "query Q($a: Int) { dataset { release } }", "query Q($a: Int, $a: Int) { targets(first: $a) { totalCount } }",
  "query Q($a: Nothing) { targets(first: $a) { totalCount } }", "query Q($a: Target) { targets(first: $a) { totalCount } }", "query Q($a: String) { targets(first: $a) { totalCount } }", "{ targets(first: $a) { totalCount } }",
  "query Q($a: [Int]) { targets(first: $a) { totalCount } }", "query Q($a: Int!) { ...F } fragment F on Query { targets(first: $a) { totalCount } }", "query Q($a: Int!, $b: Int = $a) { targets(first: $b) { totalCount } }",
  "query Q($a: Int = 1 = 2) { targets(first: $a) { totalCount } }", "query Q($a: Int! = null) { targets(first: $a) { totalCount } }", "query Q($a: Int! = 2) { targets(first: $a) { totalCount } }",
  "type T { a: Int }", "schema { query: Query }", "{ dataset { release } } type T { a: Int }", "{ dataset { release } } extend type Query { a: Int }", "\"text\" { dataset { release } }", "{ dataset { release } } %", "{ dataset { ré } }",
  "{ dataset { release } }\u0000", "#\u0001\n{ dataset { release } }", "#\u007f\n{ dataset { release } }",
  '{ province(slug: "\u0001") { id } }', '{ province(slug: """\u0007""") { id } }', '{ province(slug: "\t") { id } }', '{ province(slug: "\u007f") { id } }',
  "{ dataset { release } } \u00a0", "{ dataset { release: licence } }", "{ a1: dataset { a: release } a2: dataset { a: licence } }", "{ on: dataset { true: release null: licence } }",
  "{ z: dataset { release } a: dataset { release } m: dataset { z: release a: licence } a: dataset { z: licence } }",
  "{ province(slug: \"nowhere\") { id } dataset { release } }", "{ a: province(slug: \"nowhere\") { id } b: province(slug: \"binh-dinh\") { id } }", "{ progress(province: \"nowhere\", year: 2024) { planYear { id } } dataset { release } }",
  "{ node(id: \"binh-dinh/2024\") { id ... on PlanYear { year } ... on Target { wording } ...F } } fragment F on Node { __typename ... on PlanYear { a: year } }",
  "{ node(id: \"binh-dinh/2024\") { ... on PlanYear { x: year } ... on Target { x: wording } } }", "{ node(id: \"binh-dinh/2024\") { ... on PlanYear { x: id } ... on Target { x: wording } } }",
  "{ search(text: \"chữ ký\", first: 3) { nodes { __typename ... on Node { id } record { __typename id } } } }",
  "{ __schema { queryType { name } mutationType { name } subscriptionType { name } } }", "{ __type(name: \"TargetWhere\") { kind name inputFields { name type { kind name } defaultValue } } }", "{ __type(name: \"Nothing\") { name } }",
  "{ __type { name } }", "{ dataset { __schema { queryType { name } } } }",
].map((query) => ({ query }));

const withVariables = [...variables, ...several];

export const handwritten = [...withVariables, ...operations, ...others, ...byOperation, ...merged, ...within, ...literals, ...documents].map((request) => ({ variables: "{}", ...request }));
