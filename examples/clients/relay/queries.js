// What the program asks; relay-compiler writes __generated__ from it.
import { graphql } from "relay-runtime";

graphql`
  query queriesTargetQuery($id: ID!) {
    node(id: $id) {
      id
      ... on Target { wording measures { operator value } }
    }
  }
`;

graphql`
  query queriesTargetsQuery($after: String) {
    targets(first: 20, after: $after, where: { province: "quang-nam", year: 2024 }) @connection(key: "queries_targets") {
      edges { node { id wording } }
      pageInfo { endCursor hasNextPage }
      totalCount
    }
  }
`;
