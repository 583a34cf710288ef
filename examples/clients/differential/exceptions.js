// Where the server's answers may differ from those of graphql-js, and why.
import { Kind, parse, visit } from "graphql";
import { isDeepStrictEqual } from "node:util";

const first = ({ errors }) => errors?.[0] ?? { message: "" };

/** Maps the reason for an exception to a test whether a difference is of that kind. */
export const exceptions = {
  "A request beyond a limit is refused, whatever else is wrong with it.": ({ ours }) =>
    first(ours).extensions?.code === "LIMIT_EXCEEDED",

  "Null that would decide about @skip or @include is refused before anything is executed; graphql-js leaves out the object around.": ({ ours }) =>
    first(ours).message.endsWith("null cannot decide about @skip or @include."),

  "The server has no mutations and no subscriptions: it refuses to execute one, which graphql-js does to null.": ({ ours, theirs }) =>
    ours.refused && first(theirs).message.startsWith("Schema is not configured to execute"),

  "Where several errors make one place null, the specification leaves open which of them are told.": ({ ours, theirs, differs }) =>
    differs === "error paths" && isDeepStrictEqual(nulledPaths(ours), nulledPaths(theirs)),

  "gqlgen's introspection writes the default of a list with fewer spaces, and an empty list for what a type cannot have.": ({ request, ours, theirs, differs }) =>
    differs === "data" && request.query.includes("__type") && introspected(ours) === introspected(theirs),

  "JSON is text in UTF-8: half a surrogate pair is none, though JavaScript has strings with it.": ({ request, ours }) =>
    /\\ud[89a-f]/.test(request.variables) && ours.refused && !first(ours).locations,

  "A control character in a comment or string is refused, as by the specification of October 2021; graphql-js takes it, as does the edition after that.": ({ request, ours, theirs }) =>
    controlCharacter.test(request.query) && ours.refused === "document" && !theirs.refused && /invalid character/i.test(first(ours).message),

  "What has no operation is refused as a whole, without a place.": ({ ours, theirs, differs }) =>
    differs === "location" && theirs.refused && /^(The document has no operation|The parameter query is missing)/.test(first(ours).message),

  "Where a document is no GraphQL, the place that is told may be a later one.": ({ ours, theirs, differs }) =>
    differs === "location" &&
    first(theirs).message.startsWith("Syntax Error") &&
    first(ours).locations?.[0].line >= first(theirs).locations[0].line,

  "What is wrong with a part of a definition, a field or a fragment may be told where that begins.": ({ request, ours, theirs, differs }) =>
    differs === "location" && ours.errors[0].locations && encloses(request.query, first(ours).locations[0], theirs.errors),
};

// eslint-disable-next-line no-control-regex
const controlCharacter = /[\0-\x08\v\f\x0e-\x1f]/;

const introspected = ({ data }) =>
  JSON.stringify(data)
    .replaceAll(" ", "")
    .replace(/("(?:possibleTypes|enumValues)":)null/g, "$1[]");

/** The paths that errors have made null. */
function nulledPaths({ data, errors = [] }) {
  const paths = errors.map(({ path }) => {
    let value = data;
    const end = path.findIndex((step) => (value = value?.[step]) == null);
    return data === null ? "" : path.slice(0, end + 1).join(".");
  });
  return [...new Set(paths)].sort();
}

const enclosingKinds = [Kind.OPERATION_DEFINITION, Kind.FRAGMENT_DEFINITION, Kind.VARIABLE_DEFINITION, Kind.INLINE_FRAGMENT, Kind.FIELD];

/** Whether the node that begins at a location contains one of the errors. */
function encloses(query, { line, column }, errors) {
  if (first({ errors }).message.startsWith("Syntax Error")) {
    return false;
  }
  let found = false;
  visit(parse(query), {
    enter({ kind, loc }) {
      const { startToken, start, end } = loc;
      if (enclosingKinds.includes(kind) && startToken.line === line && startToken.column === column) {
        found ||= errors.some(({ positions = [] }) => positions.some((position) => position >= start && position < end));
      }
    },
  });
  return found;
}
