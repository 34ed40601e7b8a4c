import { answerCorrection, answerSupplement, getCaseForParty, handInPromised, putCaseFile } from '#cases';
import { getVersion } from '#catalog';
import {
  BackLink,
  Button,
  errorLinks,
  ErrorSummary,
  FormFields,
  type FormError,
  Notice,
  type Posted,
  sayDate,
  Section,
  words as kitWords,
} from '#kit/plain';
import { shanghaiDate } from '#platform/clock';
import { Problem, problem } from '#platform/errors';
import { effectiveForm, type FormSchema, parseFormData, validate } from '#platform/forms';
import { newId } from '#platform/ids';
import { say } from '#platform/text';
import { regionChoices, regionNamesOf } from '../apply/draft.ts';
import { frame } from '../frame.tsx';
import { page, type PageRequest, wholeNumber } from '../page.ts';
import { itemNames } from './item-name.ts';
import { applyWords } from '../apply/words.ts';
import { mineWords } from './words.ts';

type Trouble = { errors?: FormError[]; raw?: Posted; file?: { target: string; text: string } };

async function open({ visitor, house, params, query, posted }: PageRequest) {
  const view = await getCaseForParty(visitor.actor, house, params['id'] ?? '');
  const step = query['step'] ?? (typeof posted['step'] === 'string' ? posted['step'] : '');
  const needed = view.needed.find((n) => n.stepId === step) ?? view.needed[0];
  if (needed === undefined)
    throw problem(
      'gone',
      'portal.nothing-needed',
      { zh: '这件现在没有要您补的。', en: 'Nothing is needed from you now.' },
      { zh: '回到办件看看进度。', en: 'See the case for its progress.' },
    );
  const version = await getVersion(house.db, view.versionId);
  const form = version.content.form as unknown as FormSchema;
  const fields = needed.items.filter((i) => i.kind === 'field' && form.properties[i.target] !== undefined).map((i) => i.target);
  const materials = needed.items
    .filter((i) => i.kind === 'material')
    .map((i) => ({ id: i.target, say: i.say, name: version.content.materials.find((m) => m.id === i.target)?.name ?? { zh: i.target } }));
  return { view, needed, version, form, fields, materials };
}

