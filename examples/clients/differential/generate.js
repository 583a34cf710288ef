// Generates requests: valid ones that use the whole language, and others with one
// mistake. The same seed gives the same requests.
import { getNamedType, getNullableType, isAbstractType, isEnumType, isInputObjectType, isLeafType, isListType, isNonNullType } from "graphql";

/** Random numbers from a seed: mulberry32. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class Generator {
  /** known has values for arguments, by the argument's name. */
  constructor(schema, known, seed) {
    Object.assign(this, { schema, known, next: random(seed) });
  }

  below(n) {
    return Math.floor(this.next() * n);
  }

  odds(n) {
    return this.below(n) === 0;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** A request that is valid, except perhaps for a value in its variables. */
  valid() {
    Object.assign(this, { declared: [], given: {}, fragments: [], aliases: 0, room: 25, wrongValues: this.odds(3) });
    const body = this.selection(this.schema.getQueryType(), 1 + this.below(4));
    const head = this.declared.length > 0 ? `query Q(${this.declared.join(", ")})` : this.pick(["", "query ", "query Q "]);
    const query = [`${head}${body}`, ...this.fragments].join("\n");
    return { query, variables: JSON.stringify(this.given) };
  }

  selection(parent, depth) {
    const selected = Array.from({ length: 1 + this.below(3) }, () => this.selected(parent, depth));
    if (this.odds(5)) {
      selected.push("__typename");
    }
    return `{ ${selected.join(" ")} }`;
  }

  selected(parent, depth) {
    if (this.odds(8)) {
      return `... ${this.condition()}${this.selection(parent, depth)}`;
    }
    if (isAbstractType(parent) && !this.odds(4)) {
      const type = this.pick(this.schema.getPossibleTypes(parent));
      return `... on ${type.name} ${this.condition()}${this.selection(type, depth)}`;
    }
    if (this.odds(12)) {
      const body = this.selection(parent, depth);
      const name = `F${this.fragments.length}`;
      this.fragments.push(`fragment ${name} on ${parent.name} ${body}`);
      return `...${name} ${this.condition()}`;
    }
    return this.field(parent, depth);
  }

  field(parent, depth) {
    const fields = Object.values(parent.getFields?.() ?? {}).filter(
      ({ type }) => isLeafType(getNamedType(type)) || (depth > 0 && this.room > 0),
    );
    if (fields.length === 0) {
      return "__typename";
    }
    const field = this.pick(fields);
    this.room--;
    let text = field.name + this.args(field);
    if (text !== field.name || this.odds(6)) {
      text = `a${this.aliases++}: ${text}`;
    }
    text += ` ${this.condition()}`;
    const type = getNamedType(field.type);
    if (isLeafType(type)) {
      return text;
    }
    const once = text + this.selection(type, depth - 1);
    return this.odds(10) ? `${once} ${text}${this.selection(type, depth - 1)}` : once;
  }

  condition() {
    if (!this.odds(12)) {
      return "";
    }
    const value = this.odds(2) ? `${this.odds(2)}` : this.variable("Boolean!", !this.odds(3));
    return `@${this.pick(["skip", "include"])}(if: ${value}) `;
  }

  variable(type, value) {
    const name = `v${this.declared.length}`;
    this.declared.push(`$${name}: ${type}`);
    if (value !== undefined) {
      this.given[name] = value;
    }
    return `$${name}`;
  }

  args(field) {
    const given = field.args
      .filter(({ type, defaultValue, name }) =>
        isNonNullType(type) && defaultValue === undefined ? true : this.odds(["after", "before", "last"].includes(name) ? 15 : 3),
      )
      .map(({ name, type }) => `${name}: ${this.argument(name === "slug" ? field.name : name, type)}`);
    return given.length > 0 ? `(${given.join(", ")})` : "";
  }

  argument(name, type) {
    if (!isNonNullType(type) && this.odds(10)) {
      return this.odds(2) ? "null" : this.variable(type, this.odds(2) ? null : undefined);
    }
    const value = this.value(name, type);
    if (this.odds(2)) {
      return literal(value, (part, partType) => this.nested(part, partType), type);
    }
    const given = this.wrongValues && this.odds(2) ? this.wrong(plain(value)) : plain(value);
    if (this.odds(3)) {
      return this.variable(`${getNullableType(type)} = ${literal(value)}`, this.pick([undefined, given, null]));
    }
    return this.variable(type, given);
  }

  /** Sometimes a variable, for use within a literal. */
  nested(value, type) {
    if (!this.odds(4)) {
      return undefined;
    }
    const given = this.wrongValues && this.odds(3) ? this.wrong(plain(value)) : plain(value);
    return this.odds(3)
      ? this.variable(`${getNullableType(type)} = ${literal(value)}`, this.pick([undefined, given, null]))
      : this.variable(type, given);
  }

  value(name, type) {
    const inner = getNullableType(type);
    if (isListType(inner)) {
      return Array.from({ length: this.below(3) + (isNonNullType(type) ? 1 : 0) }, () => this.value(name, inner.ofType));
    }
    if (isEnumType(inner)) {
      return new Name(this.pick(inner.getValues()).name);
    }
    if (isInputObjectType(inner)) {
      const chosen = Object.values(inner.getFields()).filter(
        (field) => (isNonNullType(field.type) && field.defaultValue === undefined) || this.odds(3),
      );
      return Object.fromEntries(chosen.map((field) => [field.name, this.value(field.name, field.type)]));
    }
    switch (inner.name) {
      case "Boolean":
        return this.odds(2);
      case "Int":
        return name === "year" ? this.pick([2020, 2022, 2023, 2024, 2024, 2025, 2030]) : this.pick([1, 2, 3, 5, 8]);
      default:
        return this.odds(20) ? this.pick(["", "nothing", '"quoted" \\ \n ☃', "đối chiếu"]) : this.pick(this.known[name] ?? ["x"]);
    }
  }

  /** A value with a mistake, or a valid one in another form. */
  wrong(value) {
    if (Array.isArray(value) && value.length > 0 && this.odds(2)) {
      const at = this.below(value.length);
      return value.map((entry, i) => (i === at ? this.wrong(entry) : entry));
    }
    if (typeof value === "object" && value !== null && this.odds(2)) {
      const names = Object.keys(value);
      const name = this.pick(names) ?? "year";
      switch (this.below(3)) {
        case 0:
          return { ...value, [`${name}x`]: 1 };
        case 1:
          return Object.fromEntries(Object.entries(value).filter(([known]) => known !== name));
        default:
          return { ...value, [name]: this.wrong(value[name]) };
      }
    }
    return this.pick([
      null, true, 0, -1, 7, 1.5, 2024.5, 2147483648, -2147483649, 9007199254740993, 1e30, "", "x", "7", "asc", [], [null], [[]],
      {}, { x: null }, { year: "2024" }, [value], [[value]], value,
    ]);
  }

  /** A request with one change in its text. */
  broken() {
    const request = this.valid();
    const [find, replace] = this.pick(changes);
    const places = [...request.query.matchAll(find)];
    if (places.length === 0) {
      return request;
    }
    const place = this.pick(places);
    const changed = typeof replace === "function" ? replace(place[0]) : replace;
    request.query = request.query.slice(0, place.index) + changed + request.query.slice(place.index + place[0].length);
    return request;
  }
}

