import type { ReactNode } from 'react';
import { canonicalList, copyContents, type ItemContent, type ItemVersion, listHandlings } from '#catalog';
import { FormFields, Notice } from '#kit/plain';
import { shanghaiDate } from '#platform/clock';
import { problem } from '#platform/errors';
import type { FormSchema } from '#platform/forms';
import { say } from '#platform/text';
import { regionChoices } from '../apply/draft.ts';
import { frame } from '../frame.tsx';
import { drawGuide } from '../guide/guide.tsx';
import { answersOf } from '../guide/links.ts';
import { drawList } from '../guide/list.tsx';
import { page, type PageRequest } from '../page.ts';

/** What an item under edit would look like to citizens, drawn by the pages themselves; read in a frame of the desk. */
export const previewPage = page('GET', '/desk/preview/:id', 'catalog.copies', async (request) => {
  const { visitor, house, params, query, reply } = request;
  // The desk shows it in a frame of its own; nobody else may.
  const policy = reply.getHeader('content-security-policy');
  reply.header('content-security-policy', String(policy).replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
  const contents = await copyContents(house, params['id'] ?? '');
  const content = contents.find((one) => one.key === query['version']) ?? contents[0];
  if (content === undefined)
    throw problem(
      'notFound',
      'portal.no-preview',
      { zh: '这份编辑稿现在还拼不成一页。', en: 'This working copy cannot be put together yet.' },
      { zh: '请先照检查结果补好缺的部分。', en: 'Fill in what the report names first.' },
    );
  const inForce = await listHandlings(house.db, content.item.key);
  const version = (one: ItemContent): ItemVersion => ({
    id: one.key,
    handlingItemId: '',
    handlingKey: one.key,
    itemKey: one.item.key,
    number: (inForce.find((v) => v.handlingKey === one.key)?.number ?? 0) + 1,
    hash: '',
    content: one,
    publishedAt: house.clock.now(),
    state: 'open',
    keptValidUntil: null,
  });
  const kind = contents.length > 1 ? content.handling.key : undefined;
  const answers = answersOf(query);
  const today = shanghaiDate(house.clock.now());
  const result = canonicalList(content, answers, { today });
  switch (query['show']) {
    case 'list':
      return { draw: drawList(visitor, house, version(content), result, answers, kind) };
    case 'form':
      return { draw: await form(request, content, result.form.schema) };
    default:
      return { draw: await drawGuide(visitor, house, contents.map(version), version(content)) };
  }
});

/** Every step of the form under one another, as an application shows them one by one. */
async function form({ visitor, house }: PageRequest, content: ItemContent, shown: FormSchema): Promise<ReactNode> {
  const { lang } = visitor;
  const regions = await regionChoices(house, shown, Object.keys(shown.properties), {});
  return frame(
    visitor,
    house,
    { title: say(content.item.name, lang), frame: 'task', noindex: true },
    <div id="apply">
      <h1>{say(content.item.name, lang)}</h1>
      {shown['x-steps'].map((step) => (
        <section key={step.id}>
          <h2>{typeof step.title === 'string' ? step.title : say(step.title, lang)}</h2>
          <FormFields lang={lang} form={shown} step={step.id} values={{}} regions={regions} />
        </section>
      ))}
      {shown['x-steps'].length === 0 && (
        <Notice tone="info">
          <p>{say({ zh: '这些回答下没有要填的内容。', en: 'With these answers there is nothing to fill in.' }, lang)}</p>
        </Notice>
      )}
    </div>,
  );
}
