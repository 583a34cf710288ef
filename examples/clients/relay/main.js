// Relay without a framework: the compiler's artifacts are imported directly, so that
// Babel is not needed.
import relay from "relay-runtime";
import target from "./__generated__/queriesTargetQuery.graphql.js";
import targets from "./__generated__/queriesTargetsQuery.graphql.js";

const { Environment, Network, RecordSource, Store, createOperationDescriptor, fetchQuery, getRequest } = relay;

const url = process.env.API_URL ?? "http://localhost:8080/graphql";

const environment = new Environment({
  store: new Store(new RecordSource()),
  network: Network.create(async ({ text }, variables) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ query: text, variables }),
    });
    return response.json();
  }),
});

const { node } = await fetchQuery(environment, target, { id: "binh-dinh/2024/target/3.1" }).toPromise();
console.log(`${node.id}: ${node.wording}; ${node.measures.length} measure`);

// The store joins the pages of a @connection.
const whole = createOperationDescriptor(getRequest(targets), {});
const list = () => environment.lookup(whole.fragment).data.targets;
let pages = 0;
do {
  await fetchQuery(environment, targets, { after: pages > 0 ? list().pageInfo.endCursor : null }).toPromise();
  pages++;
} while (list().pageInfo.hasNextPage && pages < 100);
console.log(`${list().edges.length} of ${list().totalCount} targets in ${pages} pages`);
