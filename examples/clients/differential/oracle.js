// Answers GraphQL requests with graphql-js and schema.graphql. The oracle fetches the
// records from the server with documents of its own, so that graphql-js alone decides
// what a request means, from its text to the order of keys.
import {
  astFromValue,
  buildSchema,
  execute,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isEnumType,
  isListType,
  isNullableType,
  parse,
  print,
  specifiedRules,
  typeFromAST,
  validate,
} from "graphql";
import { createHash } from "node:crypto";

/** An object among the records fetched for a root field; lost if an error made it null. */
class FetchedObject {
  constructor(fetched, path, value, lost) {
    Object.assign(this, { fetched, path, value, lost });
  }

  /** The value of a field, in the form that graphql-js expects. */
  get(step, type) {
    return this.fetched.read([...this.path, step], this.value[step], type, this.lost);
  }
}

/** The server's answer to a document of the oracle. */
class Fetched {
  constructor({ data, errors = [] }) {
    Object.assign(this, { data, errors });
  }

  /** A value, or a substitute if an error further down has made it null. */
  read(path, value, type, lost = false) {
    const below = this.errors.filter((error) => path.every((step, i) => error.path?.[i] === step));
    const own = below.find((error) => error.path.length === path.length);
    if (own) {
      throw new GraphQLError(own.message);
    }
    if (value == null && below.length === 0 && (!lost || isNullableType(type))) {
      return null;
    }
    const inner = getNullableType(type);
    if (isListType(inner)) {
      const length = value?.length ?? Math.max(0, ...below.map((error) => error.path[path.length] + 1));
      return Array.from({ length }, (_, i) => this.entry([...path, i], value?.[i], inner.ofType, value == null));
    }
    if (isCompositeType(inner)) {
      return new FetchedObject(this, path, value ?? {}, value == null);
    }
    return value ?? (isEnumType(inner) ? inner.getValues()[0].name : ({ Int: 0, Boolean: false }[inner.name] ?? ""));
  }

  /** graphql-js treats an Error in a list like one that was thrown for that entry. */
  entry(...args) {
    try {
      return this.read(...args);
    } catch (error) {
      return error;
    }
  }
}

export class Oracle {
  /** ask sends a document to the server and returns its answer. */
  constructor(sdl, ask) {
    this.schema = buildSchema(sdl);
    this.ask = ask;
  }

  /** The answer to a request; refused says at which stage it was refused. */
  async answer({ query, variables, operationName }) {
    let document;
    try {
      document = parse(query);
    } catch (error) {
      return { refused: "document", errors: [error] };
    }
    const errors = validate(this.schema, document, specifiedRules, { maxErrors: 1000 });
    if (errors.length > 0) {
      return { refused: "document", errors };
    }
    const answer = await execute({
      schema: this.schema,
      document,
      operationName,
      variableValues: variables,
      fieldResolver: (...args) => this.resolve(...args),
      typeResolver: (object, _, info, type) => object.value.__typename ?? info.schema.getPossibleTypes(type)[0].name,
    });
    const broken = answer.errors?.find(({ originalError }) => originalError && !isExpected(originalError));
    if (broken) {
      throw broken.originalError;
    }
    if (answer.errors?.some(({ originalError }) => originalError instanceof Unasked)) {
      return { unasked: "unasked" };
    }
    if ("data" in answer) {
      return answer;
    }
    const ofVariables = answer.errors.every(({ message }) => /^(Variable "\$|Too many errors processing variables)/.test(message));
    return { refused: ofVariables ? "variables" : "operation", errors: answer.errors };
  }

  async resolve(source, args, _, info) {
    const key = keyOf(info.parentType.getFields()[info.fieldName], args);
    if (source) {
      return source.get(key, info.returnType);
    }
    const document = `{ ${this.field(info.parentType, info.fieldNodes, args, info)} }`;
    const answer = await this.ask(document);
    if (!("data" in answer)) {
      throw new Unasked(`${document}: ${answer.errors[0].message}`);
    }
    return new Fetched(answer).read([key], answer.data?.[key], info.returnType, answer.data == null);
  }

  /** The field in the oracle's document, with an alias derived from its arguments. */
  field(parent, nodes, args, info) {
    const definition = parent.getFields()[nodes[0].name.value];
    const given = definition.args
      .filter(({ name }) => args[name] !== undefined)
      .map(({ name, type }) => `${name}: ${print(astFromValue(args[name], type))}`);
    const selected = isCompositeType(getNamedType(definition.type))
      ? ` { __typename ${nodes.map((node) => this.selection(getNamedType(definition.type), node.selectionSet, info)).join(" ")} }`
      : "";
    return `${keyOf(definition, args)}: ${definition.name}${given.length > 0 ? `(${given.join(", ")})` : ""}${selected}`;
  }

  selection(parent, { selections }, info) {
    return selections.map((node) => (included(node, info) ? this.selected(parent, node, info) : "")).join(" ");
  }

  selected(parent, node, info) {
    switch (node.kind) {
      case "FragmentSpread":
        return this.fragment(parent, info.fragments[node.name.value], info);
      case "InlineFragment":
        return this.fragment(parent, node, info);
      default: {
        const definition = parent.getFields?.()[node.name.value];
        if (!definition) {
          return ""; // __typename
        }
        try {
          return this.field(parent, [node], getArgumentValues(definition, node, info.variableValues), info);
        } catch {
          return ""; // graphql-js reports that error when it executes the field
        }
      }
    }
  }

  fragment(parent, { typeCondition, selectionSet }, info) {
    const type = typeCondition ? typeFromAST(info.schema, typeCondition) : parent;
    return `... on ${type.name} { __typename ${this.selection(type, selectionSet, info)} }`;
  }
}

/** The server refused the oracle's own document, so that there are no records to compare. */
class Unasked extends Error {}

const isExpected = (error) => error instanceof GraphQLError || error instanceof Unasked || error.message.startsWith("Cannot return null");

function included(node, { variableValues }) {
  try {
    return (
      getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if !== true &&
      getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if !== false
    );
  } catch {
    return true;
  }
}

/** An alias that is the same only for the same field with the same arguments. */
function keyOf({ name, type }, args) {
  const known = Object.entries(args).map((entry) => JSON.stringify(entry)).sort() + type;
  return `${name}_${createHash("sha1").update(known).digest("hex").slice(0, 8)}`;
}