async function draw(request: PageRequest, trouble: Trouble = {}) {
  const { visitor, house } = request;
  const { lang } = visitor;
  const words = mineWords(lang);
  const { view, needed, form, fields, materials } = await open(request);
  const base = `/my/cases/${view.caseId}`;
  const itemName = (await itemNames(house, lang))(view);
  const part: FormSchema = {
    ...form,
    properties: Object.fromEntries(fields.map((id) => [id, { ...form.properties[id], 'x-readonly': false }])),
    'x-steps': [{ id: 'fix', title: { zh: words.correctTitle }, fields }],
  } as FormSchema;
  const labels = await regionNamesOf(house, form, view.values);
  const errors = trouble.errors ?? [];
  const others = needed.items.filter((i) => i.kind === 'other');
  return {
    status: errors.length > 0 || trouble.file !== undefined ? 422 : 200,
    draw: frame(
      visitor,
      house,
      {
        title: `${words.correctTitle} — ${itemName}`,
        current: 'mine',
        frame: 'task',
        noindex: true,
        islands: ['upload', 'form'],
        ...(errors.length > 0 ? { errors: errors.length } : {}),
      },
      <div id="answer">
        <BackLink href={base} text={itemName} />
        <ErrorSummary lang={lang} items={errorLinks(part, errors, lang)} />
        <h1>{words.correctTitle}</h1>
        <p className="lead">{words.correctLead(needed.due === null ? '' : sayDate(needed.due, lang))}</p>
        {trouble.file !== undefined && <Notice tone="bad" status title={trouble.file.text} />}
        {materials.map((m) => {
          const given = view.materials.filter((row) => row.materialId === m.id);
          const wrong = trouble.file?.target === m.id ? trouble.file.text : undefined;
          return (
            <Section key={m.id} id={`m-${m.id}`} title={say(m.name, lang)}>
              <p>{m.say}</p>
              {given.length > 0 && (
                <ul className="rows">
                  {given.map((row) => (
                    <li key={row.id}>{row.file?.name ?? row.name}</li>
                  ))}
                </ul>
              )}
              <form
                method="post"
                encType="multipart/form-data"
                action={`${base}/answer/${needed.stepId}/${m.id}`}
                className={wrong === undefined ? 'field' : 'field err'}
                data-upload={m.id}
              >
                <input type="hidden" name="_key" value={newId()} />
                <label htmlFor={`file-${m.id}`}>
                  {kitWords(lang).chooseFile}
                  {lang === 'zh' ? '：' : ': '}
                  {say(m.name, lang)}
                </label>
                <p className="hint" id={`file-${m.id}-h`}>
                  {applyWords(lang).photoLimits}
                </p>
                {wrong !== undefined && (
                  <p className="msg" id={`file-${m.id}-e`}>
                    {wrong}
                  </p>
                )}
                <div className="up">
                  <input
                    className="filein"
                    type="file"
                    id={`file-${m.id}`}
                    name="file"
                    accept="image/jpeg,image/png,application/pdf,.ofd"
                    aria-describedby={wrong === undefined ? `file-${m.id}-h` : `file-${m.id}-h file-${m.id}-e`}
                    aria-invalid={wrong === undefined ? undefined : true}
                  />
                  <button type="submit" className="btn ghost upgo">
                    {kitWords(lang).upload}
                    <span className="vh">{say(m.name, lang)}</span>
                  </button>
                </div>
              </form>
              {(request.query[`f.${m.id}`] ?? '') !== '' && <Notice tone="ok" status title={kitWords(lang).uploaded} />}
            </Section>
          );
        })}
        <form method="post" action={`${base}/answer`} className="form" noValidate>
          <input type="hidden" name="_key" value={newId()} />
          <input type="hidden" name="step" value={needed.stepId} />
          <input type="hidden" name="seq" value={view.seq} />
          {Object.entries(request.query)
            .filter(([name]) => name.startsWith('f.'))
            .map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
          {needed.items
            .filter((i) => i.kind === 'field')
            .map((i) => (
              <p key={i.target} className="hint">
                {i.say}
              </p>
            ))}
          {fields.length > 0 && (
            <FormFields
              lang={lang}
              form={part}
              step="fix"
              values={view.values}
              {...(trouble.raw === undefined ? {} : { raw: trouble.raw })}
              errors={errors}
              regions={await regionChoices(house, form, fields, view.values)}
              regionName={(code) => labels.get(code)}
            />
          )}
          {others.map((i) => (
            <p key={i.say}>{i.say}</p>
          ))}
          <div className="field">
            <label htmlFor="note">
              {lang === 'zh' ? '还要说明的' : 'Anything to add'}
              <span className="opting">{kitWords(lang).optional}</span>
            </label>
            <div className="ctl">
              <textarea className="in" id="note" name="note" rows={3} maxLength={1000} />
            </div>
          </div>
          <div className="formacts">
            <Button block id="hand-in">
              {words.correctSubmit}
            </Button>
          </div>
        </form>
      </div>,
    ),
  };
}

/** 补正: exactly what the one notice lists, handed in once. */
export const answerNoticePage = page('GET', '/my/cases/:id/answer', 'cases.own', async (request) => draw(request));

/** Takes a file for one listed material; it waits under the case until the answer is handed in. */
export const answerFilePage = page('POST', '/my/cases/:id/answer/:step/:material', 'cases.own', async (request) => {
  const { visitor, house, params, raw } = request;
  const { lang } = visitor;
  const target = params['material'] ?? '';
  const part = await raw.file();
  // What was uploaded before is carried by the address of the page this came from.
  const before = Object.entries(Object.fromEntries(new URL(raw.headers.referer ?? 'http://x/', 'http://x/').searchParams)).filter(
    ([name]) => name.startsWith('f.'),
  );
  const again = { ...request, query: { ...request.query, ...Object.fromEntries(before), step: params['step'] ?? '' } };
  if (part === undefined || part.filename === '')
    return draw(again, { file: { target, text: lang === 'zh' ? '还没选文件。请选一张照片或一份PDF。' : 'No file was chosen.' } });
  const key = (part.fields['_key'] as { value?: unknown } | undefined)?.value;
  try {
    const kept = await putCaseFile(
      visitor.actor,
      house,
      typeof key === 'string' ? key : newId(),
      { caseId: params['id'] ?? '', name: part.filename },
      part.file,
    );
    const query = new URLSearchParams([
      ['step', params['step'] ?? ''],
      ...before.filter(([name]) => name !== `f.${target}`),
      [`f.${target}`, kept.id],
    ]);
    return { go: `/my/cases/${params['id']}/answer?${query.toString()}#m-${target}` };
  } catch (error) {
    if (error instanceof Problem && (error.kind === 'invalid' || error.kind === 'tooLarge'))
      return draw(again, { file: { target, text: `${say(error.say, lang)}${say(error.next, lang)}` } });
    throw error;
  }
});

/** Hands the answer in. */
export const handInPage = page('POST', '/my/cases/:id/answer', 'cases.own', async (request) => {
  const { visitor, house, params, posted } = request;
  const { view, needed, form, fields, materials } = await open(request);
  const text = (name: string): string => (typeof posted[name] === 'string' ? posted[name] : '');
  const typed = parseFormData(
    { properties: Object.fromEntries(fields.map((id) => [id, { ...form.properties[id], 'x-readonly': false }])) } as never,
    posted,
    fields,
  );
  const facts = { ...view.answers };
  const today = shanghaiDate(house.clock.now());
  const values = { ...view.values, ...typed };
  const shown = fields.filter((id) => !effectiveForm(form, values, facts, { today }).hidden.includes(id));
  const errors = validate(form, values, facts, { today, mode: 'submit', fields: shown });
  if (errors.length > 0) return draw(request, { errors, raw: posted as Posted });
  const body = {
    caseId: view.caseId,
    expectedSeq: wholeNumber(text('seq')),
    stepId: needed.stepId,
    values: typed,
    materials: materials.flatMap((m) =>
      text(`f.${m.id}`) === '' ? [] : [{ materialId: m.id, route: 'file' as const, fileId: text(`f.${m.id}`) }],
    ),
    ...(text('note') === '' ? {} : { note: text('note') }),
  };
  const hand = needed.kind === 'correction' ? answerCorrection : needed.kind === 'supplement' ? answerSupplement : handInPromised;
  await hand(visitor.actor, house, text('_key'), body);
  return { go: `/my/cases/${params['id']}?done=corrected` };
});
