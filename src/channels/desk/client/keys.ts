import { useEffect, useRef } from 'react';

/** What a key does; named by `event.code`, with `Alt+` or `Ctrl+` before it. */
export type Keys = Record<string, () => void>;

const nameOf = (event: KeyboardEvent): string => `${event.ctrlKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.code}`;
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Binds keys while a screen is shown. Function keys and Alt/Ctrl work everywhere (they do deeds); single letters only
 * move or open, not while somebody types, and never while an input method composes. A dialog keeps keys to itself.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const name = nameOf(event);
      const act = latest.current[name];
      if (act === undefined) return;
      if (!/^(Ctrl\+|Alt\+|F\d)/.test(name) && typing(event.target)) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
