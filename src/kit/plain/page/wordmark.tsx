import type { ReactNode } from 'react';
import { glyphs } from './wordmark-glyphs.ts';

const track = 60; // letter spacing of the wordmark, in thousandths of an em

/** The gate mark and the product's name as outlines; names whose characters are not drawn are set in Song. */
export function Wordmark({ name }: { name: string }): ReactNode {
  const chars = [...name];
  const drawn = chars.every((c) => c in glyphs);
  return (
    <>
      <svg className="gate" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <path d="M4 5h24v4H18v18h-4V9H4z" fill="currentColor" />
        <path d="M4 13h6v14H4zM22 13h6v14h-6z" fill="currentColor" opacity=".55" />
      </svg>
      {drawn ? (
        <>
          <svg className="name" viewBox={`0 0 ${chars.length * (1000 + track) - track} 1000`} aria-hidden="true" focusable="false">
            {chars.map((c, i) => (
              <path key={i} transform={i === 0 ? undefined : `translate(${i * (1000 + track)})`} d={glyphs[c]} fill="currentColor" />
            ))}
          </svg>
          <span className="vh">{name}</span>
        </>
      ) : (
        <span>{name}</span>
      )}
    </>
  );
}
