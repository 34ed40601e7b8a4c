import type { ReactNode } from 'react';
import { icons } from './icons.ts';

/** Names of the icons the kit holds. */
export type IconName = keyof typeof icons;

/** A lucide icon, drawn beside a word and therefore hidden from screen readers. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={{ __html: icons[name] }}
    />
  );
}
