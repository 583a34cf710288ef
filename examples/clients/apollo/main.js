// Apollo Client with a normalised cache. Ids are unique across all types and stay the
// same when the dataset is reloaded, so the cache needs no keyFields for records.
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";

const uri = process.env.API_URL ?? "http://localhost:8080/graphql";

const client = new ApolloClient({
  link: new HttpLink({ uri }),
  cache: new InMemoryCache({
    possibleTypes: await possibleTypes(),
    typePolicies: {
      Query: { fields: { targets: relayStylePagination(["where", "orderBy"]) } },
    },
  }),
});

// The implementations of each interface, which the cache needs to match fragments. A
// larger project writes them to a file at build time.
async function possibleTypes() {
  const query = `{ __schema { types { kind name possibleTypes { name } } } }`;
  const response = await fetch(uri, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { data } = await response.json();
  const abstract = data.__schema.types.filter(({ kind }) => kind === "INTERFACE" || kind === "UNION");
  return Object.fromEntries(abstract.map((type) => [type.name, type.possibleTypes.map(({ name }) => name)]));
}

// The same target, asked for by its id and found through its plan year.
const byID = gql`
  query TargetByID($id: ID!) {
    node(id: $id) { id ... on Target { wording indicator { id nameEn } } }
  }
`;
const byPlanYear = gql`
  query TargetsOfAYear($province: String!, $year: Int!, $indicator: String!) {
    planYear(province: $province, year: $year) {
      id
      targets(indicator: $indicator) { id measures { id level operator value } }
    }
  }
`;
const id = "binh-dinh/2024/target/3.1";
await client.query({ query: byID, variables: { id } });
await client.query({
  query: byPlanYear,
  variables: { province: "binh-dinh", year: 2024, indicator: "society.adult_smartphone" },
});

const cached = Object.entries(client.cache.extract()).filter(([, entry]) => entry.id === id);
for (const [key, { wording, measures }] of cached) {
  console.log(`${key}: ${wording}; ${measures.length} measure`);
}

// A list read page by page. relayStylePagination joins the pages.
const page = gql`
  query Targets($after: String) {
    targets(first: 20, after: $after, where: { province: "binh-dinh", year: 2024 }) {
      edges { cursor node { id } }
      pageInfo { endCursor hasNextPage }
      totalCount
    }
  }
`;
await client.query({ query: page });
const list = client.watchQuery({ query: page });
const targets = () => client.readQuery({ query: page }).targets;
let pages = 1;
while (targets().pageInfo.hasNextPage) {
  await list.fetchMore({ variables: { after: targets().pageInfo.endCursor } });
  pages++;
}
console.log(`${targets().edges.length} of ${targets().totalCount} targets in ${pages} pages`);
client.stop();
