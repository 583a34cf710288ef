import type { RecordQuery } from '../api/generated.ts';

export type Node = NonNullable<RecordQuery['node']>;

// RecordOf is the record of one kind, as the source panel loads it.
export type RecordOf<Kind extends Node['__typename']> = Extract<Node, { __typename: Kind }>;
