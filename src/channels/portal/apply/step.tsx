import { carryDraft, saveDraft } from '#cases';
import {
  BackLink,
  DeedForm,
  errorLinks,
  ErrorSummary,
  FormRenderer,
  Notice,
  sayMoment,
  splitFields,
  StepBar,
  words as kitWords,
  type FormError,
  type Posted,
} from '#kit/plain';
import { parseFormData, validate } from '#platform/forms';
import { newId } from '#platform/ids';
import { say } from '#platform/text';
import { frame } from '../frame.tsx';
import { page, type PageRequest, wholeNumber } from '../page.ts';
import { bars, lockedFields, openDraft, type OpenDraft, regionChoices, regionNamesOf } from './draft.ts';
import { sourcesInWords } from './sources.ts';
import { applyWords } from './words.ts';

const text = (posted: PageRequest['posted'], name: string): string => {
  const value = posted[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};

async function draw(
  { visitor, house, query }: PageRequest,
  open: OpenDraft,
  stepId: string,
  more: { raw?: Posted; errors?: FormError[]; values?: Record<string, unknown> } = {},
) {
  const { lang } = visitor;
  const words = applyWords(lang);
  const at = Math.max(
    0,
    open.steps.findIndex((s) => s.id === stepId),
  );
  const step = open.steps[at];
  if (step === undefined) return { go: `/apply/${open.draft.draftId}/materials` };
  const values = more.values ?? open.effective.values;
  const name = say(open.draft.itemName, lang);
  const title = say(typeof step.title === 'string' ? { zh: step.title } : step.title, lang);
  const errors = more.errors ?? [];
  const labels = await regionNamesOf(house, open.form, values);
  return {
    status: errors.length > 0 ? 422 : 200,
    draw: frame(
      visitor,
      house,
      {
        title: words.stepTitle(title, name),
        current: 'find',
        frame: 'task',
        noindex: true,
        islands: ['form'],
        ...(errors.length > 0 ? { errors: errors.length } : {}),
      },
      <div id="apply" data-version={open.version.hash} data-draft={open.draft.draftId}>
        <BackLink
          href={at === 0 ? '/my' : `/apply/${open.draft.draftId}?step=${open.steps[at - 1]?.id}`}
          text={at === 0 ? name : kitWords(lang).previousStep}
        />
        <StepBar lang={lang} steps={bars(open, lang)} current={at} />
        <ErrorSummary lang={lang} items={errorLinks(open.form, errors, lang)} safe={kitWords(lang).restSaved} />
        {query['saved'] === '1' && <Notice tone="ok" status title={words.savedMessage} />}
        {open.draft.newer !== null && (
          <Notice tone="warn" title={words.newer}>
            <ul>
              {open.draft.newer.differences.map((d) => (
                <li key={`${d.kind}${d.id}`}>{say(d.say, lang)}</li>
              ))}
            </ul>
            <DeedForm action={`/apply/${open.draft.draftId}/carry`} hidden={{ _key: newId(), rev: String(open.draft.rev) }}>
              {words.newerGo}
            </DeedForm>
          </Notice>
        )}
        <h1>{title}</h1>
        <p className="hint">{words.forLine(open.draft.applicant.name)}</p>
        <FormRenderer
          lang={lang}
          form={open.effective.schema}
          step={step.id}
          values={values}
          {...(more.raw === undefined ? {} : { raw: more.raw })}
          errors={errors}
          locked={lockedFields(open)}
          sources={sourcesInWords(open.draft.sources as never, lang)}
          regions={await regionChoices(house, open.form, step.fields, values)}
          regionName={(code) => labels.get(code)}
          action={`/apply/${open.draft.draftId}`}
          hiddenInputs={{ _key: newId(), _rev: String(open.draft.rev), ...(query['back'] === 'review' ? { _back: 'review' } : {}) }}
          saved={kitWords(lang).savedAt(sayMoment(new Date(open.draft.savedAt), lang))}
        />
      </div>,
    ),
  };
}

/** One step of the application. */
export const stepPage = page('GET', '/apply/:id', 'drafts.own', async (request) => {
  const open = await openDraft(request.visitor.actor, request.house, request.params['id'] ?? '');
  const { atStep } = open.draft;
  // Taken up again where he was: after the step that was left filled in, not in front of it.
  if (request.query['step'] === undefined && atStep !== null && faultsOf(open, atStep).errors.length === 0 && inSteps(open, atStep))
    return { go: afterStep(open, atStep) };
  const wanted = request.query['step'] ?? atStep ?? open.steps[0]?.id ?? '';
  if (wanted === 'materials' || wanted === 'review') return { go: `/apply/${open.draft.draftId}/${wanted}` };
  return draw(request, open, wanted);
});

/** Saves a step: what was typed is stored first, then looked at; errors bring the same page back with everything typed. */
export const saveStepPage = page('POST', '/apply/:id', 'drafts.own', async (request) => {
  const { visitor, house, posted, params } = request;
  const id = params['id'] ?? '';
  const before = await openDraft(visitor.actor, house, id);
  const stepId = text(posted, '_step');
  const step = before.steps.find((s) => s.id === stepId);
  if (step === undefined) return { go: `/apply/${id}` };
  const { asked } = splitFields({
    form: before.effective.schema,
    step: stepId,
    values: before.effective.values,
    locked: lockedFields(before),
  });
  const typed = parseFormData(before.form, posted, asked);
  await saveDraft(visitor.actor, house, text(posted, '_key'), {
    draftId: id,
    rev: wholeNumber(text(posted, '_rev')),
    values: typed,
    atStep: stepId,
  });
  const open = await openDraft(visitor.actor, house, id);
  const goes = text(posted, '_go');
  // 列出下一级, 再加一行: the same page again with what was posted.
  if (posted['_refresh'] !== undefined || posted['_add'] !== undefined || posted['_remove'] !== undefined)
    return draw(request, open, stepId, { values: { ...open.effective.values, ...typed } });
  if (goes === 'save') return { go: `/apply/${id}?step=${stepId}&saved=1` };
  const { asked: nowAsked, errors } = faultsOf(open, stepId);
  if (errors.length > 0) return draw(request, open, stepId, { raw: posted as Posted, errors });
  // Answers may have opened a field on this same step: it is shown before going on.
  const opened = nowAsked.filter((field) => !asked.includes(field));
  if (opened.length > 0) return { go: `/apply/${id}?step=${stepId}#${opened[0]}` };
  if (text(posted, '_back') === 'review') return { go: `/apply/${id}/review` };
  return { go: afterStep(open, stepId) };
});

type Open = Awaited<ReturnType<typeof openDraft>>;

const inSteps = (open: Open, stepId: string): boolean => open.steps.some((s) => s.id === stepId);

/** What is asked on a step as things stand, and what is wrong or missing there. */
function faultsOf(open: Open, stepId: string) {
  const { asked } = splitFields({ form: open.effective.schema, step: stepId, values: open.effective.values, locked: lockedFields(open) });
  return { asked, errors: validate(open.form, open.draft.values, open.facts, { today: open.today, mode: 'submit', fields: asked }) };
}

/** The page after a step. */
function afterStep(open: Open, stepId: string): string {
  const next = open.steps[open.steps.findIndex((s) => s.id === stepId) + 1];
  const id = open.draft.draftId;
  return next === undefined ? `/apply/${id}/materials` : `/apply/${id}?step=${next.id}`;
}

/** Follows the newest version of the item; what was filled in is kept by field. */
export const carryPage = page('POST', '/apply/:id/carry', 'drafts.own', async ({ visitor, house, posted, params }) => {
  await carryDraft(visitor.actor, house, text(posted, '_key'), { draftId: params['id'] ?? '' });
  return { go: `/apply/${params['id']}` };
});
