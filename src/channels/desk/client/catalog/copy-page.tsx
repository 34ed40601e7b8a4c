import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type CopyView, isObject, type Operation, valueAt } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import { post } from '../api.ts';
import { t, tell } from '../language.ts';
import { useSavedOnLeaving } from '../leaving.ts';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { blocksQuery, changesQuery, copyQuery, freshCopy } from './copy.ts';
import { ConflictDialog } from './conflict.tsx';
import { Examples } from './examples.tsx';
import { FormSection } from './form-section.tsx';
import { AddHandling } from './new-handling.tsx';
import { controlId, type Editing, EditingContext, namedBy, placeAt } from './place.ts';
import { Preview } from './preview.tsx';
import { Report } from './report.tsx';
import { Fields } from './rows.tsx';
import { Saver } from './saver.ts';
import { sectionOf, sections } from './sections.ts';
import type { Section } from './spec-parts.ts';

/** 编辑稿: one item under edit, by screens; what is typed is stored as it is typed. */
export function CopyPage(): ReactNode {
  const { copyId } = useParams({ from: '/catalog/copies/$copyId' });
  const copy = useQuery(copyQuery(copyId));
  if (copy.data === undefined)
    return (
      <main className="pane" id="main" tabIndex={-1}>
        {copy.error ? <ProblemNotice error={copy.error} /> : <Waiting what={t('正在打开编辑稿…', 'Opening the working copy…')} />}
      </main>
    );
  return <Open key={copyId} view={copy.data} />;
}

function useSaver(view: CopyView): { saver: Saver; editing: Editing } {
  const queries = useQueryClient();
  const { copyId } = view;
  const blocks = useQuery(blocksQuery);
  const [saver] = useState(() => new Saver(copyId, (rev) => freshCopy(queries, copyId, rev)));
  useSyncExternalStore(saver.subscribe, () => saver.version);
  useSavedOnLeaving(saver.flush);
  // What is being typed is never lost with the page.
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent): void => {
      if (saver.idle) return;
      void saver.flush();
      event.preventDefault();
    };
    window.addEventListener('beforeunload', leaving);
    return () => {
      window.removeEventListener('beforeunload', leaving);
      void saver.flush();
    };
  }, [saver]);
  const document = saver.over(view.document as Json, view.rev);
  const own = useMemo(() => regionOf(view), [view]);
  const editing = useMemo<Editing>(
    () => ({
      copyId,
      document,
      rev: view.rev,
      may: (path) => view.may.change === 'all' || (view.may.change === 'local' && path[0] === 'overlays' && path[1] === own),
      change: (ops: Operation[], soon: 'typing' | 'now' = 'now') => saver.change(ops, view.rev, soon),
      issues: view.report.issues,
      blocks: blocks.data,
    }),
    [copyId, document, view, own, saver, blocks.data],
  );
  return { saver, editing };
}
// A county's editor may change one row of the local arrangements; the server says so again at every change.
const regionOf = (view: CopyView): string => `#${view.may.region}`;

