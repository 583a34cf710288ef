// Finds changes of a schema that would break its clients.
import { CriticalityLevel, DiffRule, ChangeType, diff } from "@graphql-inspector/core";
import { buildSchema, isObjectType } from "graphql";

/**
 * Lists the differences between two schemas, in SDL, that break clients of the released
 * one. Fields, enum values and input fields that are deprecated there may be removed.
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

// An unused type may be removed, unless it implements an interface: clients spread
// fragments on it.
function keepPossibleTypes({ changes, oldSchema }) {
  return changes.map((change) => {
    const type = change.type === ChangeType.TypeRemoved && oldSchema.getType(change.path);
    if (!isObjectType(type) || type.getInterfaces().length === 0) {
      return change;
    }
    return { ...change, criticality: { level: CriticalityLevel.Breaking } };
  });
}
