/**
 * @generated SignedSource<<c3bb8d4258f19f4ad14234e229f18de6>>
 * @lightSyntaxTransform
 */

/* eslint-disable */

'use strict';

var node = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "after"
  }
],
v1 = {
  "kind": "Literal",
  "name": "where",
  "value": {
    "province": "quang-nam",
    "year": 2024
  }
},
v2 = [
  {
    "alias": null,
    "args": null,
    "concreteType": "TargetEdge",
    "kind": "LinkedField",
    "name": "edges",
    "plural": true,
    "selections": [
      {
        "alias": null,
        "args": null,
        "concreteType": "Target",
        "kind": "LinkedField",
        "name": "node",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "id",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "wording",
            "storageKey": null
          },
          {
            "alias": null,
            "args": null,
            "kind": "ScalarField",
            "name": "__typename",
            "storageKey": null
          }
        ],
        "storageKey": null
      },
      {
        "alias": null,
        "args": null,
        "kind": "ScalarField",
        "name": "cursor",
        "storageKey": null
      }
    ],
    "storageKey": null
  },
  {
    "alias": null,
    "args": null,
    "concreteType": "PageInfo",
    "kind": "LinkedField",
    "name": "pageInfo",
    "plural": false,
    "selections": [
      {
        "alias": null,
        "args": null,
        "kind": "ScalarField",
        "name": "endCursor",
        "storageKey": null
      },
      {
        "alias": null,
        "args": null,
        "kind": "ScalarField",
        "name": "hasNextPage",
        "storageKey": null
      }
    ],
    "storageKey": null
  },
  {
    "alias": null,
    "args": null,
    "kind": "ScalarField",
    "name": "totalCount",
    "storageKey": null
  }
],
v3 = [
  {
    "kind": "Variable",
    "name": "after",
    "variableName": "after"
  },
  {
    "kind": "Literal",
    "name": "first",
    "value": 20
  },
  (v1/*:: as any*/)
];
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "queriesTargetsQuery",
    "selections": [
      {
        "alias": "targets",
        "args": [
          (v1/*:: as any*/)
        ],
        "concreteType": "TargetConnection",
        "kind": "LinkedField",
        "name": "__queries_targets_connection",
        "plural": false,
        "selections": (v2/*:: as any*/),
        "storageKey": "__queries_targets_connection(where:{\"province\":\"quang-nam\",\"year\":2024})"
      }
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "queriesTargetsQuery",
    "selections": [
      {
        "alias": null,
        "args": (v3/*:: as any*/),
        "concreteType": "TargetConnection",
        "kind": "LinkedField",
        "name": "targets",
        "plural": false,
        "selections": (v2/*:: as any*/),
        "storageKey": null
      },
      {
        "alias": null,
        "args": (v3/*:: as any*/),
        "filters": [
          "where"
        ],
        "handle": "connection",
        "key": "queries_targets",
        "kind": "LinkedHandle",
        "name": "targets"
      }
    ]
  },
  "params": {
    "cacheID": "b04c61c9bb4b0b64bbf558971059c454",
    "id": null,
    "metadata": {
      "connection": [
        {
          "count": null,
          "cursor": "after",
          "direction": "forward",
          "path": [
            "targets"
          ]
        }
      ]
    },
    "name": "queriesTargetsQuery",
    "operationKind": "query",
    "text": "query queriesTargetsQuery(\n  $after: String\n) {\n  targets(first: 20, after: $after, where: {province: \"quang-nam\", year: 2024}) {\n    edges {\n      node {\n        id\n        wording\n        __typename\n      }\n      cursor\n    }\n    pageInfo {\n      endCursor\n      hasNextPage\n    }\n    totalCount\n  }\n}\n"
  }
};
})();

node.hash = "5eead15f88319aa830818d237a875906";

export default node;