function Open({ view }: { view: CopyView }): ReactNode {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const search = useSearch({ from: '/catalog/copies/$copyId' });
  const { saver, editing } = useSaver(view);
  const handlings = rowsOf(valueAt(editing.document, ['handlings']));
  const keys = handlings.map((one) => String(one['key']));
  const handling = search.handling !== undefined && keys.includes(search.handling) ? search.handling : keys[0];
  const section = sections.find((one) => one.key === search.part);
  const shown = search.part === undefined ? (view.state === 'editing' ? sections[0] : undefined) : section;
  const changed = useQuery({ ...changesQuery(view.copyId, view.rev), refetchInterval: 5_000 });
  const others = [...new Set((changed.data?.rows ?? []).filter((row) => !row.mine).map((row) => row.by))];
  const newest = changed.data?.rev ?? view.rev;
  useEffect(() => {
    if (newest > view.rev && saver.idle) void queries.invalidateQueries({ queryKey: ['catalog', 'copy', view.copyId] });
  }, [newest, view.rev, view.copyId, queries, saver]);
  const back = useMutation({
    mutationFn: async (what: 'undo' | 'redo') => {
      await saver.flush();
      const { rev } = await post<{ rev: number }>(`/api/staff/catalog/copies/${view.copyId}/${what}`, undefined);
      await freshCopy(queries, view.copyId, rev);
    },
  });
  useEffect(() => {
    document.title = `${view.name} — ${t('事项编辑', 'Catalogue')}`;
  }, [view.name]);
  const go = (path: readonly string[]): void => {
    const to = sectionOf(path);
    const row = path[0] === 'handlings' ? path[1]?.slice(1) : undefined;
    void navigate({
      to: '/catalog/copies/$copyId',
      params: { copyId: view.copyId },
      search: { part: to?.key ?? 'basic', ...(row === undefined ? {} : { handling: row }) },
    }).then(() => requestAnimationFrame(() => reveal(path)));
  };
  const ready = async (): Promise<void> => {
    await saver.flush();
    await freshCopy(queries, view.copyId, 0);
  };
  const version = handling === undefined ? undefined : `${view.itemKey}.${handling}`;
  return (
    <EditingContext.Provider value={editing}>
      <section className="sub" aria-label={t('编辑稿', 'Working copy')}>
        <h1>{view.name}</h1>
        <span className="chip you">{tell(view.stateSay)}</span>
        <SaveLine saver={saver} editable={view.may.change !== 'no'} />
        {others.length > 0 && (
          <span className="s" role="status">
            {t(`${others.join('、')}也在改`, `${others.join(', ')} works on it too`)}
          </span>
        )}
        <span className="push">
          {view.may.change !== 'no' && (
            <>
              {view.may.undo && (
                <button type="button" className="b" disabled={back.isPending} onClick={() => back.mutate('undo')}>
                  {t('撤销', 'Undo')}
                </button>
              )}
              {view.may.redo && (
                <button type="button" className="b" disabled={back.isPending} onClick={() => back.mutate('redo')}>
                  {t('重做', 'Redo')}
                </button>
              )}
            </>
          )}
          <Link to="/catalog" className="b">
            {t('回到事项列表', 'All items')}
          </Link>
        </span>
        <ProblemNotice error={back.error} />
        {saver.problem !== null && <ProblemNotice error={saver.problem} />}
      </section>
      <main className="panes catalog" id="main" tabIndex={-1}>
        <nav className="pane parts" aria-label={t('这件事的各部分', 'Parts of the item')}>
          {keys.length > 1 && (
            <p className="filter">
              <label htmlFor="which-handling">{t('办理项', 'Kind of handling')}</label>
              <select
                id="which-handling"
                className="inp"
                value={handling}
                onChange={(event) =>
                  void navigate({
                    to: '/catalog/copies/$copyId',
                    params: { copyId: view.copyId },
                    search: { part: search.part ?? 'basic', handling: event.target.value },
                  })
                }
              >
                {handlings.map((one) => (
                  <option key={String(one['key'])} value={String(one['key'])}>
                    {tell(namedBy(one['name'], String(one['key'])))}
                  </option>
                ))}
              </select>
            </p>
          )}
          <ul>
            {sections
              .filter((one) => one.of === 'item' || handling !== undefined)
              .map((one) => (
                <PartLink key={one.key} section={one} view={view} handling={handling} current={shown?.key === one.key} />
              ))}
            <li>
              <Link
                to="/catalog/copies/$copyId"
                params={{ copyId: view.copyId }}
                search={{ part: 'report', ...(handling === undefined ? {} : { handling }) }}
                aria-current={shown === undefined ? 'page' : undefined}
              >
                {t('检查和送审', 'Check and review')}
              </Link>
            </li>
          </ul>
          {view.may.change === 'all' && <AddHandling taken={keys} />}
        </nav>
        <section className="pane edit" aria-label={shown === undefined ? t('检查和送审', 'Check and review') : tell(shown.title)}>
          {shown === undefined ? (
            <Report view={view} onGo={go} ready={ready} />
          ) : (
            <>
              <h2>{tell(shown.title)}</h2>
              {view.may.change === 'no' && <p className="s">{t('现在只能看。', 'For reading only, as it stands now.')}</p>}
              <Part section={shown} editing={editing} handling={handling} view={view} />
            </>
          )}
        </section>
        {version !== undefined && handling !== undefined && <Preview version={version} handling={handling} />}
      </main>
      {saver.conflict !== null && <ConflictDialog saver={saver} />}
    </EditingContext.Provider>
  );
}

