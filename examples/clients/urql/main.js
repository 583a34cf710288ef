// urql with graphcache, its normalised cache.
import { Client, fetchExchange, gql } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { getIntrospectionQuery } from "graphql";

const url = process.env.API_URL ?? "http://localhost:8080/graphql";
let requests = 0;
const counting = (...request) => {
  requests++;
  return fetch(...request);
};

const schema = await introspect();
const client = new Client({
  url,
  fetch: counting,
  preferGetMethod: false,
  exchanges: [
    cacheExchange({
      schema,
      keys: valuesWithoutKeys(schema),
      resolvers: {
        Query: {
          // An id shows the type of its record, so that a cached one needs no request.
          node: (_, { id }) => ({ __typename: typeOf(id), id }),
          targets: relayPagination(),
        },
      },
    }),
    fetchExchange,
  ],
});

async function introspect() {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
  });
  return (await response.json()).data;
}

// Objects without an id are values of the record that contains them.
function valuesWithoutKeys({ __schema }) {
  const values = __schema.types.filter(({ kind, fields }) => kind === "OBJECT" && !fields.some(({ name }) => name === "id"));
  return Object.fromEntries(values.map(({ name }) => [name, () => null]));
}

function typeOf(id) {
  return id.split("/")[2] === "target" && !id.includes("/measure/") ? "Target" : null;
}

async function ask(query, variables, context) {
  const { data, error } = await client.query(query, variables, context).toPromise();
  if (error) {
    throw error;
  }
  return data;
}

// A page of targets, and then one of them by its id, which is in the cache already.
const page = gql`
  query Targets($after: String) {
    targets(first: 20, after: $after, where: { province: "quang-nam", year: 2024 }) {
      edges { node { id wording } }
      pageInfo { endCursor hasNextPage }
      totalCount
    }
  }
`;
const byID = gql`
  query TargetByID($id: ID!) {
    node(id: $id) { id ... on Target { wording } }
  }
`;
let { targets } = await ask(page, {});
const { id } = targets.edges[0].node;
const before = requests;
const { node } = await ask(byID, { id });
console.log(`${node.id}: ${node.wording}; ${requests - before} further requests`);

// The other pages. relayPagination joins them.
while (targets.pageInfo.hasNextPage) {
  ({ targets } = await ask(page, { after: targets.pageInfo.endCursor }));
}
console.log(`${targets.edges.length} of ${targets.totalCount} targets in ${requests} pages`);
