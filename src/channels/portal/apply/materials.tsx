import { addDraftMaterial, openDraftFile, putDraftFile, removeDraftMaterial } from '#cases';
import { Acts, BackLink, DeedForm, ErrorSummary, LinkButton, Section, StepBar, WaivedList, words as kitWords } from '#kit/plain';
import { Problem, problem } from '#platform/errors';
import { newId } from '#platform/ids';
import { say } from '#platform/text';
import { frame } from '../frame.tsx';
import { page, type PageRequest } from '../page.ts';
import { readParts } from '../posted-parts.ts';
import { GroupLines } from '../guide/list-sections.tsx';
import { bars, openDraft } from './draft.ts';
import { applyWords, noFile } from './words.ts';

async function draw(request: PageRequest, wrong?: { materialId: string; text: string }) {
  const { visitor, house } = request;
  const { lang } = visitor;
  const words = applyWords(lang);
  const open = await openDraft(visitor.actor, house, request.params['id'] ?? '');
  const base = `/apply/${open.draft.draftId}`;
  // A paper of an earlier case is used by itself; who has a newer one may give it all the same.
  const held = (l: { status: string; route: string | null }): boolean =>
    l.status === 'waived' && (l.route === 'earlierCase' || l.route === 'clerkChecked');
  const waived = open.list.lines.filter((l) => l.status === 'waived' && l.route !== 'promise' && !held(l));
  const rows = open.list.lines.filter((l) => l.status !== 'waived' || l.route === 'promise' || held(l));
  const lastStep = open.steps.at(-1);
  return {
    status: wrong === undefined ? 200 : 422,
    draw: frame(
      visitor,
      house,
      {
        title: words.stepTitle(words.materialsTitle, say(open.draft.itemName, lang)),
        current: 'find',
        frame: 'task',
        noindex: true,
        islands: ['upload'],
        ...(wrong === undefined ? {} : { errors: 1 }),
      },
      <div id="materials" data-version={open.version.hash}>
        <BackLink href={lastStep === undefined ? '/my' : `${base}?step=${lastStep.id}`} text={kitWords(lang).previousStep} />
        <StepBar lang={lang} steps={bars(open, lang)} current={open.steps.length} />
        <ErrorSummary
          lang={lang}
          items={wrong === undefined ? [] : [{ href: `#file-${wrong.materialId}`, text: wrong.text }]}
          safe={kitWords(lang).restSaved}
        />
        <h1>{words.materialsTitle}</h1>
        {rows.length === 0 && <p>{words.materialsNone}</p>}
        <GroupLines lang={lang} result={open.list} />
        {rows.map((line) => {
          const given = open.draft.materials.filter((m) => m.materialId === line.id);
          const error = wrong?.materialId === line.id ? wrong.text : undefined;
          const title = say(line.name, lang);
          return (
            <Section
              key={line.id}
              id={`m-${line.id}`}
              title={title}
              side={
                held(line)
                  ? words.heldSide
                  : line.status === 'bring'
                    ? kitWords(lang).prepare
                    : line.status === 'promiseLater'
                      ? kitWords(lang).laterOk
                      : kitWords(lang).optionalPaper
              }
            >
              {(line.standard !== null || line.hint !== null || line.reason !== null) && (
                <p className="hint">
                  {[line.standard, line.hint, line.reason]
                    .filter((t) => t !== null)
                    .map((t) => say(t, lang))
                    .join(lang === 'zh' ? '' : ' ')}
                </p>
              )}
              {held(line) && given.length === 0 && <p>{words.heldLine}</p>}
              {given.length > 0 && (
                <ul className="rows" aria-label={title}>
                  {given.map((m) => (
                    <li key={m.id}>
                      {m.file === null ? words.givenAs[m.route] : <a href={`${base}/files/${m.file.fileId}`}>{m.file.name}</a>}
                      <DeedForm action={`${base}/materials/${line.id}/drop`} hidden={{ _key: newId(), row: m.id }}>
                        {kitWords(lang).removeFile}
                        <span className="vh">{title}</span>
                      </DeedForm>
                    </li>
                  ))}
                </ul>
              )}
              <form
                method="post"
                encType="multipart/form-data"
                action={`${base}/materials/${line.id}`}
                className={error === undefined ? 'field' : 'field err'}
                data-upload={line.id}
              >
                <input type="hidden" name="_key" value={newId()} />
                <label htmlFor={`file-${line.id}`}>
                  {given.length === 0
                    ? `${kitWords(lang).chooseFile}：${title}`
                    : `${kitWords(lang).chooseFile}（${given.length + 1}）：${title}`}
                </label>
                <p className="hint" id={`file-${line.id}-h`}>
                  {words.photoLimits}
                </p>
                {error !== undefined && (
                  <p className="msg" id={`file-${line.id}-e`}>
                    {error}
                  </p>
                )}
                <div className="up">
                  <input
                    className="filein"
                    type="file"
                    id={`file-${line.id}`}
                    name="file"
                    accept="image/jpeg,image/png,application/pdf,.ofd"
                    aria-describedby={error === undefined ? `file-${line.id}-h` : `file-${line.id}-h file-${line.id}-e`}
                    aria-invalid={error === undefined ? undefined : true}
                  />
                  <button type="submit" className="btn ghost upgo">
                    {kitWords(lang).upload}
                    <span className="vh">{title}</span>
                  </button>
                </div>
              </form>
              {line.status === 'promiseLater' && !given.some((m) => m.route === 'later') && (
                <DeedForm action={`${base}/materials/${line.id}/other`} hidden={{ _key: newId(), route: 'later' }}>
                  {words.useLater}
                </DeedForm>
              )}
              {line.route === 'promise' && !given.some((m) => m.route === 'promise') && (
                <>
                  <p>{words.promiseText(title)}</p>
                  <DeedForm action={`${base}/materials/${line.id}/other`} hidden={{ _key: newId(), route: 'promise' }}>
                    {words.promise}
                  </DeedForm>
                </>
              )}
            </Section>
          );
        })}
        <WaivedList
          lang={lang}
          things={waived.map((l) => ({ id: `m-${l.id}`, name: say(l.name, lang), reason: l.reason === null ? '' : say(l.reason, lang) }))}
        />
        <Acts stack>
          <LinkButton href={`${base}/review`} id="to-review" block>
            {words.next}
          </LinkButton>
        </Acts>
      </div>,
    ),
  };
}

