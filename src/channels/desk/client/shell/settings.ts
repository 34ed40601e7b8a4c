import { useSyncExternalStore } from 'react';

/** How this browser likes the desk: nothing about people, so it may lie in local storage. */
export type Settings = { contrast: boolean; letters: boolean };

const place = 'tongban-desk';
const hearers = new Set<() => void>();
let now: Settings = read();

function read(): Settings {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Settings>;
    return { contrast: kept.contrast === true, letters: kept.letters !== false };
  } catch {
    return { contrast: false, letters: true };
  }
}

function show(): void {
  if (now.contrast) document.documentElement.dataset['theme'] = 'contrast';
  else delete document.documentElement.dataset['theme'];
}
show();

/** Settings as they stand. */
export const settings = (): Settings => now;

/** Changes one of them; a browser that keeps nothing still obeys until the page closes. */
export function set(change: Partial<Settings>): void {
  now = { ...now, ...change };
  try {
    localStorage.setItem(place, JSON.stringify(now));
  } catch {
    // Private windows may refuse to keep anything.
  }
  show();
  for (const hear of hearers) hear();
}

/** Settings for a component that draws them. */
export const useSettings = (): Settings =>
  useSyncExternalStore((hear) => {
    hearers.add(hear);
    return () => hearers.delete(hear);
  }, settings);
