import type { Presence } from '../api/generated.ts';

export const presences: Presence[] = ['BOTH', 'ONLY_LEFT', 'ONLY_RIGHT'];

export const presenceSymbols: Record<Presence, string> = { BOTH: '=', ONLY_LEFT: '◁', ONLY_RIGHT: '▷' };
