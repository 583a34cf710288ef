// The schema is linted with all rules of @graphql-eslint's schema-recommended and
// schema-relay. Run from the root: eslint -c examples/clients/contract/eslint.config.js schema.graphql
import { fileURLToPath } from "node:url";
import graphql from "@graphql-eslint/eslint-plugin";

const { rules: recommended } = graphql.configs["flat/schema-recommended"];
const { rules: relay } = graphql.configs["flat/schema-relay"];

export default [
  {
    files: ["schema.graphql"],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: fileURLToPath(new URL("../../../schema.graphql", import.meta.url)) } },
    },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...recommended,
      ...relay,

      // Stricter than recommended: every element needs a description, not only types.
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          rootField: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],

      // Exceptions, each with its reason.

      // Only records have an identity. The types below are values: they belong to the
      // object that contains them, and cannot be fetched or cached alone.
      "@graphql-eslint/strict-id-in-types": [
        "error",
        {
          acceptedIdNames: ["id"],
          acceptedIdTypes: ["ID"],
          exceptions: {
            suffixes: [
              "Connection",
              "Edge",
              "Comparison", // derived for two sides; the records in it have ids
              "Count", // a number with its label
              "Summary",
            ],
            types: [
              "PageInfo",
              "Dataset", // there is one; release and checksum distinguish it from others
              "Source", // a place in a document
              "Schedule",
              "Caveat",
              "SearchResult", // the record in it has an id
              "TextPart",
              // Derived from records, which have ids.
              "Matrix",
              "MatrixRow",
              "MatrixCell",
              "RankedMeasure",
              "Progress",
              "TargetProgress",
              "MeasureProgress",
              "PillarProgress",
              "Trajectory",
              "NearTrajectory",
              "TrajectorySeries",
              "TrajectoryPoint",
            ],
          },
        },
      ],

      // A list without pages (the measures of a target, the documents of a province) is
      // a plain list, and connections have nodes beside edges. A search result is not a
      // Node but contains one; TestEveryNodeIsFoundAgain in graph/node_test.go fetches
      // the nodes of every other connection again.
      "@graphql-eslint/relay-edge-types": [
        "error",
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],

      // search pages forward only: its arguments are fixed by the contract. TestWalks in
      // graph/page_test.go shows that every other connection pages both ways.
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
    },
  },
];
