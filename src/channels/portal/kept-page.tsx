import type { FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import { Button, LinkButton, Notice, Section } from '#kit/plain';
import type { House } from '#platform/house';
import { checkSameSite, plainInput } from '#platform/http';
import { frame } from './frame.tsx';
import type { Visitor } from './visitor.ts';
import { words } from './words.ts';

type Pair = [name: string, value: string];

/** Whether the browser itself says that this site's page sent it: only then may its words be handed back to be sent again. */
export function sentFromHere(request: FastifyRequest, publicUrl: string): boolean {
  if (request.headers['sec-fetch-site'] === undefined && request.headers.origin === undefined) return false;
  try {
    checkSameSite(request, publicUrl, () => null, {});
    return true;
  } catch {
    return false;
  }
}

/** Everything that was typed, in order; of files only that there were some. */
export async function postedPairs(request: FastifyRequest): Promise<{ pairs: Pair[]; files: boolean }> {
  const pairs: Pair[] = [];
  let files = false;
  const keep = (name: string, value: unknown): void => {
    if (name !== '_csrf' && typeof value === 'string') pairs.push([name, plainInput(value, name)]);
  };
  if (request.isMultipart()) {
    for await (const part of request.parts({ limits: { files: 20, fields: 300 } })) {
      if (part.type === 'field') keep(part.fieldname, part.value);
      else {
        files ||= part.filename !== '' && part.filename !== undefined;
        part.file.resume();
      }
    }
  } else
    for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>))
      for (const one of [value].flat()) keep(name, one);
  return { pairs, files };
}

/**
 * The sign-in ran out while somebody was typing. What was typed stands in this page: sign in beside it, then send it once
 * more. Nothing is stored for somebody who is not known.
 */
export function keptPage(
  visitor: Visitor,
  house: House,
  posted: { action: string; pairs: readonly Pair[]; files: boolean; multipart: boolean },
): ReactNode {
  const say = words(visitor.lang);
  return frame(
    visitor,
    house,
    { title: say.keptTitle, frame: 'task', noindex: true, here: '/my' },
    <>
      <h1>{say.keptTitle}</h1>
      <p className="lead">{say.keptLead}</p>
      {posted.files && <Notice tone="warn" title={say.keptFiles} />}
      <Section id="kept-one" title={say.keptOne}>
        <p>{say.keptOneLine}</p>
        <LinkButton href="/sign-in?to=/my/signed-in" newTab>
          {say.keptSignIn}
        </LinkButton>
      </Section>
      <Section id="kept-two" title={say.keptTwo}>
        <form method="post" action={posted.action} encType={posted.multipart ? 'multipart/form-data' : undefined} id="kept">
          {posted.pairs.map(([name, value], i) => (
            <input key={i} type="hidden" name={name} value={value} />
          ))}
          <Button look="ghost">{say.keptSend}</Button>
        </form>
        <p className="hint">{say.keptLater}</p>
      </Section>
    </>,
  );
}
