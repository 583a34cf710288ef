interface Entry {
  answer: Promise<unknown>;
  request: AbortController;
  waiting: number; // how many readers wait for the answer
  settled: boolean;
  expires: number;
}

interface Limits {
  entries: number;
  maxAge: number; // in milliseconds
}

// AnswerCache shares one request among everyone who asks the same, and keeps recent
// answers, so that a visited page is shown again at once. It drops the least recently
// used answer first, and aborts a request when nobody waits for it any more. Failures
// are not kept.
export class AnswerCache {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly limits: Limits) {}

  // read returns the answer for a key and loads it when it is not cached. Aborting the
  // signal rejects with the signal's reason.
  read<T>(key: string, load: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const entry = this.#find(key) ?? this.#start(key, load);
    this.#markUsed(key, entry);
    entry.waiting++;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        this.#leave(key, entry);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const stopListening = () => signal.removeEventListener('abort', leave);
      // Each key is always loaded with the same type.
      (entry.answer as Promise<T>).then(resolve, reject).finally(stopListening);
    });
  }

  // clear forgets every answer. Requests under way still answer those who wait.
  clear() {
    this.#entries.clear();
  }

  #find(key: string): Entry | null {
    const entry = this.#entries.get(key);
    return entry && entry.expires > Date.now() ? entry : null;
  }

  #start(key: string, load: (signal: AbortSignal) => Promise<unknown>): Entry {
    const request = new AbortController();
    const expires = Date.now() + this.limits.maxAge;
    const entry: Entry = { answer: load(request.signal), request, waiting: 0, settled: false, expires };
    entry.answer.then(
      () => (entry.settled = true),
      () => this.#remove(key, entry),
    );
    return entry;
  }

  #markUsed(key: string, entry: Entry) {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.limits.entries) this.#entries.delete(oldest!);
  }

  #leave(key: string, entry: Entry) {
    entry.waiting--;
    if (entry.waiting > 0 || entry.settled) return;
    entry.request.abort();
    this.#remove(key, entry);
  }

  #remove(key: string, entry: Entry) {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}
