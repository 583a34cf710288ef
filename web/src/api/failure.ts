// Why there is no data. An error that is neither an ApiError nor a ConnectionError is
// a fault of the app itself, and an ErrorBoundary reports it as such.

const apiCodes = ['BAD_USER_INPUT', 'NOT_FOUND', 'LIMIT_EXCEEDED', 'TIMEOUT', 'INTERNAL'] as const;

// UnknownName is a name in a filter that the dataset does not contain.
export interface UnknownName {
  argument: string; // where.province
  name: string;
  suggestion?: string;
}

// ApiError is an error that the GraphQL API reported. The message is the server's own.
export class ApiError extends Error {
  constructor(
    readonly code: (typeof apiCodes)[number] | 'OTHER',
    message: string,
    readonly requestId: string | null,
    readonly unknownNames: UnknownName[],
  ) {
    super(message);
  }
}

// ConnectionError means that the API was not reached: nothing answered, or something
// else did, such as a proxy with an error page. The message says what came instead.
export class ConnectionError extends Error {
  constructor(
    readonly code: 'UNREACHABLE' | 'NOT_THE_API',
    message: string,
  ) {
    super(message);
  }
}

export type Failure = ApiError | ConnectionError;

export function isFailure(error: unknown): error is Failure {
  return error instanceof ApiError || error instanceof ConnectionError;
}

type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// apiErrors returns the errors of a GraphQL response; null when they do not have the
// form that GraphQL gives them.
export function apiErrors(errors: unknown, requestId: string | null): ApiError[] | null {
  if (errors === undefined) return [];
  if (!Array.isArray(errors) || errors.length === 0) return null;
  const found = errors.map((error: unknown) => apiError(error, requestId));
  return found.every((error) => error !== null) ? found : null;
}

function apiError(error: unknown, requestId: string | null): ApiError | null {
  if (!isObject(error) || typeof error.message !== 'string') return null;
  const extensions = isObject(error.extensions) ? error.extensions : {};
  const code = apiCodes.find((known) => known === extensions.code) ?? 'OTHER';
  const names: unknown[] = Array.isArray(extensions.unknownNames) ? extensions.unknownNames : [];
  return new ApiError(code, error.message, requestId, names.filter(isUnknownName));
}

function isUnknownName(value: unknown): value is UnknownName {
  return (
    isObject(value) &&
    typeof value.argument === 'string' &&
    typeof value.name === 'string' &&
    (value.suggestion === undefined || typeof value.suggestion === 'string')
  );
}
