// Talks to the GraphQL API of the server that sent this page.

// ApiError says why there is no data. When the server could not be reached at
// all, unreachable is true; when the page itself refused to ask, own is true.
export class ApiError extends Error {
  constructor(message, { unreachable = false, own = false } = {}) {
    super(message);
    this.unreachable = unreachable;
    this.own = own;
  }
}

// post sends a request and returns the whole answer: status, text and, when the
// text is JSON, its value.
export async function post(query, variables) {
  let response, text;
  try {
    response = await fetch("/graphql", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    text = await response.text();
  } catch (cause) {
    throw new ApiError(cause.message, { unreachable: true });
  }
  return { ok: response.ok, status: response.status, text, json: parse(text) };
}

// ask returns the data, or throws an ApiError when there is any error: a page
// that shows half an answer would mislead.
export async function ask(query, variables) {
  const { json, ok, status } = await post(query, variables);
  if (json?.errors?.length) throw new ApiError(json.errors.map((error) => error.message).join(" "));
  if (!ok || !json?.data) throw new ApiError(`HTTP ${status}`);
  return json.data;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