/** Changes that nearly always make a document invalid. */
const changes = [
  [/[{}()\[\]:$!@]/g, ""],
  [/[{}()\[\]:$!@]/g, (sign) => sign + sign],
  [/\b[a-z]\w+(?= *[({@}\n])/g, (name) => `${name}s`],
  [/\b[a-z]\w+(?= *[({@}\n])/g, (name) => `${name} { id }`],
  [/\b[a-z]\w+(?=: )/g, (name) => `${name}x`],
  [/\b[a-z]\w+(?=: )/g, "a0"],
  [/\$v\d+/g, "$none"],
  [/\$v\d+/g, "$v0"],
  [/(?<=\$v\d+: )\w+/g, "Int"],
  [/(?<=\$v\d+: )\w+/g, "String"],
  [/(?<=\$v\d+: )\w+/g, "Target"],
  [/(?<=\$v\d+: )\w+/g, "Nothing"],
  [/(?<=\$v\d+: \[?\w+)!/g, ""],
  [/"[^"\n]*"/g, "1"],
  [/"[^"\n]*"/g, "x"],
  [/"[^"\n]*"/g, "{}"],
  [/"[^"\n]*"/g, '"\\ud800"'],
  [/"[^"\n]*"/g, '"\\q"'],
  [/"[^"\n]*"/g, '"\n"'],
  [/"[^"\n]*"/g, '"""block\n  text"""'],
  [/: \d+/g, ': "1"'],
  [/: \d+/g, ": 1.5"],
  [/: \d+/g, ": 2147483648"],
  [/: \d+/g, ": 01"],
  [/: \d+/g, ": 1a"],
  [/: \d+/g, ": [1]"],
  [/: [A-Z_]+\b/g, ": NOTHING"],
  [/: [A-Z_]+\b/g, ': "ASC"'],
  [/if: [^)]*/g, "if: 1"],
  [/if: [^)]*/g, "unless: true"],
  [/@(skip|include)/g, "@nothing"],
  [/@(skip|include)\([^)]*\)/g, (directive) => `${directive} ${directive}`],
  [/\.\.\.F\d+/g, "...None"],
  [/\.\.\.F\d+/g, ""],
  [/(?<=fragment )F\d+/g, "F0"],
  [/(?<= on )\w+/g, "Province"],
  [/(?<= on )\w+/g, "String"],
  [/(?<= on )\w+/g, "Nothing"],
  [/\{ /g, "{ ...F0 "],
  [/\{ /g, "{ a0: __typename "],
  [/\([^()]*\)/g, ""],
  [/\([^()]*\)/g, "()"],
  [/\([^()]*\)/g, "(none: 1)"],
  [/^/g, "query Other { dataset { release } } "],
  [/^/g, "{ dataset { release } } "],
  [/$/g, " fragment Unused on Query { dataset { release } }"],
  [/$/g, " type T { a: Int }"],
  [/$/g, " #"],
  [/ /g, " ,\t\n "],
];

/** A member of an enumeration, which is written without quotes. */
class Name {
  constructor(text) {
    this.text = text;
  }
}

/** A value as a GraphQL literal; nested may replace a part by a variable. */
function literal(value, nested = () => undefined, type = null) {
  const inner = type && getNullableType(type);
  if (value instanceof Name) {
    return value.text;
  }
  if (Array.isArray(value)) {
    const entry = isListType(inner) ? inner.ofType : null;
    return `[${value.map((part) => (entry && nested(part, entry)) ?? literal(part, nested, entry)).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const fields = inner?.getFields?.();
    return `{${Object.entries(value)
      .map(([name, part]) => `${name}: ${(fields && nested(part, fields[name].type)) ?? literal(part, nested, fields?.[name].type)}`)
      .join(", ")}}`;
  }
  return JSON.stringify(value);
}

/** A value for JSON. */
function plain(value) {
  if (value instanceof Name) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]))
    : value;
}

/** A number of requests, of which every third has a change in its text. */
export function generate(schema, known, seed, count) {
  const generator = new Generator(schema, known, seed);
  return Array.from({ length: count }, (_, i) => (i % 3 === 2 ? generator.broken() : generator.valid()));
}
