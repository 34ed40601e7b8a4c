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
import { statusOf } from '#platform/http';
import { newId } from '#platform/ids';
import { say, type Text } from '#platform/text';
import { regionChoices, regionNamesOf } from '../apply/draft.ts';
import { frame } from '../frame.tsx';
import { page, type PageRequest, wholeNumber } from '../page.ts';
import { readParts } from '../posted-parts.ts';
import { itemNames } from './item-name.ts';
import { applyWords, noFile } from '../apply/words.ts';
import { mineWords } from './words.ts';

type Trouble = {
  errors?: FormError[];
  /** What stood in the form: it stands there again, whatever came between. */
  raw?: Posted;
  /** Why a file was not taken, by material. */
  files?: Record<string, string>;
  /** Why the whole was not taken. */
  refused?: Problem;
};

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
  // What the office says about a field stands at it, before its own hint.
  const asked = (id: string): Text => {
    const says = needed.items.filter((i) => i.kind === 'field' && i.target === id).map((i) => i.say);
    const own = form.properties[id]?.['x-hint'];
    const hint: Text = own === undefined ? { zh: '' } : typeof own === 'string' ? { zh: own } : (own as Text);
    return { zh: `${says.join('')}${hint.zh}`, en: `${says.join(' ')} ${hint.en ?? hint.zh}`.trim() };
  };
  const part: FormSchema = {
    ...form,
    properties: Object.fromEntries(fields.map((id) => [id, { ...form.properties[id], 'x-readonly': false, 'x-hint': asked(id) }])),
    'x-steps': [{ id: 'fix', title: { zh: words.correctTitle }, fields }],
  } as FormSchema;
  const labels = await regionNamesOf(house, form, view.values);
  const errors = trouble.errors ?? [];
  const others = needed.items.filter((i) => i.kind === 'other');
  const wrongFiles = trouble.files ?? {};
  const wrong = [...Object.entries(wrongFiles).map(([id, text]) => ({ href: `#file-${id}`, text })), ...errorLinks(part, errors, lang)];
  const typed = (name: string): string => [trouble.raw?.[name] ?? ''].flat()[0] ?? '';
  return {
    status: trouble.refused !== undefined ? statusOf(trouble.refused.kind) : wrong.length > 0 ? 422 : 200,
    draw: frame(
      visitor,
      house,
      {
        title: `${words.correctTitle} — ${itemName}`,
        current: 'mine',
        frame: 'task',
        noindex: true,
        islands: ['upload', 'form'],
        ...(wrong.length > 0 ? { errors: wrong.length } : {}),
      },
      <div id="answer">
        <BackLink href={base} text={itemName} />
        <ErrorSummary lang={lang} items={wrong} safe={kitWords(lang).restKept} />
        <h1>{words.correctTitle}</h1>
        <p className="lead">{words.correctLead(needed.due === null ? '' : sayDate(needed.due, lang))}</p>
        {trouble.refused !== undefined && (
          <Notice tone="bad" status title={say(trouble.refused.say, lang)}>
            <p>
              {say(trouble.refused.next, lang)}
              {lang === 'zh' ? '' : ' '}
              {kitWords(lang).restKept}
            </p>
          </Notice>
        )}
        {/* One form for everything: whichever button is pressed, what was typed goes along and comes back. */}
        <form method="post" encType="multipart/form-data" action={`${base}/answer?step=${needed.stepId}`} className="form" noValidate>
          {/* Enter in a box presses the first button: handing in, not 上传. */}
          <button type="submit" className="vh" tabIndex={-1} aria-hidden="true" />
          <input type="hidden" name="_key" value={newId()} />
          <input type="hidden" name="seq" value={view.seq} />
          {materials.map((m) => {
            const given = view.materials.filter((row) => row.materialId === m.id);
            const wrong = wrongFiles[m.id];
            const kept = typed(`f.${m.id}`);
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
                <div className={wrong === undefined ? 'field' : 'field err'} data-upload={m.id}>
                  <input type="hidden" name={`_key.${m.id}`} value={newId()} />
                  {kept !== '' && <input type="hidden" name={`f.${m.id}`} value={kept} />}
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
                      name={`file.${m.id}`}
                      accept="image/jpeg,image/png,application/pdf,.ofd"
                      aria-describedby={wrong === undefined ? `file-${m.id}-h` : `file-${m.id}-h file-${m.id}-e`}
                      aria-invalid={wrong === undefined ? undefined : true}
                    />
                    <button type="submit" className="btn ghost upgo" name="_upload" value={m.id}>
                      {kitWords(lang).upload}
                      <span className="vh">{say(m.name, lang)}</span>
                    </button>
                  </div>
                </div>
                {kept !== '' && <Notice tone="ok" status title={kitWords(lang).uploaded} />}
              </Section>
            );
          })}
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
          <div className="field">
            <label htmlFor="note">
              {lang === 'zh' ? '还要说明的' : 'Anything to add'}
              <span className="opting">{kitWords(lang).optional}</span>
            </label>
            {others.length > 0 && (
              <p className="hint" id="note-h">
                {others.map((i) => i.say).join(lang === 'zh' ? '' : ' ')}
              </p>
            )}
            <div className="ctl">
              <textarea
                className="in"
                id="note"
                name="note"
                rows={3}
                maxLength={1000}
                defaultValue={typed('note')}
                aria-describedby={others.length > 0 ? 'note-h' : undefined}
              />
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

/**
 * Takes what was typed and chosen. Files are put under the case at once and wait there; 上传 only brings the page back with
 * everything in it, 交上 hands it in once.
 */
export const handInPage = page(
  'POST',
  '/my/cases/:id/answer',
  'cases.own',
  async (incoming) => {
    const { visitor, house, params } = incoming;
    const { lang } = visitor;
    const uploaded: Record<string, string> = {};
    const refused: Record<string, string> = {};
    const read = incoming.raw.isMultipart()
      ? await readParts(incoming, async ({ field, name, stream }, before) => {
          const target = field.replace(/^file\./, '');
          const key = before[`_key.${target}`];
          try {
            const input = { caseId: params['id'] ?? '', name };
            uploaded[target] = (await putCaseFile(visitor.actor, house, typeof key === 'string' ? key : newId(), input, stream)).id;
          } catch (error) {
            if (!(error instanceof Problem) || (error.kind !== 'invalid' && error.kind !== 'tooLarge')) throw error;
            refused[target] = `${say(error.say, lang)}${say(error.next, lang)}`;
          }
        })
      : incoming.posted;
    const posted = { ...read, ...Object.fromEntries(Object.entries(uploaded).map(([target, id]) => [`f.${target}`, id])) };
    const request = { ...incoming, posted };
    const text = (name: string): string => {
      const value = posted[name];
      return typeof value === 'string' ? value : '';
    };
    const raw = posted as Posted;
    const wanted = text('_upload');
    if (wanted !== '' && uploaded[wanted] === undefined && refused[wanted] === undefined) refused[wanted] = noFile(lang);
    if (wanted !== '' || Object.keys(refused).length > 0) return draw(request, { raw, files: refused });
    const { view, needed, form, fields, materials } = await open(request);
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
    if (errors.length > 0) return draw(request, { errors, raw });
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
    try {
      await hand(visitor.actor, house, text('_key'), body);
    } catch (error) {
      if (!(error instanceof Problem) || !['invalid', 'conflict', 'unavailable'].includes(error.kind)) throw error;
      return draw(request, { raw, refused: error });
    }
    return { go: `/my/cases/${params['id']}?done=corrected` };
  },
  { takesFiles: true },
);
