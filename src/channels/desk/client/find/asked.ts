import { useSyncExternalStore } from 'react';

let asked = '';
const hearers = new Set<() => void>();

/** What is looked for. A name or number never stands in the address of a page: it stays in this tab. */
export function ask(text: string): void {
  asked = text;
  for (const hear of hearers) hear();
}

/** The same for a component. */
export const useAsked = (): string =>
  useSyncExternalStore(
    (hear) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    () => asked,
  );