const rowsOf = (value: Json | undefined): Record<string, Json>[] =>
  Array.isArray(value) ? (value.filter(isObject) as Record<string, Json>[]) : [];

function PartLink({
  section,
  view,
  handling,
  current,
}: {
  section: Section;
  view: CopyView;
  handling: string | undefined;
  current: boolean;
}): ReactNode {
  const faults = view.report.issues.filter(
    (issue) => issue.weight !== 'note' && sectionOf(issue.path) === section && (section.of === 'item' || issue.path[1] === `#${handling}`),
  ).length;
  return (
    <li>
      <Link
        to="/catalog/copies/$copyId"
        params={{ copyId: view.copyId }}
        search={{ part: section.key, ...(handling === undefined ? {} : { handling }) }}
        aria-current={current ? 'page' : undefined}
      >
        {tell(section.title)}
        {faults > 0 && <span className="chip bad">{t(`${faults}处`, String(faults))}</span>}
      </Link>
    </li>
  );
}

function Part({
  section,
  editing,
  handling,
  view,
}: {
  section: Section;
  editing: Editing;
  handling: string | undefined;
  view: CopyView;
}): ReactNode {
  if (section.of === 'item') return <Fields place={placeAt(editing, [])} specs={section.fields} />;
  if (handling === undefined) return null;
  const place = placeAt(editing, ['handlings', `#${handling}`]);
  switch (section.key) {
    case 'form':
      return <FormSection handling={place} />;
    case 'examples':
      return <Examples handling={place} version={`${view.itemKey}.${handling}`} came={view.report.examples} />;
    default:
      return <Fields key={handling} place={place} specs={section.fields} />;
  }
}

function SaveLine({ saver, editable }: { saver: Saver; editable: boolean }): ReactNode {
  useSyncExternalStore(saver.subscribe, () => saver.version);
  const words: Record<Saver['state'], string> = {
    saved: t('都存好了', 'Everything is saved'),
    waiting: t('正在存…', 'Saving…'),
    saving: t('正在存…', 'Saving…'),
    offline: t('没有连上，您写的还在，会接着存', 'No connection; what you wrote is here and will be saved'),
    conflict: t('有一处两个人都改了', 'A place was changed by two'),
    refused: t('刚才那一处没存进去', 'The last change was not saved'),
  };
  return editable ? (
    <span className="s saveline" role="status" data-state={saver.state}>
      {words[saver.state]}
    </span>
  ) : null;
}

/** Opens the rows on the way to a place and puts the reader there. */
function reveal(path: readonly string[]): void {
  for (let length = 1; length <= path.length; length++) {
    const at = path.slice(0, length).join('/');
    for (const row of document.querySelectorAll<HTMLDetailsElement>('details.edit-row')) if (row.dataset['path'] === at) row.open = true;
  }
  requestAnimationFrame(() => {
    for (let length = path.length; length > 0; length--) {
      const control = document.getElementById(controlId(path.slice(0, length)));
      if (control === null) continue;
      control.scrollIntoView({ block: 'center' });
      control.focus();
      return;
    }
  });
}
