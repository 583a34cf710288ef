import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { AnswerCache } from './AnswerCache.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const signal = () => new AbortController().signal;
const limits = { entries: 2, maxAge: 1000 };

// counting returns a load function that answers with how often it was called.
function counting() {
  let calls = 0;
  return async () => ++calls;
}

test('readers of the same key share one request, and later readers its answer', async () => {
  const cache = new AnswerCache(limits);
  const load = counting();
  expect(await Promise.all([cache.read('a', load, signal()), cache.read('a', load, signal())])).toEqual([1, 1]);
  expect(await cache.read('a', load, signal())).toBe(1);
});

test('the least recently used answer is dropped first', async () => {
  const cache = new AnswerCache(limits);
  const loads = { a: counting(), b: counting(), c: counting() };
  const read = (key: keyof typeof loads) => cache.read(key, loads[key], signal());
  for (const key of ['a', 'b', 'a', 'c'] as const) await read(key);
  expect(await read('a')).toBe(1);
  expect(await read('b')).toBe(2);
});

test('an answer is loaded again when it is too old', async () => {
  const cache = new AnswerCache(limits);
  const load = counting();
  await cache.read('a', load, signal());
  vi.advanceTimersByTime(999);
  expect(await cache.read('a', load, signal())).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await cache.read('a', load, signal())).toBe(2);
});

test('an answer is loaded again after clear', async () => {
  const cache = new AnswerCache(limits);
  const load = counting();
  await cache.read('a', load, signal());
  cache.clear();
  expect(await cache.read('a', load, signal())).toBe(2);
});

test('a failure is not kept', async () => {
  const cache = new AnswerCache(limits);
  await expect(cache.read('a', () => Promise.reject(new Error('first')), signal())).rejects.toThrow('first');
  expect(await cache.read('a', async () => 'second', signal())).toBe('second');
});

test('a request is aborted when the last reader leaves, and not before', async () => {
  const cache = new AnswerCache(limits);
  const readers = [new AbortController(), new AbortController()];
  let request = signal();
  const load = (given: AbortSignal) => {
    request = given;
    return new Promise<never>(() => {});
  };
  const answers = readers.map((reader) => cache.read('a', load, reader.signal));
  readers[0]!.abort();
  await expect(answers[0]).rejects.toBe(readers[0]!.signal.reason);
  expect(request.aborted).toBe(false);
  readers[1]!.abort();
  await expect(answers[1]).rejects.toBe(readers[1]!.signal.reason);
  expect(request.aborted).toBe(true);
  expect(await cache.read('a', async () => 'anew', signal())).toBe('anew');
});

test('leaving after the answer came keeps it', async () => {
  const cache = new AnswerCache(limits);
  const load = counting();
  const reader = new AbortController();
  await cache.read('a', load, reader.signal);
  reader.abort();
  expect(await cache.read('a', load, signal())).toBe(1);
});

test('a reader that left already asks for nothing', async () => {
  const load = vi.fn(counting());
  await expect(new AnswerCache(limits).read('a', load, AbortSignal.abort('gone'))).rejects.toBe('gone');
  expect(load).not.toHaveBeenCalled();
});
