import { canonicalList, getItem } from '#catalog';
import { startDraft } from '#cases';
import { listRelations, listRepresented, nameRelative, relationKinds } from '#identity';
import { Button, BackLink, ErrorSummary, Notice } from '#kit/plain';
import { shanghaiDate } from '#platform/clock';
import { Problem } from '#platform/errors';
import { newId } from '#platform/ids';
import { checkIdNumber } from '#platform/identifiers';
import { say } from '#platform/text';
import { frame } from '../frame.tsx';
import { answersOf, listHref } from '../guide/links.ts';
import { page, type PageRequest } from '../page.ts';
import { applyWords } from './words.ts';

/** Whom one may name as the person one applies for, the nearest first. */
const relatives = [
  'mother',
  'father',
  'spouse',
  'son',
  'daughter',
  'grandparent',
  'grandchild',
  'sibling',
  'inLaw',
  'ward',
  'neighbour',
  'other',
];
const relationName = (kind: string, lang: 'zh' | 'en'): string => say(relationKinds[kind] ?? { zh: kind }, lang);

type Wrong = { field: string; text: string }[];

const text = (posted: PageRequest['posted'], name: string): string => {
  const value = posted[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
};

/** 替谁办: myself, an organisation I stand for, a relative I have applied for before, or somebody new. */
async function draw(
  { visitor, house }: PageRequest,
  itemKey: string,
  answers: Record<string, string>,
  posted: PageRequest['posted'],
  wrong: Wrong,
) {
  const { actor, lang } = visitor;
  const words = applyWords(lang);
  const version = await getItem(house.db, itemKey);
  const name = say(version.content.item.name, lang);
  const me = actor.personId ?? '';
  const [relations, organisations] = await Promise.all([listRelations(house.db, me), listRepresented(house.db, me)]);
  const forOrganisations = version.content.item.objects.some((o) => o !== 'natural');
  const forPersons = version.content.item.objects.includes('natural');
  const error = (field: string): string | undefined => wrong.find((w) => w.field === field)?.text;
  const whom = text(posted, 'whom');
  const option = (value: string, label: string, hint?: string) => (
    <label className="opt" key={value} htmlFor={`whom.${value}`}>
      <input type="radio" id={`whom.${value}`} name="whom" value={value} defaultChecked={whom === value} />
      <span>
        <b>{label}</b>
        {hint !== undefined && <span className="hint">{hint}</span>}
      </span>
    </label>
  );
  return {
    status: wrong.length > 0 ? 422 : 200,
    draw: frame(
      visitor,
      house,
      {
        title: words.startTitle(name),
        current: 'find',
        frame: 'task',
        noindex: true,
        ...(wrong.length > 0 ? { errors: wrong.length } : {}),
      },
      <>
        <BackLink href={`/items/${version.itemKey}`} text={name} />
        <ErrorSummary lang={lang} items={wrong.map((w) => ({ href: w.field === 'whom' ? '#whom.self' : `#${w.field}`, text: w.text }))} />
        <h1>{words.startTitle(name)}</h1>
        {version.state !== 'open' && (
          <Notice tone="warn" title={lang === 'zh' ? '这件事现在暂停收件。' : 'Not taking applications at the moment.'} />
        )}
        <form method="post" action="/apply/start" className="form" noValidate>
          <input type="hidden" name="_key" value={text(posted, '_key') || newId()} />
          <input type="hidden" name="item" value={version.handlingKey} />
          {Object.entries(answers).map(([id, value]) => (
            <input key={id} type="hidden" name={`a.${id}`} value={value} />
          ))}
          <fieldset className={error('whom') === undefined ? 'opts' : 'opts err'}>
            <legend>
              <h2>{words.forWhom}</h2>
            </legend>
            {forPersons && option('self', words.myself(actor.name))}
            {forOrganisations && organisations.map((o) => option(o.partyId, words.organisation(o.name)))}
            {forPersons &&
              relations
                .filter((r) => r.kind !== 'represented' && r.kind !== 'employer')
                .map((r) => option(r.otherId, r.otherName, relationName(r.kind, lang)))}
            {forPersons && option('other', words.someoneElse, words.someoneHint)}
          </fieldset>
          {forPersons && (
            <fieldset>
              <legend className="h3">{words.someoneElse}</legend>
              <div className={error('name') === undefined ? 'field' : 'field err'}>
                <label htmlFor="name">{words.theirName}</label>
                {error('name') !== undefined && <p className="msg">{error('name')}</p>}
                <div className="ctl">
                  <input
                    className="in"
                    id="name"
                    name="name"
                    maxLength={40}
                    defaultValue={text(posted, 'name')}
                    autoComplete="off"
                    aria-invalid={error('name') !== undefined ? true : undefined}
                  />
                </div>
              </div>
              <div className={error('number') === undefined ? 'field' : 'field err'}>
                <label htmlFor="number">{words.theirNumber}</label>
                <p className="hint" id="number-h">
                  {words.theirNumberHint}
                </p>
                {error('number') !== undefined && <p className="msg">{error('number')}</p>}
                <div className="ctl">
                  <input
                    className="in"
                    id="number"
                    name="number"
                    inputMode="text"
                    maxLength={24}
                    defaultValue={text(posted, 'number')}
                    autoComplete="off"
                    aria-describedby="number-h"
                    aria-invalid={error('number') !== undefined ? true : undefined}
                  />
                </div>
              </div>
              <div className={error('relation') === undefined ? 'field' : 'field err'}>
                <label htmlFor="relation">{words.relation}</label>
                {error('relation') !== undefined && <p className="msg">{error('relation')}</p>}
                <div className="ctl">
                  <select className="in" id="relation" name="relation" defaultValue={text(posted, 'relation')}>
                    <option value="">{lang === 'zh' ? '请选' : 'Choose'}</option>
                    {relatives.map((value) => (
                      <option key={value} value={value}>
                        {relationName(value, lang)}
                      </option>
                    ))}
                  </select>
                </div>
              </div>
            </fieldset>
          )}
          <div className="formacts">
            <Button block>{words.start}</Button>
          </div>
        </form>
      </>,
    ),
  };
}

/** Where an application begins. */
export const startPage = page('GET', '/apply/start', 'drafts.own', async (request) => {
  const item = request.query['item'] ?? '';
  const answers = answersOf(request.query);
  const { itemKey, content } = await getItem(request.house.db, item);
  // The situation first: it decides what is needed, and whether anything is to be applied for at all.
  const { outcome } = canonicalList(content, answers, { today: shanghaiDate(request.house.clock.now()) });
  if (outcome.kind === 'asks') return { go: listHref(itemKey, content.handling.key, answers) };
  return draw(request, item, answers, {}, []);
});

/** Begins the draft for the chosen person. */
export const beginPage = page('POST', '/apply/start', 'drafts.own', async (request) => {
  const { visitor, house, posted } = request;
  const { actor, lang } = visitor;
  const words = applyWords(lang);
  const item = text(posted, 'item');
  const answers = answersOf(Object.fromEntries(Object.keys(posted).map((name) => [name, text(posted, name)])));
  const whom = text(posted, 'whom');
  const key = text(posted, '_key');
  const wrong: Wrong = [];
  let applicantId: string | undefined;
  let relation: string | undefined;
  if (whom === '') wrong.push({ field: 'whom', text: words.pickWhom });
  if (whom === 'other') {
    const name = text(posted, 'name');
    const number = checkIdNumber(text(posted, 'number'));
    relation = text(posted, 'relation');
    if (name === '') wrong.push({ field: 'name', text: lang === 'zh' ? '请填姓名' : 'Enter the name' });
    if (!number.ok) wrong.push({ field: 'number', text: say(number.say, lang) });
    if (relation === '') wrong.push({ field: 'relation', text: lang === 'zh' ? '请选他是您的什么人' : 'Choose the relation' });
    if (wrong.length === 0 && number.ok) {
      try {
        applicantId = (await nameRelative(actor, house, `${key}-who`, { name, documentType: '111', number: number.value, relation }))
          .partyId;
      } catch (error) {
        if (!(error instanceof Problem) || (error.kind !== 'invalid' && error.code !== 'identity.name-differs')) throw error;
        wrong.push({ field: 'name', text: say(error.say, lang) });
      }
    }
  } else if (whom !== 'self' && whom !== '') {
    applicantId = whom;
    const known = (await listRelations(house.db, actor.personId ?? '')).find((r) => r.otherId === whom);
    relation = known?.kind ?? 'legalRepresentative';
  }
  if (wrong.length > 0) return draw(request, item, answers, posted, wrong);
  const draft = await startDraft(actor, house, key, {
    handlingKey: item,
    answers,
    ...(applicantId === undefined ? {} : { applicantId }),
    ...(relation === undefined ? {} : { relation }),
  });
  return { go: `/apply/${draft.draftId}` };
});
