import type { ReactNode } from 'react';
import { t } from '../language.ts';

const most = 4;

/** The first few things still to be done at a window, each leading to its place. */
export function LackLinks({ lacks }: { lacks: readonly { text: string; go: () => void }[] }): ReactNode {
  return (
    <>
      {lacks.slice(0, most).map((lack, n) => (
        <span key={`${lack.text}${n}`}>
          {n > 0 && t('、', ', ')}
          <button type="button" className="link" onClick={lack.go}>
            {lack.text}
          </button>
        </span>
      ))}
      {lacks.length > most && t('等', ' …')}
    </>
  );
}
