// graphql-codegen generates the types of every answer: the compiler knows which fields
// were selected, and which of them may be null.
import { graphql } from "./gql/index.js";
import type { TypedDocumentString } from "./gql/graphql.js";

const url = process.env["API_URL"] ?? "http://localhost:8080/graphql";

async function ask<Answer, Variables>(query: TypedDocumentString<Answer, Variables>, variables: Variables): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Answer; errors?: { message: string }[] };
  if (!data || errors) {
    throw new Error(errors?.map(({ message }) => message).join("; "));
  }
  return data;
}

const stricter = graphql(`
  query Stricter($left: PlanYearRef!, $right: PlanYearRef!) {
    compare(left: $left, right: $right) {
      targets(verdict: RIGHT_STRICTER) {
        indicator { nameEn }
        measures { level difference left { value } right { value } }
      }
    }
  }
`);

const { compare } = await ask(stricter, {
  left: { province: "binh-dinh", year: 2024 },
  right: { province: "quang-nam", year: 2024 },
});
for (const { indicator, measures } of compare.targets) {
  for (const { level, left, right, difference } of measures) {
    // @ts-expect-error: a side may set nothing at a level, and the compiler knows that
    const unchecked = () => left.value;
    console.log(`${indicator.nameEn}, ${level}: ${left?.value} and ${right?.value}, ${difference} apart`);
  }
}
