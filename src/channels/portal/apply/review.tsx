import { discardDraft, makeHandoverCode, readHandoverCode, submitDraft } from '#cases';
import {
  Acts,
  BackLink,
  Button,
  DeedForm,
  LinkButton,
  Notice,
  Receipt,
  Review,
  sayDate,
  sayMoment,
  Section,
  StepBar,
  words as kitWords,
} from '#kit/plain';
import { Problem } from '#platform/errors';
import { validate } from '#platform/forms';
import { newId } from '#platform/ids';
import { say } from '#platform/text';
import { frame } from '../frame.tsx';
import { guideWords } from '../guide/words.ts';
import { contentRows } from '../mine/content-rows.ts';
import { mineWords } from '../mine/words.ts';
import { page, wholeNumber } from '../page.ts';
import { bars, lockedFields, openDraft } from './draft.ts';
import { sourcesInWords } from './sources.ts';
import { applyWords } from './words.ts';

/** 核对: everything once more, each with 改; what is missing is said before the button. */
export const reviewPage = page('GET', '/apply/:id/review', 'drafts.own', async ({ visitor, house, params, query }) => {
  const { lang } = visitor;
  const words = applyWords(lang);
  const open = await openDraft(visitor.actor, house, params['id'] ?? '');
  const base = `/apply/${open.draft.draftId}`;
  const sources = sourcesInWords(open.draft.sources as never, lang);
  const shownOnly = new Set(lockedFields(open));
  const rows = await contentRows(house, open.draft.versionId, open.effective.values, lang);
  const stepOfField = (id: string): string | undefined => open.steps.find((s) => s.fields.includes(id))?.id;
  const errors = validate(open.form, open.draft.values, open.facts, { today: open.today, mode: 'submit' });
  const satisfied = new Set(
    open.list.groups
      .filter((g) => open.draft.materials.filter((m) => g.lines.includes(m.materialId)).length >= g.min)
      .flatMap((g) => g.lines),
  );
  const missing = open.list.lines.filter(
    (l) => l.status === 'bring' && !l.depends && !satisfied.has(l.id) && !open.draft.materials.some((m) => m.materialId === l.id),
  );
  const notMet = open.list.conditions.filter((c) => c.state === 'notMet');
  const { outcome } = open.list;
  const closed = outcome.kind === 'notYet';
  // What only the server's look at the person tells comes back with the refused submission.
  const insist = !closed && ((outcome.kind !== 'apply' && outcome.kind !== 'asks') || query['insist'] !== undefined);
  return {
    draw: frame(
      visitor,
      house,
      { title: words.stepTitle(words.reviewTitle, say(open.draft.itemName, lang)), current: 'find', frame: 'task', noindex: true },
      <div id="review" data-version={open.version.hash}>
        <BackLink href={`${base}/materials`} text={kitWords(lang).previousStep} />
        <StepBar lang={lang} steps={bars(open, lang)} current={open.steps.length + 1} />
        <h1>{words.reviewTitle}</h1>
        <p className="lead">{words.reviewLead}</p>
        <p>{words.forLine(open.draft.applicant.name)}</p>
        {errors.length > 0 && (
          <Notice tone="bad" title={kitWords(lang).toFixTitle(errors.length)} id="errors">
            <ul className="rows">
              {errors.map((e) => {
                const field = /^[^.[]+/.exec(e.field)?.[0] ?? e.field;
                return (
                  <li key={e.field}>
                    <a href={`${base}?step=${stepOfField(field) ?? ''}&back=review#${field}`}>{say(e.short, lang)}</a>
                  </li>
                );
              })}
            </ul>
          </Notice>
        )}
        {notMet.length > 0 && (
          <Notice tone="warn" title={words.conditionWarn}>
            {notMet.map((c) => (
              <p key={c.id}>{c.say !== undefined && say(c.say, lang)}</p>
            ))}
          </Notice>
        )}
        {(insist || closed) && (
          <Notice tone="warn" title={words.otherAnswer} id="other-answer">
            {outcome.say !== undefined && <p>{say(outcome.say, lang)}</p>}
            {outcome.next !== undefined && <p>{say(outcome.next, lang)}</p>}
            {outcome.item !== undefined && (
              <p className="seeall">
                <a href={`/items/${outcome.item}`}>{guideWords(lang).goOtherItem}</a>
              </p>
            )}
            {closed && <p>{words.notOpen}</p>}
          </Notice>
        )}
        <Review
          lang={lang}
          label={words.reviewTitle}
          rows={rows.map((row) => {
            const id = row.id?.slice(2) ?? '';
            const field = open.form.properties[id];
            const locked = field?.['x-readonly'] === true || field?.['x-calc'] !== undefined || shownOnly.has(id);
            const source = sources[id];
            return {
              ...row,
              ...(source === undefined ? {} : { source: typeof source === 'string' ? source : say(source, lang) }),
              ...(locked ? {} : { href: `${base}?step=${stepOfField(id) ?? ''}&back=review#${id}` }),
            };
          })}
        />
        <Section
          id="materials"
          title={words.materialsStep}
          side={
            <a href={`${base}/materials`}>
              {kitWords(lang).change}
              <span className="vh">
                {lang === 'zh' ? '：' : ': '}
                {words.materialsStep}
              </span>
            </a>
          }
        >
          <ul className="rows">
            {open.draft.materials.map((m) => (
              <li key={m.id}>
                {say(open.list.lines.find((l) => l.id === m.materialId)?.name ?? { zh: m.materialId }, lang)}
                <span className="hint"> {m.file?.name ?? words.givenAs[m.route]}</span>
              </li>
            ))}
          </ul>
          {missing.length > 0 && (
            <Notice tone="warn" title={words.missingMaterials(missing.length)} id="missing">
              <p>{missing.map((l) => say(l.name, lang)).join(lang === 'zh' ? '、' : ', ')}</p>
              <p>{words.missingNext}</p>
              <p className="seeall">
                <a href={`${base}/materials`}>{words.addThem}</a>
              </p>
            </Notice>
          )}
        </Section>
        <form method="post" action={`${base}/submit`} className="form">
          <input type="hidden" name="_key" value={newId()} />
          <input type="hidden" name="rev" value={open.draft.rev} />
          {open.version.content.delivery.length > 1 && (
            <fieldset className="opts">
              <legend>
                <h2>{words.deliveryTitle}</h2>
              </legend>
              {open.version.content.delivery.map((way, i) => (
                <label className="opt" key={way}>
                  <input
                    type="radio"
                    name="delivery"
                    value={way}
                    defaultChecked={open.draft.deliveryWay === null ? i === 0 : open.draft.deliveryWay === way}
                  />
                  <span>{words.delivery[way]}</span>
                </label>
              ))}
            </fieldset>
          )}
          {insist && (
            <label className="opt">
              <input type="checkbox" name="insists" value="yes" required />
              <span>{words.insists}</span>
            </label>
          )}
          {!closed && (
            <div className="formacts">
              <Button block id="submit">
                {words.submit}
              </Button>
            </div>
          )}
        </form>
        <Acts stack>
          <DeedForm action={`${base}/handover`}>{words.handover}</DeedForm>
          <DeedForm action={`${base}/discard`} look="danger" hidden={{ _key: newId() }}>
            {words.discard}
          </DeedForm>
        </Acts>
      </div>,
    ),
  };
});

/** 提交: received in the same moment. A reload is the same command and draws the same receipt. */
export const submitPage = page('POST', '/apply/:id/submit', 'drafts.own', async ({ visitor, house, params, posted }) => {
  const { lang } = visitor;
  const words = applyWords(lang);
  const receipt = await submitDraft(visitor.actor, house, String(posted['_key'] ?? ''), {
    draftId: params['id'] ?? '',
    rev: wholeNumber(posted['rev']),
    ...(typeof posted['delivery'] === 'string' ? { deliveryWay: posted['delivery'] } : {}),
    ...(posted['insists'] === 'yes' ? { insists: true } : {}),
  }).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'cases.other-answer') return null;
    throw error;
  });
  if (receipt === null) return { go: `/apply/${params['id'] ?? ''}/review?insist=1#other-answer` };
  return {
    draw: frame(
      visitor,
      house,
      { title: words.doneTitle, current: 'mine', frame: 'task', noindex: true, here: `/my/cases/${receipt.caseId}` },
      <div id="receipt" data-case={receipt.caseId}>
        <Receipt lang={lang} title={words.doneTitle} number={receipt.number}>
          <p>
            {words.nextLine(sayDate(receipt.nextDue, lang))}
            {receipt.office !== null && words.officeLine(receipt.office)}
          </p>
        </Receipt>
        <Section id="slip" title={words.slipCode}>
          <p className="rcpno num" id="slip-code">
            {receipt.slipCode}
          </p>
          <p>{words.slipLine}</p>
        </Section>
        <Acts stack>
          <LinkButton href={`/my/cases/${receipt.caseId}`} id="to-case">
            {words.seeCase}
          </LinkButton>
          <LinkButton href={`/my/papers/${receipt.paperId}.pdf`} look="ghost" icon="printer">
            {words.printReceipt}
          </LinkButton>
        </Acts>
        <p className="hint">{kitWords(lang).noNeedToKeep}</p>
      </div>,
    ),
  };
});

