import { useEffect, useLayoutEffect, useRef } from 'react';
import { settings } from './shell/settings.ts';

/** What a key does; named by `event.code`, with `Alt+` or `Ctrl+` before it. */
export type Keys = Record<string, () => void>;

const nameOf = (event: KeyboardEvent): string => `${event.ctrlKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.code}`;
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  !(target instanceof HTMLInputElement && target.type === 'checkbox') &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const presses = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('a,button,summary') !== null;

/**
 * Binds keys while a screen is shown. Function keys and Alt/Ctrl work everywhere (they do deeds); single letters only
 * move or open, not while somebody types, never while an input method composes, and can be switched off. A dialog keeps
 * keys to itself.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  // Before the screen is painted: what is to be seen is what a key does.
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const name = nameOf(event);
      const act = latest.current[name];
      if (act === undefined) return;
      const deed = /^(Ctrl\+|Alt\+|F\d)/.test(name);
      if (!deed && (typing(event.target) || (name === 'Enter' && presses(event.target)))) return;
      if (/^(Key[A-Z]|Slash)$/.test(name) && !settings().letters) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
