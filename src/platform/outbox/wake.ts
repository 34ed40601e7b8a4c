let wake: (() => void) | undefined;

/** Says that there is something to relay; without a relay in this process nothing happens. */
export function wakeRelay(): void {
  wake?.();
}

/** The relay of this process registers here. */
export function onWake(f: (() => void) | undefined): void {
  wake = f;
}
