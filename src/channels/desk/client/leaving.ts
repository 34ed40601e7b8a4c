import { useEffect } from 'react';

const savers = new Set<() => Promise<unknown>>();

/** While this is shown, what is typed and not yet at the server is saved before the page is left on purpose. */
export function useSavedOnLeaving(save: () => Promise<unknown>): void {
  useEffect(() => {
    savers.add(save);
    return () => {
      savers.delete(save);
    };
  }, [save]);
}

/** Saves everything that was typed and is not at the server yet; what cannot be saved holds nothing up. */
export async function saveTyped(): Promise<void> {
  await Promise.allSettled([...savers].map((save) => save()));
}

/** Loads another page, or this one anew, after everything typed was saved; what cannot be saved keeps nobody here. */
export async function leaveFor(address: string): Promise<void> {
  await saveTyped();
  window.location.assign(address);
}
