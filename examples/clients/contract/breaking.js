// Finds the changes of a schema that would break its clients.
import { CriticalityLevel, DiffRule, ChangeType, diff } from "@graphql-inspector/core";
import { buildSchema, isObjectType } from "graphql";

/**
 * Tells what in the SDL current breaks clients of the SDL released. What is deprecated
 * in released may go: fields, enum values and input fields.
 */
export async function breakingChanges(released, current) {
  const changes = await diff(buildSchema(released), buildSchema(current), [
    DiffRule.suppressRemovalOfDeprecatedField,
    keepPossibleTypes,
  ]);
  return changes
    .filter((change) => change.criticality.level === CriticalityLevel.Breaking)
    .map((change) => change.message);
}

// A type that nothing names any more may go, but not one that an interface can still
// turn out to be: clients spread fragments on it.
function keepPossibleTypes({ changes, oldSchema }) {
  return changes.map((change) => {
    const type = change.type === ChangeType.TypeRemoved && oldSchema.getType(change.path);
    if (!isObjectType(type) || type.getInterfaces().length === 0) {
      return change;
    }
    return { ...change, criticality: { level: CriticalityLevel.Breaking } };
  });
}