/** Materials of the draft. */
export const materialsPage = page('GET', '/apply/:id/materials', 'drafts.own', async (request) => draw(request));

/** Takes one file. What is broken off, of a wrong type or too big is refused in words; the rest of the draft stays. */
export const uploadPage = page(
  'POST',
  '/apply/:id/materials/:material',
  'drafts.own',
  async (request) => {
    const { visitor, house, params } = request;
    const materialId = params['material'] ?? '';
    const { lang } = visitor;
    let taken = false;
    let refused: string | undefined;
    await readParts(request, async ({ field, name, stream }, { _key: key }) => {
      if (field !== 'file' || taken) return;
      taken = true;
      try {
        await putDraftFile(
          visitor.actor,
          house,
          typeof key === 'string' ? key : newId(),
          { draftId: params['id'] ?? '', materialId, name },
          stream,
        );
      } catch (error) {
        if (!(error instanceof Problem) || (error.kind !== 'invalid' && error.kind !== 'tooLarge')) throw error;
        refused = `${say(error.say, lang)}${say(error.next, lang)}`;
      }
    });
    if (!taken) refused = noFile(lang);
    return refused === undefined
      ? { go: `/apply/${params['id']}/materials#m-${materialId}` }
      : draw(request, { materialId, text: refused });
  },
  { takesFiles: true },
);

/** Takes a material out again. */
export const dropPage = page('POST', '/apply/:id/materials/:material/drop', 'drafts.own', async ({ visitor, house, params, posted }) => {
  await removeDraftMaterial(visitor.actor, house, String(posted['_key'] ?? ''), {
    draftId: params['id'] ?? '',
    materialRowId: String(posted['row'] ?? ''),
  });
  return { go: `/apply/${params['id']}/materials#m-${params['material']}` };
});

/** A promise instead, or the material later. */
export const otherRoutePage = page(
  'POST',
  '/apply/:id/materials/:material/other',
  'drafts.own',
  async ({ visitor, house, params, posted }) => {
    const route = posted['route'];
    if (route !== 'later' && route !== 'promise')
      throw problem(
        'invalid',
        'portal.route',
        { zh: '没有这种交法。', en: 'There is no such way.' },
        { zh: '请刷新材料清单。', en: 'Reload the list.' },
      );
    await addDraftMaterial(visitor.actor, house, String(posted['_key'] ?? ''), {
      draftId: params['id'] ?? '',
      materialId: params['material'] ?? '',
      route,
    });
    return { go: `/apply/${params['id']}/materials#m-${params['material']}` };
  },
);

/** A file of the own draft, as attachment. */
export const draftFilePage = page('GET', '/apply/:id/files/:file', 'drafts.own', async ({ visitor, house, params }) => {
  const file = await openDraftFile(visitor.actor, house, params['id'] ?? '', params['file'] ?? '');
  return { file: file.stream as unknown as NodeJS.ReadableStream, type: 'application/octet-stream', name: file.file.name };
});