/** A number to say at a window so that it can go on with this draft. Each press makes a new one and ends the one before, so no link does it. */
export const makeHandoverPage = page('POST', '/apply/:id/handover', 'drafts.own', async ({ visitor, house, params }) => {
  await makeHandoverCode(visitor.actor, house, { draftId: params['id'] ?? '' });
  return { go: `/apply/${params['id'] ?? ''}/handover` };
});

/** The number that is good now: reloading the page, or coming back to it, shows the same one. */
export const handoverPage = page('GET', '/apply/:id/handover', 'drafts.own', async ({ visitor, house, params }) => {
  const words = mineWords(visitor.lang);
  const live = await readHandoverCode(visitor.actor, house, { draftId: params['id'] ?? '' });
  if (live === null) return { go: `/apply/${params['id'] ?? ''}/review` };
  const { code, validUntil } = live;
  return {
    draw: frame(
      visitor,
      house,
      { title: words.handoverTitle, current: 'mine', frame: 'task', noindex: true },
      <>
        <BackLink href={`/apply/${params['id']}/review`} text={kitWords(visitor.lang).previousStep} />
        <h1>{words.handoverTitle}</h1>
        <p className="lead">{words.handoverLead}</p>
        <p className="rcpno num" id="handover-code">
          {code}
        </p>
        <p>{words.expires(sayMoment(new Date(validUntil), visitor.lang))}</p>
      </>,
    ),
  };
});

/** Throws a draft away with everything in it. */
export const discardPage = page('POST', '/apply/:id/discard', 'drafts.own', async ({ visitor, house, params, posted }) => {
  await discardDraft(visitor.actor, house, String(posted['_key'] ?? ''), { draftId: params['id'] ?? '' });
  return { go: '/my' };
});
