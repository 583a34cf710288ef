// A stand-in for the server: component tests say what it answers.
import { vi } from 'vitest';

export interface Request {
  query: string;
  variables: Record<string, unknown>;
  signal: AbortSignal;
}

type Handler = (request: Request) => Response | Promise<Response>;

// serve answers every request of the app. It returns the requests as they come.
export function serve(handler: Handler): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (_address: string, init: RequestInit) => {
    const request = { ...(JSON.parse(String(init.body)) as Omit<Request, 'signal'>), signal: init.signal! };
    requests.push(request);
    return handler(request);
  });
  return requests;
}

export const json = (body: unknown, init?: ResponseInit) => Response.json(body, init);

// never is an answer that comes only when the request is aborted, as an error.
export function never({ signal }: Request): Promise<Response> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}
